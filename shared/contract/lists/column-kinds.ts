import type { CustomKind } from '../custom-field.ts';
import type { FieldKind } from '../field.ts';
import type { ColumnKind } from './column-kind.ts';

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
type ColumnFieldKind = Exclude<FieldKind, (typeof kindsWithoutColumn)[number]>;

export const isColumnKind = (kind: FieldKind): kind is ColumnFieldKind =>
  !(kindsWithoutColumn as readonly FieldKind[]).includes(kind);

/** The kind of column for each kind of field. */
export const columnKinds: Record<ColumnFieldKind | CustomKind, ColumnKind> = {
  text: 'text',
  longText: 'text',
  email: 'text',
  url: 'text',
  phone: 'text',
  phones: 'phones',
  currency: 'text',
  integer: 'number',
  decimal: 'number',
  number: 'number',
  money: 'money',
  date: 'date',
  timestamp: 'timestamp',
  country: 'choice',
  listed: 'choice',
  choice: 'choice',
  yesNo: 'choice',
  member: 'choice',
  relation: 'choice',
  relations: 'choices',
  choices: 'choices',
  tags: 'choices',
};
