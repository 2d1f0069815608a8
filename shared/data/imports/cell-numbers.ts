import { cleanToken } from './clean-text.ts';
import { plainCell, problem, type Cell, type CellProblem, type CellValue, type DecimalMark } from './cell.ts';

/** A number as it is written. The digits are texts, so that a field can refuse decimals that it would lose. */
export interface WrittenNumber {
  isNegative: boolean;
  whole: string;
  fraction: string;
}
type Parsed = { number: WrittenNumber } | { problem: CellProblem };

/** Longer texts aren't numbers that a field accepts. */
const charactersMax = 60;

const grouped: Record<DecimalMark, RegExp> = {
  '.': /^([1-9]\d{0,2}(?:([, '])\d{3})(?:\2\d{3})*)(?:\.(\d*))?$/,
  ',': /^([1-9]\d{0,2}(?:([. '])\d{3})(?:\2\d{3})*)(?:,(\d*))?$/,
};
const plain: Record<DecimalMark, RegExp> = { '.': /^(\d*)()(?:\.(\d*))?$/, ',': /^(\d*)()(?:,(\d*))?$/ };
/** Lakhs and crores, as in 12,34,567.89. */
const indian = /^([1-9]\d?(?:(,)\d\d)+,\d{3})(?:\.(\d*))?$/;

/**
 * The number that a text states with this decimal mark: with groups of digits, a sign before or after it, in
 * parentheses for a negative one, with a percent sign, or with an exponent. "12 %" is 12.
 */
export function parseNumber(text: string, mark: DecimalMark): Parsed {
  const line = cleanToken(text).replace(/[’´`]/g, "'").replace(/[−–]/g, '-');
  if (line.length > charactersMax) return problem('not_a_number');
  const { isNegative, digits } = unsigned(line.replace(/ ?%$/, ''));
  const number = withExponent(digits, mark);
  if (number) return { number: { ...number, isNegative } };
  return problem(withExponent(digits, mark === ',' ? '.' : ',') ? 'wrong_decimal_mark' : 'not_a_number');
}

function unsigned(text: string): { isNegative: boolean; digits: string } {
  const [, inParentheses] = /^\( ?([^()-]+?) ?\)$/.exec(text) ?? [];
  if (inParentheses !== undefined) return { isNegative: true, digits: inParentheses };
  const [, before = '', digits = '', after = ''] = /^([+-]?) ?([^+-].*?) ?(-?)$/.exec(text) ?? [];
  // A sign on both sides is not a number.
  if (before !== '' && after !== '') return { isNegative: false, digits: '' };
  return { isNegative: before === '-' || after === '-', digits };
}

type Digits = Pick<WrittenNumber, 'whole' | 'fraction'>;

function withExponent(text: string, mark: DecimalMark): Digits | undefined {
  const [, mantissa = text, exponent] = /^([\d.,]+)e([+-]?\d{1,2})$/i.exec(text) ?? [];
  const number = digitsOf(mantissa, mark);
  return number && exponent !== undefined ? shifted(number, Number(exponent)) : number;
}

function digitsOf(text: string, mark: DecimalMark): Digits | undefined {
  if (!/\d/.test(text)) return undefined;
  const match = grouped[mark].exec(text) ?? plain[mark].exec(text) ?? (mark === '.' && indian.exec(text));
  if (!match) return undefined;
  const [, whole = '', , fraction = ''] = match;
  return { whole: whole.replace(/\D/g, ''), fraction };
}

/** Moves the decimal mark by the exponent. */
function shifted({ whole, fraction }: Digits, exponent: number): Digits {
  const digits = '0'.repeat(Math.max(0, -exponent)) + whole + fraction + '0'.repeat(Math.max(0, exponent));
  const point = whole.length + Math.max(0, -exponent) + exponent;
  return { whole: digits.slice(0, point), fraction: digits.slice(point) };
}

/** The digits of a number cell, as a spreadsheet shows them: 15 significant digits, so that 0.1 + 0.2 is 0.3. */
export function numberOfCell(cell: number): WrittenNumber | undefined {
  if (!Number.isFinite(cell)) return undefined;
  const size = Math.abs(cell);
  const shown = String(Number.isSafeInteger(size) ? size : Number(size.toPrecision(15)));
  const digits = withExponent(shown, '.');
  return digits && { isNegative: cell < 0, ...digits };
}

export function readDecimal(cell: Cell, mark: DecimalMark): CellValue {
  const parsed = numberIn(cell, mark);
  return 'problem' in parsed ? parsed : { value: valueOf(parsed.number) };
}

export function readInteger(cell: Cell, mark: DecimalMark): CellValue {
  const parsed = numberIn(cell, mark);
  if ('problem' in parsed) return parsed;
  return /[^0]/.test(parsed.number.fraction)
    ? problem('not_an_integer')
    : { value: valueOf({ ...parsed.number, fraction: '' }) };
}

/** Minutes as a number, or as hours and minutes with or without seconds: "90", "1:30" and "01:30:00" are the same. */
export function readMinutes(cell: Cell, mark: DecimalMark): CellValue {
  const text = typeof cell === 'string' ? cell.trim() : '';
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  if (hours === undefined) return readInteger(cell, mark);
  return { value: Number(hours) * 60 + Number(minutes) + Math.round(Number(seconds) / 60) };
}

/** The number in a text or number cell. */
export function numberIn(cell: Cell, mark: DecimalMark): Parsed {
  if (typeof cell === 'string') return parseNumber(cell, mark);
  const plain = plainCell(cell);
  const number = typeof plain === 'number' ? numberOfCell(plain) : undefined;
  return number ? { number } : problem('not_a_number');
}

function valueOf({ isNegative, whole, fraction }: WrittenNumber): number {
  const size = Number(`${whole || '0'}.${fraction || '0'}`);
  return isNegative && size !== 0 ? -size : size;
}
