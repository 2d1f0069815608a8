import { fractionDigits } from '#contract/currency.ts';

/** 123450 with two digits is "1234.50", computed without floating-point error. */
export function decimalText(amountMinor: number, digits: number): string {
  const text = BigInt(amountMinor)
    .toString()
    .replace('-', '')
    .padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amountMinor < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

/** Parses an amount typed in a locale to minor units; undefined if it isn't valid for the currency. */
export function amountIn(locale: string, typed: string, currency: string): number | undefined {
  const digits = fractionDigits(currency);
  const [, sign = '', whole = '', fraction = ''] = partsOf(plainNumber(locale, typed));
  if (whole === '' || fraction.length > digits) return undefined;
  return Number(`${sign}${whole}${fraction.padEnd(digits, '0')}`);
}

/** Parses a number typed in a locale; undefined if it isn't one. */
export function numberIn(locale: string, typed: string): number | undefined {
  const text = plainNumber(locale, typed);
  return partsOf(text).length > 0 ? Number(text) : undefined;
}

const partsOf = (text: string): readonly string[] => /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];

/** The typed number without separators of thousands and with a point before its decimals. */
function plainNumber(locale: string, typed: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.1);
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const group = decimal === ',' ? '.' : ',';
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, '');
  // A single separator that cannot be a thousands separator counts as the decimal separator.
  const isThousands = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  const isDecimal = text.split(group).length === 2 && !text.includes(decimal) && !isThousands;
  return isDecimal ? text.replace(group, '.') : text.split(group).join('').replace(decimal, '.');
}
