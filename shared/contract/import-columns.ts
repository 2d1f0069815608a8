import type { Field, FieldKind } from './field.ts';
import { isColumnKind } from './lists/column-fields.ts';

/** In place of a field: first and last names in one cell. Such a column fills both fields. */
export const fullNameField = 'fullName';

/**
 * In place of a field: the text of a new note on the record of the row, in Markdown. Several columns make one note, in their
 * order.
 */
export const noteField = 'note';

/** In place of a field: a custom field that the start of the import creates. */
export const newCustomField = 'newCustomField';

/** Fields whose columns are joined with spaces in their order. */
export const nameFields: ReadonlySet<string> = new Set(['firstName', 'lastName']);

/** What decides how the texts of a field are read, for the kinds of fields whose texts can be read in several ways. */
export const readingSettings: Partial<Record<FieldKind | 'number', 'dateOrder' | 'decimalMark'>> = {
  date: 'dateOrder',
  timestamp: 'dateOrder',
  integer: 'decimalMark',
  decimal: 'decimalMark',
  number: 'decimalMark',
  money: 'decimalMark',
};

/**
 * Whether several columns can be for a field: phone numbers, parts of a name or of a note, and new fields, which are
 * different ones.
 */
export const canRepeat = (field: string): boolean =>
  field === 'phones' || field === newCustomField || field === noteField || nameFields.has(field);

/**
 * Whether a column can be for a field: people can enter it in one cell, or it is a code, which only finds records.
 */
export const canHaveColumn = ({
  kind,
  mode,
  codePrefix,
}: Pick<Field, 'kind' | 'mode' | 'codePrefix'>): boolean =>
  codePrefix !== undefined ||
  (mode !== 'derived' && mode !== 'kept' && kind !== 'about' && isColumnKind(kind));
