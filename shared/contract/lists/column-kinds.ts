import type { CustomKind } from '../custom-field.ts';
import type { ColumnFieldKind } from './column-fields.ts';
import type { ColumnKind } from './column-kind.ts';

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
  about: 'choices',
  choices: 'choices',
  tags: 'choices',
};
