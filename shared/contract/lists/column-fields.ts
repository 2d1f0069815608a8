import type { FieldKind } from '../field.ts';

/** Kinds of fields that only the record's page shows. */
const kindsWithoutColumn = [
  'durations',
  'lines',
  'prices',
  'quantities',
  'allocations',
  'parties',
  'clock',
] as const satisfies readonly FieldKind[];
/** Kinds of fields that lists have as columns. */
export type ColumnFieldKind = Exclude<FieldKind, (typeof kindsWithoutColumn)[number]>;

/** Whether lists have fields of a kind as columns. */
export const isColumnKind = (kind: FieldKind): kind is ColumnFieldKind =>
  !(kindsWithoutColumn as readonly FieldKind[]).includes(kind);
