import type { CustomKind } from '../custom-field.ts';
import type { FieldKind } from '../field.ts';

/** The kind of a column. It determines the operators of filters and the sort order. */
export type ColumnKind = 'text' | 'phones' | 'number' | 'money' | 'date' | 'timestamp' | 'choice' | 'choices';

/** A column whose values follow from a record's fields and the organization's settings. */
export interface ComputedColumn {
  kind: ColumnKind;
  /** All values that conditions can name. */
  choices?: readonly string[];
  /** Whether the values are amounts in minor units, which lists sort and filter by but don't show. */
  isMinorUnits?: true;
}

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

/** The beginning of the names of custom fields' columns. */
export const customColumnPrefix = 'custom.';
