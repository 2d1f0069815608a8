import { fractionDigits, priceDecimals } from '#contract/currency.ts';
import { unitPriceOf, withoutZeros } from '#contract/unit-price.ts';
import { cleanToken } from './clean-text.ts';
import { numberIn, type WrittenNumber } from './cell-numbers.ts';
import { cellText, problem, type Cell, type CellProblem, type CellValue, type Reading } from './cell.ts';
import { currencySigns } from './currency-signs.ts';

let knownCodes: ReadonlySet<string> | undefined;
const isCode = (code: string): boolean =>
  (knownCodes ??= new Set(Intl.supportedValuesOf('currency'))).has(code);

const signs = new Map(Object.entries(currencySigns).map(([sign, codes]) => [sign, codes.split(' ')]));

/**
 * The amount in a cell, with the currency that it names before or after it, or that of the file. A price can have more
 * decimals than its currency.
 */
export function readMoney(
  cell: Cell,
  { decimalMark, currency: ofFile, dollar }: Reading,
  isPrice = false,
): CellValue {
  const { sign, amount } = typeof cell === 'string' ? partsOfAmount(cell) : signedCell(cell);
  const parsed = numberIn(amount, decimalMark);
  if ('problem' in parsed) return parsed.problem.code === 'not_a_number' ? problem('not_an_amount') : parsed;
  const currency = currencyOf(sign, isDollar(sign) && dollar !== undefined ? dollar : ofFile);
  if ('problem' in currency) return currency;
  const digits = fractionDigits(currency.code);
  // A spreadsheet shows a calculated 33.333… as 33.33, as the file would have it in CSV.
  const number =
    typeof cell === 'string'
      ? parsed.number
      : rounded(parsed.number, isPrice ? Math.max(digits, decimalsShown(cell)) : digits);
  return isPrice ? priceOf(number, currency.code) : inMinorUnits(number, currency.code);
}

/** The decimals that a spreadsheet shows of a number, at most those of a price. */
const decimalsShown = (cell: Cell): number =>
  typeof cell === 'object' && 'shown' in cell
    ? Math.min(priceDecimals, /\.(\d+)\D*$/.exec(cellText(cell))?.[1]?.length ?? 0)
    : priceDecimals;

/** A price with up to six decimals, as `Price`. */
function priceOf(number: WrittenNumber, currency: string): CellValue {
  const { isNegative, whole, fraction } = number;
  const decimals = fraction.replace(/0+$/, '');
  if (decimals.length > priceDecimals) return problem('too_many_decimals', { limit: priceDecimals });
  if (decimals.length <= fractionDigits(currency)) return inMinorUnits(number, currency);
  if (isNegative) return problem('too_small', { limit: 0 });
  const price = unitPriceOf(withoutZeros(`${whole || '0'}.${decimals}`), currency);
  return price
    ? { value: { amountMinor: price.unitPriceMinor, amount: price.unitPrice, currency } }
    : problem('too_big', { limit: Number.MAX_SAFE_INTEGER });
}

/** Whether a sign means the dollar or peso of one of several countries, and could also mean that of the United States. */
export function isDollar(sign: string): boolean {
  const candidates = signs.get(compact(sign)) ?? [];
  return candidates.length > 1 && candidates.includes('USD');
}

/** Whether $ is a sign of the currency. */
export const hasDollarSign = (currency: string): boolean => signs.get('$')?.includes(currency) ?? false;

/** The sign or code of the currency that a cell shows, or ''. */
export const signOf = (cell: Cell): string =>
  typeof cell === 'string' ? partsOfAmount(cell).sign : signedCell(cell).sign;

const signedCell = (cell: Exclude<Cell, string>): { sign: string; amount: Cell } => ({
  sign: typeof cell === 'object' && 'shown' in cell ? (cell.sign ?? '') : '',
  amount: cell,
});

/** Longer texts aren't amounts. */
const charactersMax = 80;

/** Separates the sign or code of the currency from the number: "US$ 12", "-€12", "12 EUR" and "(12 €)". */
function partsOfAmount(text: string): { sign: string; amount: string } {
  const line = cleanToken(text);
  const [, before = '', digits = '', after = ''] = /^(\D*)(\d(?:.*\d)?)(\D*)$/.exec(line) ?? [];
  if (digits === '' || line.length > charactersMax) return { sign: '', amount: line };
  // The dot of "S/. 12" belongs to the sign, and that of ".50" to the number. "12,-" has no cents.
  const point = /(?:^|[\s(+−-])([.,])$/.exec(before)?.[1] ?? '';
  const start = point === '' ? before : before.slice(0, -1);
  const end = after.replace(/^[.,][-–—]*/, '');
  const sign = [start, end].map((part) => part.replace(/[()+−-]/g, ' ').trim()).filter(Boolean);
  const marks = [start, end].map((part) => part.replace(/[^()+−-]/g, ''));
  return { sign: sign.join(' '), amount: `${marks[0] ?? ''}${point}${digits}${marks[1] ?? ''}` };
}

function currencyOf(sign: string, ofFile: string): { code: string } | { problem: CellProblem } {
  if (sign === '') return { code: ofFile };
  // "$ 12 USD" names the currency twice. The code decides.
  const code = /(?<!\p{L})\p{L}{3}(?!\p{L})/u.exec(sign)?.[0] ?? '';
  const rest = compact(sign.replace(code, ''));
  if (isCode(code.toUpperCase()) && (rest === '' || signs.has(rest))) return { code: code.toUpperCase() };
  const candidates = signs.get(compact(sign));
  if (candidates?.includes(ofFile)) return { code: ofFile };
  const [only, ...others] = candidates ?? [];
  return only !== undefined && others.length === 0
    ? { code: only }
    : problem(candidates ? 'ambiguous_currency' : 'unknown_currency', { text: sign.slice(0, 20) });
}

const compact = (sign: string): string => sign.toLowerCase().replaceAll(' ', '');

function inMinorUnits({ isNegative, whole, fraction }: WrittenNumber, currency: string): CellValue {
  const digits = fractionDigits(currency);
  const decimals = fraction.replace(/0+$/, '');
  if (decimals.length > digits) return problem('too_many_decimals', { limit: digits });
  const amountMinor = Number(whole + decimals.padEnd(digits, '0'));
  if (isNegative && amountMinor > 0) return problem('too_small', { limit: 0 });
  return { value: { amountMinor, currency } };
}

/** Rounds to a number of decimals, half away from zero. */
function rounded(number: WrittenNumber, digits: number): WrittenNumber {
  const { whole, fraction } = number;
  if (fraction.length <= digits) return number;
  const kept =
    BigInt(`${whole}${fraction.slice(0, digits)}` || '0') + (fraction.charAt(digits) >= '5' ? 1n : 0n);
  const all = kept.toString().padStart(digits + 1, '0');
  return { ...number, whole: all.slice(0, all.length - digits), fraction: all.slice(all.length - digits) };
}
