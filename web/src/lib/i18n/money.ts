import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import { amountIn, amountText, decimalText } from '#contract/typed-amounts.ts';
import { currentLocale } from './format.ts';
import { numberFormat } from './locale.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount with decimals only if they aren't zero: "€24,000" or "€17.50". */
export function formatMoney(money: Money): string {
  const digits = fractionDigits(money.currency);
  return written(money, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: 'stripIfInteger',
  });
}

/** An amount with all decimals of its currency, as documents have it: "€24,000.00". */
export function formatExact(money: Money): string {
  return written(money, { minimumFractionDigits: fractionDigits(money.currency) });
}

/** A rounded amount without decimals, for estimates: "€24,000". */
export function formatEstimate(money: Money): string {
  return written(money, { maximumFractionDigits: 0 });
}

/** An amount in a short form for chart axes, where space is limited, such as "€24K". */
export function formatShortMoney(money: Money): string {
  return written(money, { notation: 'compact', maximumFractionDigits: 1 });
}

function written({ amountMinor, currency }: Money, options: Intl.NumberFormatOptions): string {
  const key = `${currentLocale()} ${currency} ${JSON.stringify(options)}`;
  const format =
    formats.get(key) ?? numberFormat(currentLocale(), { style: 'currency', currency, ...options });
  formats.set(key, format);
  return format.format(decimalText(amountMinor, fractionDigits(currency)) as never);
}

/** The amount as the user would type it, in the format of the user's language and without the currency. */
export function moneyInputText({ amountMinor, currency }: Money): string {
  return amountText(currentLocale(), amountMinor, currency);
}

/** The minor units of a typed amount; undefined if it isn't valid for the currency. */
export function parseAmount(typed: string, currency: string): number | undefined {
  return amountIn(currentLocale(), typed, currency);
}
