import { expect, test } from 'vitest';
import { chargeProblem, fromStripe, stripeLimits, toStripe } from './stripe-amount.ts';

test('amounts are converted to the units in which Stripe counts a currency, and back', () => {
  const cases: [currency: string, minor: number, stripe: number][] = [
    ['EUR', 1_050, 1_050],
    ['COP', 1_050_00, 1_050_00],
    ['JPY', 1_050, 1_050],
    ['CLP', 1_050, 1_050],
    ['KWD', 5_120, 5_120],
    ['ISK', 500, 50_000],
    ['UGX', 500, 50_000],
    ['MGA', 500_00, 500],
  ];
  for (const [currency, minor, stripe] of cases) {
    expect([currency, toStripe(minor, currency)]).toEqual([currency, stripe]);
    expect([currency, fromStripe(stripe, currency)]).toEqual([currency, minor]);
  }
});

test('an amount that Stripe can’t charge exactly isn’t rounded', () => {
  expect(toStripe(5_124, 'KWD')).toBeUndefined();
  expect(toStripe(50_050, 'MGA')).toBeUndefined();
  expect(toStripe(0, 'EUR')).toBeUndefined();
  expect(chargeProblem(5_124, 'KWD')).toBe('inexact');
});

test.each([
  ['EUR', 50, 99_999_999],
  ['GBP', 30, 99_999_999],
  ['MXN', 1_000, 99_999_999],
  ['JPY', 50, 99_999_999],
  ['COP', 1, 9_999_999_999],
  ['INR', 50, 999_999_999],
  ['IDR', 1, 999_999_999_999],
  // Stripe counts a króna in hundredths.
  ['ISK', 1, 999_999],
  ['KWD', 1, 99_999_999],
])('amounts in %s can be charged from %i to %i, and no others', (currency, leastMinor, mostMinor) => {
  expect(stripeLimits(currency)).toEqual({ leastMinor, mostMinor });
  expect(chargeProblem(leastMinor - 1, currency)).toBe('too_small');
  expect(chargeProblem(mostMinor + 1, currency)).toBe('too_large');
  for (const minor of [leastMinor, mostMinor])
    expect(chargeProblem(minor, currency)).toBe(
      toStripe(minor, currency) === undefined ? 'inexact' : undefined,
    );
});
