import { fractionDigits } from '#contract/currency.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import type { PricedLine } from '#contract/document-totals.ts';
import type { Product } from '#contract/records/product.ts';
import { standardTaxPercent } from '#contract/standard-tax.ts';
import { amountIn, amountText, decimalText } from '#lib/i18n/amounts.ts';

/** A line in a form. Numbers are the typed text where they aren't valid, and left out where they are empty. */
export type DraftLine = Partial<Record<keyof DocumentLine, unknown>>;

/** The names of a line's numbers, besides its price, in the order of the form. */
export const percentNames = ['discountPercent', 'taxPercent', 'withholdingPercent'] as const;
export type PercentName = (typeof percentNames)[number];

/** A line with another value. An empty optional value is left out. */
export function withValue(line: DraftLine, name: keyof DocumentLine, value: unknown): DraftLine {
  const isLeftOut =
    value === '' && name !== 'description' && name !== 'quantity' && name !== 'unitPriceMinor';
  const { [name]: _before, ...rest } = line;
  return isLeftOut || value === undefined ? rest : { ...rest, [name]: value };
}

/** A new line after another one. Most lines have the tax of the line before, and most first ones that of the country. */
export function newLine(last: DraftLine | undefined, country: string): DraftLine {
  const { taxPercent, withholdingPercent }: DraftLine = last ?? { taxPercent: standardTaxPercent(country) };
  const rates = Object.entries({ taxPercent, withholdingPercent }).filter(([, one]) => one !== undefined);
  return { description: '', quantity: 1, unitPriceMinor: '', ...Object.fromEntries(rates) };
}

/** A line with the values of a product, as far as it has them in a currency. */
export function withProduct(line: DraftLine, product: Product, currency: string): DraftLine {
  const { name, price, otherPrices = [], taxPercent } = product;
  const inCurrency = [price, ...otherPrices].find((one) => one?.currency === currency);
  return {
    ...line,
    description: name,
    ...(inCurrency ? { unitPriceMinor: inCurrency.amountMinor } : {}),
    ...(taxPercent === undefined ? {} : { taxPercent }),
  };
}

/**
 * A line whose price is the same number in another currency: 12 euros become 12 yens. A price that has too many decimals
 * for the currency becomes text, which the form refuses.
 */
export function inCurrency(line: DraftLine, from: string, to: string, locale: string): DraftLine {
  const { unitPriceMinor: price } = line;
  if (price === undefined || price === '') return line;
  if (typeof price !== 'number')
    return { ...line, unitPriceMinor: amountIn(locale, String(price), to) ?? price };
  const exact = decimalText(price, fractionDigits(from)).replace(/\.0+$/, '');
  return { ...line, unitPriceMinor: amountIn('en', exact, to) ?? amountText(locale, price, from) };
}

/** What a line adds to the totals. Numbers that aren't valid count as zero until they are corrected. */
export function pricedLine(line: DraftLine): PricedLine {
  const numberOf = (name: keyof DocumentLine) => {
    const value = line[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const price = numberOf('unitPriceMinor') ?? 0;
  return {
    quantity: numberOf('quantity') ?? 0,
    unitPriceMinor: Number.isSafeInteger(price) ? price : 0,
    discountPercent: numberOf('discountPercent'),
    taxPercent: numberOf('taxPercent'),
    withholdingPercent: numberOf('withholdingPercent'),
  };
}
