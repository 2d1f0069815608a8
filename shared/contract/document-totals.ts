import { rounded } from './rounded.ts';
import { priceSteps, stepsPerMinor, type UnitPrice } from './unit-price.ts';

/** A line's values that its amounts follow from. Its price is negative if it takes something off. */
export interface PricedLine extends UnitPrice {
  /** With at most four decimals. */
  quantity: number;
  /** Percentages have at most three decimals. */
  discountPercent?: number | undefined;
  /** Undefined if the line isn't subject to tax, which differs from a rate of zero. */
  taxPercent?: number | undefined;
  withholdingPercent?: number | undefined;
}

/** What a rate applies to, and what it amounts to, in minor units. */
export interface RateTotal {
  percent: number;
  baseMinor: number;
  amountMinor: number;
}

/** All amounts of a document, in minor units of its currency. */
export interface DocumentTotals {
  /** The net amount of each line, after its discount and that of the document. */
  netMinor: number[];
  /** The sum of the lines before discounts. */
  grossMinor: number;
  discountMinor: number;
  /** The sum of the lines after discounts. */
  subtotalMinor: number;
  /** By rate, from the highest to the lowest. */
  taxes: RateTotal[];
  withholdings: RateTotal[];
  taxMinor: number;
  withholdingMinor: number;
  totalMinor: number;
}

/** Everything that a document states in minor units. Prices with more decimals have their own. */
export const amountsIn = (totals: DocumentTotals, lines: readonly PricedLine[]): number[] => [
  ...lines.flatMap(({ unitPrice, unitPriceMinor }) => (unitPrice === undefined ? [unitPriceMinor] : [])),
  ...totals.netMinor,
  ...[totals.grossMinor, totals.discountMinor, totals.subtotalMinor, totals.totalMinor],
  ...[...totals.taxes, ...totals.withholdings].flatMap((rate) => [rate.baseMinor, rate.amountMinor]),
];

/** A rate and the sum of the net amounts to which it applied. */
export type RateBase = Pick<RateTotal, 'percent' | 'baseMinor'>;

/**
 * What earlier credit notes have credited of the same invoice. The amounts of a credit note are what it adds to theirs,
 * so that several credit notes amount to what one for all of them would.
 */
export interface CreditedBefore {
  /** Of each line of this credit note. */
  quantities: readonly number[];
  /** Of all lines of the invoice, by rate. */
  taxes: readonly RateBase[];
  withholdings: readonly RateBase[];
}

/** Rounds a sum of quantities, which have at most four decimals, because floating-point sums can be a little off. */
export const toFourDecimals = (quantity: number): number => Math.round(quantity * 10_000) / 10_000;

const quantityScale = 10_000n;
/** A percentage has three decimals, so a whole is 100,000 parts. */
const whole = 100_000n;

/**
 * The amounts of a document, or undefined if one of them is beyond `Number.MAX_SAFE_INTEGER`.
 *
 * Amounts are rounded in two places, half away from zero, as EN 16931 prescribes for invoices: the net amount of each
 * line, from its exact price, and the amount of each rate on the sum of its lines. Everything else is a sum of these.
 */
export function totalsOf(
  lines: readonly PricedLine[],
  currency: string,
  documentDiscountPercent = 0,
  before?: CreditedBefore,
): DocumentTotals | undefined {
  const priced = lines.map((line, place) =>
    amountsOf(line, currency, documentDiscountPercent, before?.quantities[place]),
  );
  const taxes = ratesOf(priced, ({ line }) => line.taxPercent, before?.taxes);
  const withholdings = ratesOf(priced, ({ line }) => line.withholdingPercent, before?.withholdings);
  const gross = sum(priced.map((one) => one.gross));
  const subtotal = sum(priced.map((one) => one.net));
  const tax = sum(taxes.map((one) => one.amount));
  const withholding = sum(withholdings.map((one) => one.amount));
  const total = subtotal + tax - withholding;
  const all = [
    ...priced.flatMap((one) => [one.gross, one.net]),
    ...[...taxes, ...withholdings].flatMap((one) => [one.base, one.amount]),
    ...[gross, gross - subtotal, subtotal, tax, withholding, total],
  ];
  if (!all.every(isSafe)) return undefined;
  return {
    netMinor: priced.map(({ net }) => Number(net)),
    grossMinor: Number(gross),
    discountMinor: Number(gross - subtotal),
    subtotalMinor: Number(subtotal),
    taxes: taxes.map(rateTotal),
    withholdings: withholdings.map(rateTotal),
    taxMinor: Number(tax),
    withholdingMinor: Number(withholding),
    totalMinor: Number(total),
  };
}

interface LineAmounts {
  line: PricedLine;
  gross: bigint;
  net: bigint;
}

function amountsOf(
  line: PricedLine,
  currency: string,
  documentDiscountPercent: number,
  quantityBefore = 0,
): LineAmounts {
  const price = priceSteps(line, currency);
  const scale = quantityScale * stepsPerMinor(currency);
  const kept = partOf(line.discountPercent) * partOf(documentDiscountPercent);
  const grossOf = (quantity: bigint) => rounded(quantity * price, scale);
  const netOf = (quantity: bigint) => rounded(quantity * price * kept, scale * whole * whole);
  const before = scaled(quantityBefore, quantityScale);
  const upToNow = before + scaled(line.quantity, quantityScale);
  return { line, gross: grossOf(upToNow) - grossOf(before), net: netOf(upToNow) - netOf(before) };
}

/** What a discount leaves, in parts of `whole`. */
const partOf = (discountPercent = 0): bigint => whole - parts(discountPercent);

interface Rate {
  percent: number;
  base: bigint;
  amount: bigint;
}

function ratesOf(
  priced: readonly LineAmounts[],
  percentOf: (of: LineAmounts) => number | undefined,
  before: readonly RateBase[] = [],
): Rate[] {
  const bases = new Map<number, bigint>();
  for (const one of priced) {
    const percent = percentOf(one);
    if (percent !== undefined) bases.set(percent, (bases.get(percent) ?? 0n) + one.net);
  }
  return [...bases]
    .sort(([one], [other]) => other - one)
    .map(([percent, base]) => {
      const amountOf = (of: bigint) => rounded(of * parts(percent), whole);
      const baseBefore = BigInt(before.find((one) => one.percent === percent)?.baseMinor ?? 0);
      return { percent, base, amount: amountOf(baseBefore + base) - amountOf(baseBefore) };
    });
}

const rateTotal = ({ percent, base, amount }: Rate): RateTotal => ({
  percent,
  baseMinor: Number(base),
  amountMinor: Number(amount),
});

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

const parts = (percent: number): bigint => scaled(percent, 1_000n);

/** A number with few decimals as a whole number of its smallest steps. */
const scaled = (value: number, scale: bigint): bigint => BigInt(Math.round(value * Number(scale)));

const isSafe = (amount: bigint): boolean =>
  amount >= -BigInt(Number.MAX_SAFE_INTEGER) && amount <= BigInt(Number.MAX_SAFE_INTEGER);
