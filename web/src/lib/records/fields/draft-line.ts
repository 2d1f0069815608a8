import type { DocumentLine, Price } from '#contract/document-fields.ts';
import type { PricedLine } from '#contract/document-totals.ts';
import type { Product } from '#contract/records/product.ts';
import { standardTaxPercent } from '#contract/standard-tax.ts';
import { priceIn, priceText } from '#contract/typed-amounts.ts';
import type { UnitPrice } from '#contract/unit-price.ts';

/** A line in a form. Numbers are the typed text where they aren't valid, and left out where they are empty. */
export type DraftLine = Partial<Record<keyof DocumentLine, unknown>>;

/** The names of a line's percentages, in the order of the form. */
export const percentNames = ['discountPercent', 'taxPercent', 'withholdingPercent'] as const;
export type PercentName = (typeof percentNames)[number];
/** The values that few documents need. */
export const optionalNames = ['unit', ...percentNames] as const;
export type OptionalName = (typeof optionalNames)[number];

/** A line with another value. An empty optional value is left out. */
export function withValue(line: DraftLine, name: keyof DocumentLine, value: unknown): DraftLine {
  const isLeftOut =
    value === '' && name !== 'description' && name !== 'quantity' && name !== 'unitPriceMinor';
  const { [name]: _before, ...rest } = line;
  return isLeftOut || value === undefined ? rest : { ...rest, [name]: value };
}

/** A typed price: minor units with the exact price if that has more decimals, or in their place the typed text. */
export type DraftPrice = Pick<DraftLine, 'unitPriceMinor' | 'unitPrice'>;

/** A line with another price. */
export function withPrice(line: DraftLine, price: DraftPrice): DraftLine {
  const { unitPriceMinor: _minor, unitPrice: _exact, ...rest } = line;
  return { ...rest, ...price };
}

/** The price of a line; undefined if what was typed isn’t one, or nothing was. */
export function priceOf({ unitPriceMinor, unitPrice }: DraftPrice): UnitPrice | undefined {
  if (typeof unitPriceMinor !== 'number' || !Number.isSafeInteger(unitPriceMinor)) return undefined;
  return typeof unitPrice === 'string' ? { unitPriceMinor, unitPrice } : { unitPriceMinor };
}

/** Where a value of a line comes from that nobody has typed: the product, the country, or the line above. */
export type Origin = 'product' | 'country' | 'above';
export type Origins = Partial<Record<keyof DocumentLine, Origin>>;

/** A line, with where its values come from. */
interface FilledLine {
  line: DraftLine;
  origins: Origins;
}

/**
 * A new line after another one. Its tax is the standard one of the country, whatever that of the other line is. What
 * customers withhold is usually the same for all lines.
 */
export function newLine(last: DraftLine | undefined, country: string): FilledLine {
  const taxPercent = standardTaxPercent(country);
  const withholdingPercent = last?.withholdingPercent;
  return {
    line: {
      ...{ description: '', quantity: 1, unitPriceMinor: '' },
      ...(taxPercent === undefined ? {} : { taxPercent }),
      ...(withholdingPercent === undefined ? {} : { withholdingPercent }),
    },
    origins: {
      ...(taxPercent === undefined ? {} : { taxPercent: 'country' }),
      ...(withholdingPercent === undefined ? {} : { withholdingPercent: 'above' }),
    },
  };
}

/**
 * A line with the values of a product. Its tax is that of the product, also if that has none. A product without a unit, or
 * without a price in the currency, leaves one that was typed, but not that of another product.
 */
export function withProduct(
  { line, origins }: FilledLine,
  { name, unit, price, otherPrices = [], taxPercent }: Product,
  currency: string,
): FilledLine {
  const { taxPercent: _tax, unit: unitBefore, ...rest } = line;
  const unitNow = unit ?? (origins.unit === 'product' ? undefined : unitBefore);
  const inCurrency = [price, ...otherPrices].find((one) => one?.currency === currency);
  const isOfOther = origins.unitPriceMinor === 'product';
  const priced = inCurrency
    ? withPrice(rest, draftPriceOf(inCurrency))
    : isOfOther
      ? withPrice(rest, { unitPriceMinor: '' })
      : rest;
  return {
    line: {
      ...priced,
      description: name,
      ...(unitNow === undefined ? {} : { unit: unitNow }),
      ...(taxPercent === undefined ? {} : { taxPercent }),
    },
    origins: {
      ...origins,
      taxPercent: 'product',
      ...(unit === undefined ? {} : { unit: 'product' }),
      ...(inCurrency ? { unitPriceMinor: 'product' } : {}),
    },
  };
}

const draftPriceOf = ({ amountMinor, amount }: Price): DraftPrice => ({
  unitPriceMinor: amountMinor,
  ...(amount === undefined ? {} : { unitPrice: amount }),
});

/** A line whose price is the same number in another currency: 12 euros become 12 yens. */
export function inCurrency(line: DraftLine, from: string, to: string, locale: string): DraftLine {
  const { unitPriceMinor: typed } = line;
  if (typed === undefined || typed === '') return line;
  const price = priceOf(line);
  const text = price ? priceText(locale, price, from) : String(typed);
  return withPrice(line, priceIn(locale, text, to) ?? { unitPriceMinor: text });
}

/** What a line adds to the totals. Numbers that aren't valid count as zero until they are corrected. */
export function pricedLine(line: DraftLine): PricedLine {
  const numberOf = (name: keyof DocumentLine) => {
    const value = line[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  return {
    quantity: numberOf('quantity') ?? 0,
    ...(priceOf(line) ?? { unitPriceMinor: 0 }),
    discountPercent: numberOf('discountPercent'),
    taxPercent: numberOf('taxPercent'),
    withholdingPercent: numberOf('withholdingPercent'),
  };
}
