import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionDigits } from './currency.ts';
import { totalsOf as totalsIn, type PricedLine } from './document-totals.ts';
import { unitPriceOf } from './unit-price.ts';

const totalsOf = (lines: readonly PricedLine[], discountPercent?: number) =>
  totalsIn(lines, 'EUR', discountPercent);
const line = (values: Partial<PricedLine>): PricedLine => ({ quantity: 1, unitPriceMinor: 0, ...values });

test('taxes are computed on the sum of the lines of a rate, not line by line', () => {
  // Line by line, the tax would be 3 × 0.02 = 0.06.
  const lines = Array.from({ length: 3 }, () => line({ unitPriceMinor: 10, taxPercent: 21 }));
  expect(totalsOf(lines)).toEqual({
    netMinor: [10, 10, 10],
    grossMinor: 30,
    discountMinor: 0,
    subtotalMinor: 30,
    taxes: [{ percent: 21, baseMinor: 30, amountMinor: 6 }],
    withholdings: [],
    taxMinor: 6,
    withholdingMinor: 0,
    totalMinor: 36,
  });
});

test('discounts of a line and of the document apply one after the other, with one rounding', () => {
  const totals = totalsOf([line({ quantity: 3, unitPriceMinor: 3_333, discountPercent: 10 })], 5);
  // 99.99 × 0.9 × 0.95 = 85.49145
  expect(totals).toMatchObject({ grossMinor: 9_999, discountMinor: 1_450, subtotalMinor: 8_549 });
});

test('half a minor unit is rounded away from zero, up and down', () => {
  const netOf = (quantity: number, unitPriceMinor: number) =>
    totalsOf([line({ quantity, unitPriceMinor })])?.netMinor;
  expect(netOf(0.5, 1)).toEqual([1]);
  expect(netOf(0.5, -1)).toEqual([-1]);
  expect(netOf(0.5, 3)).toEqual([2]);
  expect(netOf(0.4999, 1)).toEqual([0]);
});

test('withholdings are taken off the total, and a rate of zero differs from no tax', () => {
  const totals = totalsOf([
    line({ unitPriceMinor: 100_000, taxPercent: 21, withholdingPercent: 15 }),
    line({ unitPriceMinor: 5_000, taxPercent: 0 }),
    line({ unitPriceMinor: 1_000 }),
  ]);
  expect(totals).toMatchObject({
    taxes: [
      { percent: 21, baseMinor: 100_000, amountMinor: 21_000 },
      { percent: 0, baseMinor: 5_000, amountMinor: 0 },
    ],
    withholdings: [{ percent: 15, baseMinor: 100_000, amountMinor: 15_000 }],
    totalMinor: 112_000,
  });
});

test('amounts beyond the safe integers are refused, even if the total is within them', () => {
  const huge = line({ quantity: 1_000_000_000, unitPriceMinor: Number.MAX_SAFE_INTEGER });
  expect(totalsOf([huge])).toBeUndefined();
  expect(totalsOf([huge, { ...huge, unitPriceMinor: -huge.unitPriceMinor }])).toBeUndefined();
  expect(totalsOf([line({ unitPriceMinor: Number.MAX_SAFE_INTEGER })])?.totalMinor).toBe(
    Number.MAX_SAFE_INTEGER,
  );
});

test('a price with more decimals than its currency is multiplied before the line is rounded', () => {
  const priced = (unitPrice: string, quantity: number, currency: string) =>
    totalsIn([{ quantity, ...unitPriceOf(unitPrice, currency)! }], currency)?.netMinor;
  expect(priced('0.0125', 1, 'EUR')).toEqual([1]);
  expect(priced('0.0125', 1_000, 'EUR')).toEqual([1_250]);
  expect(priced('-0.0125', 1_000, 'EUR')).toEqual([-1_250]);
  expect(priced('0.000001', 1_000_000, 'EUR')).toEqual([100]);
  expect(priced('0.5', 3, 'JPY')).toEqual([2]);
  expect(priced('1.00005', 10_000, 'CLF')).toEqual([100_005_000]);
});

