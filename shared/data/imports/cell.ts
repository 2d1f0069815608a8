import type { PhoneLabel } from './phone-label.ts';

/** A number that a spreadsheet shows in another way than its general format does. */
export interface NumberCell {
  number: number;
  /** What the cell shows, with the digits that the file has. */
  shown: string;
  /** The sign or code of a currency, if the cell shows one. */
  sign?: string;
}

/**
 * A cell of an imported table. `''` is empty. `{ date }` is a date cell of a spreadsheet: a local ISO date, with or
 * without a time. `{ error }` is the name of the error that a spreadsheet shows, or '' for a formula without a result.
 */
export type Cell = string | number | boolean | { date: string } | { error: string } | NumberCell;

/** A cell as a person reads it. */
export function cellText(cell: Cell): string {
  if (typeof cell !== 'object') return String(cell);
  if ('shown' in cell) return cell.shown;
  return 'date' in cell ? cell.date : cell.error;
}

/** A cell without the way in which a spreadsheet shows its number. */
export const plainCell = (cell: Cell): Exclude<Cell, NumberCell> =>
  typeof cell === 'object' && 'shown' in cell ? cell.number : cell;

export type DateOrder = 'dmy' | 'mdy' | 'ymd';
export type DecimalMark = ',' | '.';

/** How the cells of a file are written, where their texts alone don't show it. */
export interface Reading {
  dateOrder: DateOrder;
  decimalMark: DecimalMark;
  /** The country of phone numbers without a country code (ISO 3166-1 alpha-2). */
  country: string;
  /** The currency of amounts without one (ISO 4217). */
  currency: string;
  /** The currency that the sign $ means. Undefined for that of amounts without one. */
  dollar?: string | undefined;
  /** The IANA time zone of times without an offset. */
  timeZone: string;
  /** Texts that count as empty, folded, such as `n a` for "N/A". Texts that fold to nothing, such as `-`, as they are. */
  emptyTexts: readonly string[];
  /** The label of phone numbers whose cell doesn't name one. `other` by default. */
  phoneLabel?: PhoneLabel;
}

/**
 * Texts that usually mean that there is no value, whatever the field. Words that are also names aren't among them, such as
 * "None" and "NA", which is also a code of Namibia.
 */
export const usualEmptyTexts: readonly string[] = [
  ...['N/A', 'No aplica', 'Sin dato', 'Sin datos', 'S/D'],
  ...['-', '--', '---', '–', '—', '?', '.'],
];

/** Words, folded, that mean that there is no date, number or address, but can be a name, a place or an option. */
export const wordsForNothing: ReadonlySet<string> = new Set(
  'null none nil nan undefined unknown desconocido desconocida ninguno ninguna'.split(' '),
);

/** Why a cell is not a value of its field. `limit` is the limit that the value violates. */
export interface CellProblem {
  code: CellProblemCode;
  params?: { limit?: number; text?: string };
}

export type CellProblemCode =
  | 'not_importable'
  | 'error_in_cell'
  | 'not_calculated'
  | 'digits_lost'
  | 'too_long'
  | 'too_many'
  | 'too_small'
  | 'too_big'
  | 'invalid_value'
  | 'not_a_number'
  | 'not_an_integer'
  | 'wrong_decimal_mark'
  | 'too_many_decimals'
  | 'not_an_amount'
  | 'unknown_currency'
  | 'ambiguous_currency'
  | 'not_a_date'
  | 'incomplete_date'
  | 'no_such_date'
  | 'date_out_of_range'
  | 'no_such_time'
  | 'wrong_date_order'
  | 'invalid_email'
  | 'several_emails'
  | 'invalid_phone'
  | 'invalid_url'
  | 'unknown_country'
  | 'not_yes_or_no';

/** What the texts of a cell refer to, and by which of their properties they are found. */
export type Target =
  /** By name or e-mail address. */
  | { to: 'member' }
  /** By name. */
  | { to: 'tag' }
  /** By label or id: an entry of the organization's list, such as a status, source, pipeline or stage. */
  | { to: 'entry'; list: string }
  /** By label or id: an option of the custom field. */
  | { to: 'option' }
  /** By name, code or e-mail address. */
  | { to: 'record'; type: string };

/** Distinct texts to be looked up: exactly one if the field has one value, otherwise one or more. */
export type Reference = Target & { texts: readonly string[] };

/** What a cell means for a field. `value` is input that the field's schema accepts, or undefined for an empty cell. */
export type CellValue = { value: unknown } | { reference: Reference } | { problem: CellProblem };

export const problem = (code: CellProblemCode, params?: CellProblem['params']): { problem: CellProblem } => ({
  problem: { code, ...(params ? { params } : {}) },
});
