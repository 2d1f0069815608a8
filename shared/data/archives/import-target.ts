import type { Context } from '../organization/context.ts';
import type { Key } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import { mustDiffer } from './line-rules.ts';
import type { OpenArchive } from './open-archive.ts';

/** The organization into which an archive is imported. */
export interface ImportTarget {
  context: Context;
  /** Derived IDs depend on it. */
  importId: string;
  archive: OpenArchive;
  /** The members that people in the archive are, by the ids that these have there. */
  members: ReadonlyMap<string, string>;
}

/** The member that a person in the archive is. The importer takes the place of people who aren't members. */
export const memberOf = ({ context, members }: ImportTarget, id: string): string =>
  members.get(id) ?? context.actor.userId;

/** What hasn't been written yet: an import that goes on after a crash finds what it wrote before. */
export async function notWritten<T>(
  { context }: ImportTarget,
  values: readonly T[],
  keyOf: (value: T) => Key,
): Promise<T[]> {
  const keys = values.map(keyOf);
  mustDiffer(keys.map(({ pk, sk }) => `${pk} ${sk}`));
  const found = await getItems(context, keys, { ProjectionExpression: 'pk, sk' });
  return values.filter((_, index) => found[index] === undefined);
}
