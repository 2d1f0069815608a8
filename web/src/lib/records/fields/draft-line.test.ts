import { expect, test } from 'vitest';
import { inCurrency, type DraftLine } from './draft-line.ts';

const priced = (unitPriceMinor: unknown): DraftLine => ({
  description: 'Hours',
  quantity: 1,
  unitPriceMinor,
});
const changed = (price: unknown, from: string, to: string, locale = 'en') =>
  inCurrency(priced(price), from, to, locale).unitPriceMinor;

test('a price stays the same number in a currency with more or fewer decimals', () => {
  expect(changed(1_200, 'EUR', 'JPY')).toBe(12);
  expect(changed(12, 'JPY', 'EUR')).toBe(1_200);
  expect(changed(-1_050, 'EUR', 'KWD')).toBe(-10_500);
  expect(changed(1_200, 'EUR', 'USD')).toBe(1_200);
  expect(changed(0, 'EUR', 'JPY')).toBe(0);
});

test('a price with too many decimals for a currency becomes text, and a price again in one that has them', () => {
  expect(changed(123_450, 'EUR', 'JPY', 'es')).toBe('1234,50');
  expect(changed('1234,50', 'JPY', 'EUR', 'es')).toBe(123_450);
  expect(changed('0.335', 'EUR', 'KWD')).toBe(335);
  expect(changed('a lot', 'EUR', 'JPY')).toBe('a lot');
});

test('a price that isn’t filled in stays empty in another currency', () => {
  expect(changed('', 'EUR', 'JPY')).toBe('');
});
