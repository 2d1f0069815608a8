import type { RecordReference } from '#contract/about.ts';
import type { Column } from '#contract/lists/column.ts';

/** The ids in a value that consists of one or several. */
export function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string');
  return typeof value === 'string' ? [value] : [];
}

/** The records that a value of a column names. */
export function referencesIn({ to, isOfAnyType }: Column, value: unknown): readonly RecordReference[] {
  if (isOfAnyType) return (value ?? []) as readonly RecordReference[];
  return to === undefined ? [] : idsIn(value).map((id) => ({ type: to, id }));
}
