import type { RecordReference } from '#contract/about.ts';
import { eachReference } from '#contract/each-reference.ts';
import type { Field } from '#contract/field.ts';
import type { RecordType } from '#contract/record-type.ts';
import type { AnyRecord } from './definition.ts';

/** The field of a type that says what its records are about. */
export const aboutField = ({ fields }: RecordType): string | undefined =>
  Object.entries<Field>(fields).find(([, { kind }]) => kind === 'about')?.[0];

/** What a record is about, the main one first. */
export function aboutOf(type: RecordType, record: AnyRecord): readonly RecordReference[] {
  const field = aboutField(type);
  return ((field === undefined ? undefined : record[field]) ?? []) as readonly RecordReference[];
}

/** The value that says that a record is about these, each once. */
export function aboutValue(
  type: RecordType,
  references: readonly RecordReference[],
): Record<string, readonly RecordReference[] | undefined> {
  const field = aboutField(type);
  const each = eachReference(references);
  return field === undefined ? {} : { [field]: each.length > 0 ? each : undefined };
}
