import type { CustomKind } from '../custom-field.ts';
import type { FieldKind } from '../field.ts';
import type { ColumnKind } from './column-kind.ts';

/**
 * The kind of column for each kind of field. Fields of the kind `durations` are not columns: only the record's page
 * shows them.
 */
export const columnKinds: Record<Exclude<FieldKind, 'durations'> | CustomKind, ColumnKind> = {
  text: 'text',
  longText: 'text',
  email: 'text',
  url: 'text',
  phone: 'text',
  phones: 'phones',
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
