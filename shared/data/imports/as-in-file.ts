import type { RecordType } from '#contract/record-type.ts';

/**
 * The values of a new record without a country that no cell names, though records that people create begin with that of
 * the organization.
 */
export const asInFile = (
  { fields }: RecordType,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(fields).flatMap(([name, { kind }]) => (kind === 'country' ? [[name, null]] : [])),
  ),
  ...body,
});
