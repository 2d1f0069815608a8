import { fractionDigits, priceDecimals } from './currency.ts';
import { unitPriceOf, withoutZeros, type UnitPrice } from './unit-price.ts';

/** An amount in minor units as a decimal number, without floating-point errors: 123450 with 2 digits is "1234.50". */
export function decimalText(amountMinor: number, digits: number): string {
  const text = BigInt(amountMinor)
    .toString()
    .replace('-', '')
    .padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amountMinor < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

/** An amount as it would be typed in the format of a locale, without the currency. */
export function amountText(locale: string, amountMinor: number, currency: string): string {
  const digits = fractionDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: amountMinor % 10 ** digits === 0 ? 0 : digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimalText(amountMinor, digits) as never);
}

/**
 * The minor units of an amount typed in the format of a locale, with or without the sign or code of its currency;
 * undefined if it isn't valid for the currency.
 */
export function amountIn(locale: string, typed: string, currency: string): number | undefined {
  const digits = fractionDigits(currency);
  const [, sign = '', whole = '', fraction = ''] = partsOf(
    plainNumber(locale, withoutCurrency(locale, typed, currency)),
  );
  if (whole === '' || fraction.length > digits) return undefined;
  return Number(`${sign}${whole}${fraction.padEnd(digits, '0')}`);
}

/** A price as it would be typed in the format of a locale, with all of its decimals. */
export function priceText(
  locale: string,
  { unitPriceMinor, unitPrice }: UnitPrice,
  currency: string,
): string {
  if (unitPrice === undefined) return amountText(locale, unitPriceMinor, currency);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: priceDecimals }).format(unitPrice as never);
}

/**
 * The price typed in the format of a locale, which can have more decimals than its currency; undefined if it isn’t valid.
 */
export function priceIn(locale: string, typed: string, currency: string): UnitPrice | undefined {
  const unitPriceMinor = amountIn(locale, typed, currency);
  if (unitPriceMinor !== undefined) return { unitPriceMinor };
  const [, sign = '', whole = '', fraction = ''] = partsOf(
    plainNumber(locale, withoutCurrency(locale, typed, currency)),
  );
  if (whole === '' || whole.length > 12 || fraction.length > priceDecimals) return undefined;
  return unitPriceOf(withoutZeros(`${sign}${whole}.${fraction}`), currency);
}

/** The value of a number typed in the format of a locale; undefined if it isn't a number. */
export function numberIn(locale: string, typed: string): number | undefined {
  const text = plainNumber(locale, typed);
  return partsOf(text).length > 0 ? Number(text) : undefined;
}

const partsOf = (text: string): readonly string[] => /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];

/** An amount that was copied from a page or a document has the sign or the code of its currency. */
function withoutCurrency(locale: string, typed: string, currency: string): string {
  if (!/[^\d\s.,'’-]/.test(typed)) return typed;
  const signs = (['symbol', 'narrowSymbol', 'code'] as const).map(
    (currencyDisplay) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .find(({ type }) => type === 'currency')?.value ?? currency,
  );
  // "US$" contains "$".
  const [sign = ''] = signs.filter((one) => typed.includes(one)).sort((a, b) => b.length - a.length);
  return typed.replace(sign, '');
}

/** The typed number without thousands separators, and with a decimal point. */
function plainNumber(locale: string, typed: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.1);
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const group = decimal === ',' ? '.' : ',';
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, '');
  const [first, last] = [text.indexOf(group), text.lastIndexOf(group)];
  // With both separators, the last one separates decimals, as in "1.234,56" from a document in another language.
  if (text.includes(decimal) && first === last && last > text.lastIndexOf(decimal))
    return text.split(decimal).join('').replace(group, '.');
  // Where commas separate thousands, "1,5" is read as 1.5, but "1,500" as 1500.
  const isThousands = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  const isDecimal = text.split(group).length === 2 && !text.includes(decimal) && !isThousands;
  return isDecimal ? text.replace(group, '.') : text.split(group).join('').replace(decimal, '.');
}
