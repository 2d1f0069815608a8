import type { DuplicateGroup } from '#contract/duplicate-scan.ts';

export type Agreement = 'same' | 'similar';

/** How much a value of a record agrees with those of the others in its group. Undefined if it doesn’t. */
export function agreementOf(
  { pairs }: Pick<DuplicateGroup, 'pairs'>,
  recordId: string,
  field: string,
): Agreement | undefined {
  const kinds = pairs
    .filter(({ recordIds }) => recordIds.includes(recordId))
    .flatMap(({ reasons }) => reasons.filter((reason) => reason.field === field).map(({ kind }) => kind));
  return (['same', 'similar'] as const).find((kind) => kinds.includes(kind));
}
