import { expect, test } from 'vitest';
import { fromStripe, toStripe } from './stripe-amount.ts';

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
  expect(toStripe(100_000_000, 'EUR')).toBeUndefined();
});
