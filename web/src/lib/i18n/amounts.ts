import { fractionDigits } from '#contract/currency.ts';

/** 123450 with two digits is "1234.50": exact where a quotient would not be. */
export function decimalText(amountMinor: number, digits: number): string {
  const text = BigInt(amountMinor)
    .toString()
    .replace('-', '')
    .padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amountMinor < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}

/** Minor units of what was typed in a language; undefined for what is no amount of the currency. */
export function amountIn(locale: string, typed: string, currency: string): number | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.1);
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const group = decimal === ',' ? '.' : ',';
  let text = typed.replace(/[\s\u00a0\u202f'’]/g, '');
  // A single sign of the other kind that cannot part thousands is meant as the decimal one.
  const isDecimal = text.split(group).length === 2 && !text.includes(decimal) && !/[.,]\d{3}$/.test(text);
  text = isDecimal ? text.replace(group, '.') : text.split(group).join('').replace(decimal, '.');
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = fractionDigits(currency);
  if (whole === '' || fraction.length > digits) return undefined;
  return Number(`${sign}${whole}${fraction.padEnd(digits, '0')}`);
}
