import { fractionDigits } from '#contract/currency.ts';
import type { Language } from '#contract/language.ts';

/** The locale of documents in a language: numbers are written as in the seller's country. */
export function localeOf(language: Language, country: string): string {
  const [locale = language] = Intl.getCanonicalLocales(`${language}-${country}`);
  return locale;
}

/** An amount with all its decimals, such as "1.250,00 €". Exact for any number of minor units. */
export function moneyText(
  locale: string,
  { amountMinor, currency }: { amountMinor: number; currency: string },
): string {
  const digits = fractionDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  });
  return format.format(decimalOf(amountMinor, digits) as never);
}

/** Minor units as a decimal number. Division would round large amounts. */
function decimalOf(amountMinor: number, digits: number): string {
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  const whole = text.slice(0, text.length - digits);
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}

/** A number with at most some decimals, such as a quantity. */
export const numberText = (locale: string, value: number, digits: number): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits, useGrouping: 'always' }).format(value);

/** A calendar date, such as "26 de noviembre de 2026". */
export const dateText = (locale: string, date: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
