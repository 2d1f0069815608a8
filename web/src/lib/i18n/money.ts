import { decimalsWritten, fractionDigits, priceDecimals } from '#contract/currency.ts';
import type { Price } from '#contract/document-fields.ts';
import { amountIn, amountText, decimalText, priceIn, priceText } from '#contract/typed-amounts.ts';
import type { UnitPrice } from '#contract/unit-price.ts';
import { currentLocale } from './format.ts';
import { numberFormat } from './locale.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Only prices have more decimals than their currency. */
const allDecimals = ({ currency }: Price, together: readonly number[]) => ({
  minimumFractionDigits: decimalsWritten(currency, together),
  maximumFractionDigits: priceDecimals,
});

/** An amount with decimals only if they aren't zero: "€24,000" or "€17.50". */
export function formatMoney(money: Price): string {
  return written(money, {
    ...allDecimals(money, [money.amountMinor]),
    trailingZeroDisplay: 'stripIfInteger',
  });
}

/**
 * An amount with all decimals of its currency, and of its own, as documents and columns have it: "€24,000.00" and
 * "€0.0125". Currencies that people write without cents have them only if one of the amounts that are shown together has.
 */
export function formatExact(money: Price, together: readonly number[] = [money.amountMinor]): string {
  return written(money, allDecimals(money, together));
}

/** An amount in a column with others, whose decimals those in the same currency share. */
export const columnAmountText = (money: Price, together: readonly Price[] = [money]): string =>
  formatExact(
    money,
    together.filter(({ currency }) => currency === money.currency).map(({ amountMinor }) => amountMinor),
  );

/** The price of a line, with all of its decimals and its unit: "€80.00 / hour". */
export function formatPrice(
  { unitPriceMinor, unitPrice, unit }: UnitPrice & { unit?: string | undefined },
  currency: string,
  together: readonly number[] = [unitPriceMinor],
): string {
  const price = formatExact({ amountMinor: unitPriceMinor, amount: unitPrice, currency }, together);
  return unit === undefined ? price : `${price} / ${unit}`;
}

/** A rounded amount without decimals, for estimates: "€24,000". */
export function formatEstimate(money: Price): string {
  return written(money, { maximumFractionDigits: 0 });
}

/** An amount in a short form for chart axes, where space is limited, such as "€24K". */
export function formatShortMoney(money: Price): string {
  return written(money, { notation: 'compact', maximumFractionDigits: 1 });
}

function written({ amountMinor, amount, currency }: Price, options: Intl.NumberFormatOptions): string {
  const key = `${currentLocale()} ${currency} ${JSON.stringify(options)}`;
  const format =
    formats.get(key) ?? numberFormat(currentLocale(), { style: 'currency', currency, ...options });
  formats.set(key, format);
  return format.format((amount ?? decimalText(amountMinor, fractionDigits(currency))) as never);
}

/** The amount as the user would type it, in the format of the user's language and without the currency. */
export function moneyInputText({ amountMinor, amount, currency }: Price): string {
  return amount === undefined
    ? amountText(currentLocale(), amountMinor, currency)
    : priceText(currentLocale(), { unitPriceMinor: amountMinor, unitPrice: amount }, currency);
}

/** The price of a line as the user would type it. */
export const priceInputText = (price: UnitPrice, currency: string): string =>
  priceText(currentLocale(), price, currency);

/** The minor units of a typed amount; undefined if it isn't valid for the currency. */
export function parseAmount(typed: string, currency: string): number | undefined {
  return amountIn(currentLocale(), typed, currency);
}

/** A typed price, which can have more decimals than its currency; undefined if it isn’t valid. */
export function parsePrice(typed: string, currency: string): UnitPrice | undefined {
  return priceIn(currentLocale(), typed, currency);
}