/** A decimal number as a fraction: its digits, and how many of them are decimals. */
interface Decimal {
  digits: bigint;
  places: number;
}
const decimal = (text: string): Decimal => {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), places: fraction.length };
};
const product = (factors: readonly Decimal[]): Decimal => ({
  digits: factors.reduce((all, { digits }) => all * digits, 1n),
  places: factors.reduce((all, { places }) => all + places, 0),
});
/** A number with few decimals, rounded half away from zero as one does on paper: by the first digit that is dropped. */
function roundedTo({ digits, places }: Decimal, kept: number): bigint {
  const size = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  const end = size.length - (places - kept);
  const up = Number(size.charAt(end) || '0') >= 5 ? 1n : 0n;
  const rounded = BigInt(size.slice(0, end)) + up;
  return digits < 0n ? -rounded : rounded;
}
const priceText = fc
  .tuple(fc.boolean(), fc.nat({ max: 999_999 }), fc.nat({ max: 999_999 }), fc.nat({ max: 6 }))
  .map(([isNegative, whole, fraction, places]) => {
    const decimals = String(fraction).padStart(6, '0').slice(0, places);
    return `${isNegative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
  });
const fixed = (most: number, places: number) =>
  fc.integer({ min: 0, max: most * 10 ** places }).map((steps) => (steps / 10 ** places).toFixed(places));

test('the amount of a line is price × quantity × what the discounts leave, as decimal arithmetic has it, rounded once', () => {
  const exactLine = fc.record({ price: priceText, quantity: fixed(100_000, 4), discount: fixed(100, 3) });
  fc.assert(
    fc.property(
      fc.array(exactLine, { minLength: 1, maxLength: 5 }),
      fixed(100, 3),
      fc.constantFrom('EUR', 'COP', 'JPY', 'KWD', 'CLF'),
      (lines, discount, currency) => {
        const totals = totalsIn(
          lines.map((one) => ({
            quantity: Number(one.quantity),
            ...unitPriceOf(one.price, currency)!,
            discountPercent: Number(one.discount),
          })),
          currency,
          Number(discount),
        );
        // 30 % off leaves 0.7.
        const kept = (percent: string): Decimal => ({
          digits: 100_000n - decimal(percent).digits,
          places: 5,
        });
        const nets = lines.map((one) =>
          roundedTo(
            product([decimal(one.price), decimal(one.quantity), kept(one.discount), kept(discount)]),
            fractionDigits(currency),
          ),
        );
        expect(totals?.netMinor.map(BigInt)).toEqual(nets);
        expect(BigInt(totals?.subtotalMinor ?? -1)).toBe(nets.reduce((sum, net) => sum + net, 0n));
      },
    ),
  );
});

const decimals = (most: number, scale: number) =>
  fc.integer({ min: 1, max: most * scale }).map((steps) => steps / scale);
const generated = fc.array(
  fc.record({
    quantity: decimals(10_000, 10_000),
    unitPriceMinor: fc.integer({ min: -1_000_000, max: 10_000_000 }),
    discountPercent: fc.option(decimals(100, 1_000), { nil: undefined }),
    taxPercent: fc.constantFrom(undefined, 0, 5, 5.2, 10, 19, 21),
    withholdingPercent: fc.constantFrom(undefined, 7, 15, 2.5),
  }),
  { maxLength: 20 },
);

test('every amount is the exact one rounded to the minor unit, and the totals are sums of them', () => {
  fc.assert(
    fc.property(generated, decimals(100, 1_000), (lines, discount) => {
      const totals = totalsOf(lines, discount);
      if (!totals) throw new Error('no totals');
      for (const [place, { quantity, unitPriceMinor, discountPercent = 0 }] of lines.entries()) {
        const exact = (quantity * unitPriceMinor * (100 - discountPercent) * (100 - discount)) / 10_000;
        // Floating-point numbers are not exact, so the test allows what they can be off by.
        expect(Math.abs((totals.netMinor[place] ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.5001);
      }
      const { subtotalMinor, taxMinor, withholdingMinor, taxes } = totals;
      expect(subtotalMinor).toBe(totals.netMinor.reduce((sum, net) => sum + net, 0));
      expect(totals.grossMinor - totals.discountMinor).toBe(subtotalMinor);
      expect(totals.totalMinor).toBe(subtotalMinor + taxMinor - withholdingMinor);
      for (const { percent, baseMinor, amountMinor } of taxes)
        expect(Math.abs(amountMinor - (baseMinor * percent) / 100)).toBeLessThanOrEqual(0.5001);
      const untaxed = lines.flatMap(({ taxPercent }, place) =>
        taxPercent === undefined ? (totals.netMinor[place] ?? 0) : 0,
      );
      const taxed = taxes.reduce((sum, { baseMinor }) => sum + baseMinor, 0);
      expect(taxed + untaxed.reduce((sum, net) => sum + net, 0)).toBe(subtotalMinor);
    }),
  );
});
