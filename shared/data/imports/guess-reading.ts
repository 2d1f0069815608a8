import { arranged } from './cell-dates.ts';
import { parseNumber } from './cell-numbers.ts';
import { cleanToken } from './clean-text.ts';
import type { Cell, DateOrder, DecimalMark } from './cell.ts';

/** A guess. It is certain if the cells allow no other value. */
export interface Guess<Value> {
  value: Value;
  isCertain: boolean;
}

export interface GuessedReading {
  dateOrder: Guess<DateOrder>;
  decimalMark: Guess<DecimalMark>;
}

/** The share of a column's texts that must look like dates or numbers for the column to count. */
const shareMin = 0.8;

/**
 * How dates and numbers are written, judging by sample cells: 25/11 proves that the day comes first, and 1.234,56 that
 * the comma is the decimal mark. Without proof, it is what is usual in the organization's country.
 */
export function guessReading(
  columns: readonly (readonly Cell[])[],
  { country }: { country: string },
): GuessedReading {
  const texts = columns.map((cells) =>
    cells.flatMap((cell) => (typeof cell === 'string' && cleanToken(cell)) || []),
  );
  const usual = usualIn(country);
  return {
    dateOrder: guess(texts, ['dmy', 'mdy', 'ymd'], usual.dateOrder, isDateIn),
    decimalMark: guess(texts, ['.', ','], usual.decimalMark, isNumberWith),
  };
}

/** The candidate that fits the most texts of the columns in which nearly all texts fit one. */
function guess<Value>(
  columns: readonly (readonly string[])[],
  candidates: readonly Value[],
  usual: Value,
  fits: (text: string, candidate: Value) => boolean,
): Guess<Value> {
  const telling = columns
    .map((texts) => texts.map((text) => candidates.filter((candidate) => fits(text, candidate))))
    .filter((column) => column.filter((fitting) => fitting.length > 0).length >= column.length * shareMin)
    .flat()
    .filter((fitting) => fitting.length > 0);
  const count = (candidate: Value) => telling.filter((fitting) => fitting.includes(candidate)).length;
  const most = Math.max(...candidates.map(count));
  const best = candidates.filter((candidate) => count(candidate) === most);
  const [first = usual] = best;
  return {
    value: best.includes(usual) ? usual : first,
    isCertain: telling.length > 0 && best.length === 1 && most === telling.length,
  };
}

/** Dates of three numbers, with or without a time. The order of other dates is clear. */
function isDateIn(text: string, order: DateOrder): boolean {
  const [, a, b, c] = /^(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{2}|\d{4})(?:,? .*)?$/.exec(text) ?? [];
  if (a === undefined || b === undefined || c === undefined) return false;
  return typeof arranged([a, b, c], order) === 'string';
}

/** Numbers with or without the sign or code of a currency. Those without a dot or comma fit both marks. */
function isNumberWith(text: string, mark: DecimalMark): boolean {
  const number = text.replace(/^[\p{Sc}\p{L}]+\.? ?|[ \p{Sc}\p{L}]+\.?$/gu, '');
  return 'number' in parseNumber(number, mark);
}

const parts = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  calendar: 'gregory',
  numberingSystem: 'latn',
} as const;

/** The order of dates and the decimal mark in the main language of a country. */
function usualIn(country: string): { dateOrder: DateOrder; decimalMark: DecimalMark } {
  // The script is left out, because with it, Intl ignores the region: es-Latn-MX is read as es.
  const { language } = new Intl.Locale('und', { region: country }).maximize();
  const locale = `${language}-${country}`;
  const order = new Intl.DateTimeFormat(locale, parts)
    .formatToParts(0)
    .flatMap(({ type }) => (type in parts ? type.charAt(0) : []))
    .join('');
  const mark = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value;
  return {
    dateOrder: order === 'mdy' || order === 'ymd' ? order : 'dmy',
    decimalMark: mark === ',' ? ',' : '.',
  };
}
