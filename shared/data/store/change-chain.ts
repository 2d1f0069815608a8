import { digestOf, headerFrom, valuesDigestOf, type ChangeItem, type FieldChange } from './change.ts';

/**
 * What is wrong with the changes of a subject, in the order of their versions: changes that were altered,
 * and links to changes that are missing. `newest` is the digest in the subject's item, if the subject still exists.
 * Changes of the first shape have no links, and their headers can't be checked.
 */
export function chainErrors(changes: readonly ChangeItem[], newest?: string): string[] {
  const errors: string[] = [];
  let linked: ChangeItem | undefined;
  let before: ChangeItem | undefined;
  for (const change of changes) {
    if (change.shape !== undefined) {
      if (!isWhole(change)) errors.push(`change ${change.version} was altered`);
      if (change.prev === undefined ? before?.shape !== undefined : change.prev !== linked?.digest)
        errors.push(`change ${change.version} does not follow the previous one`);
      linked = change;
    }
    before = change;
  }
  if (newest !== undefined && newest !== linked?.digest) errors.push('the newest change is missing');
  return errors;
}

/** Whether a change has the content that its digests cover. Erased values can't be checked. */
function isWhole(change: ChangeItem): boolean {
  const { salt, data, valuesDigest, digest, action } = change;
  const isErased = salt === undefined || data === undefined;
  return (
    digest === digestOf(change) &&
    action === headerFrom(change).action &&
    (isErased || valuesDigest === valuesDigestOf(salt, JSON.parse(data) as FieldChange[]))
  );
}
