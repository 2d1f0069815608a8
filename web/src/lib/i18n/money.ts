import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import { amountIn, decimalText } from './amounts.ts';
import { currentLocale } from './format.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** "€24,000" or "€17.50": a fraction is written only where there is one. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const key = `${currentLocale()} ${currency}`;
  const digits = fractionDigits(currency);
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(currentLocale(), {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      trailingZeroDisplay: 'stripIfInteger',
    });
  formats.set(key, format);
  return format.format(decimalText(amountMinor, digits) as never);
}

/** The amount as one types it, in the reader's language and without the currency. */
export function moneyInputText({ amountMinor, currency }: Money): string {
  const digits = fractionDigits(currency);
  const format = new Intl.NumberFormat(currentLocale(), {
    minimumFractionDigits: amountMinor % 10 ** digits === 0 ? 0 : digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimalText(amountMinor, digits) as never);
}

/** Minor units of what the reader typed; undefined for what is no amount of the currency. */
export function parseAmount(typed: string, currency: string): number | undefined {
  return amountIn(currentLocale(), typed, currency);
}
