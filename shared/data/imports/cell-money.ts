import { fractionDigits } from '#contract/currency.ts';
import { cleanToken } from './clean-text.ts';
import { numberIn, type WrittenNumber } from './cell-numbers.ts';
import { problem, type Cell, type CellProblem, type CellValue, type Reading } from './cell.ts';
import { currencySigns } from './currency-signs.ts';

let knownCodes: ReadonlySet<string> | undefined;
const isCode = (code: string): boolean =>
  (knownCodes ??= new Set(Intl.supportedValuesOf('currency'))).has(code);

const signs = new Map(Object.entries(currencySigns).map(([sign, codes]) => [sign, codes.split(' ')]));

/** The amount in a cell, with the currency that it names before or after it, or that of the file. */
export function readMoney(cell: Cell, { decimalMark, currency: ofFile }: Reading): CellValue {
  const { sign, amount } = typeof cell === 'string' ? partsOfAmount(cell) : { sign: '', amount: cell };
  const currency = currencyOf(sign, ofFile);
  if ('problem' in currency) return currency;
  const parsed = numberIn(amount, decimalMark);
  if ('problem' in parsed) return parsed.problem.code === 'not_a_number' ? problem('not_an_amount') : parsed;
  // A spreadsheet shows a calculated 33.333… as 33.33, as the file would have it in CSV.
  return typeof cell === 'number'
    ? inMinorUnits(rounded(parsed.number, fractionDigits(currency.code)), currency.code)
    : inMinorUnits(parsed.number, currency.code);
}

/** Separates the sign or code of the currency from the number: "US$ 12", "-€12", "12 EUR" and "(12 €)". */
function partsOfAmount(text: string): { sign: string; amount: string } {
  const line = cleanToken(text);
  const [, start = '', before = '', number = '', after = '', end = ''] =
    /^([(+−-]? ?)([^\d()+,−-]*?)([-+−]?[.,]?\d[\d.,'’ ]*(?:e[+-]?\d+)?-?)([^\d()-]*)(\)?)$/iu.exec(line) ??
    [];
  if (number === '') return { sign: '', amount: line };
  const sign = [before, after].map((part) => part.trim()).filter(Boolean);
  return { sign: sign.join(' '), amount: `${start}${number.trim()}${end}` };
}

function currencyOf(sign: string, ofFile: string): { code: string } | { problem: CellProblem } {
  if (sign === '') return { code: ofFile };
  const code = sign.toUpperCase();
  if (/^[A-Z]{3}$/.test(code) && isCode(code)) return { code };
  // "$ 12 USD" and "USD $12" name the currency twice. The code decides.
  const [, named] = /^(?:[^A-Z]* )?([A-Z]{3})(?: ?[^A-Z]*)?$/.exec(code) ?? [];
  if (named !== undefined && isCode(named)) return { code: named };
  const candidates = signs.get(sign.toLowerCase().replace(/ /g, ''));
  if (!candidates) return problem('unknown_currency', { text: sign.slice(0, 20) });
  if (candidates.includes(ofFile)) return { code: ofFile };
  const [only] = candidates;
  return only !== undefined && candidates.length === 1
    ? { code: only }
    : problem('ambiguous_currency', { text: sign.slice(0, 20) });
}

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
