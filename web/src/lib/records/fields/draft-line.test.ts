import { expect, test } from 'vitest';
import type { Product } from '#contract/records/product.ts';
import { inCurrency, newLine, withProduct, type DraftLine } from './draft-line.ts';

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

test('a new line has the standard tax of the country, whatever the line above has', () => {
  const above = {
    description: 'Hours',
    quantity: 1,
    unitPriceMinor: 100,
    taxPercent: 5,
    withholdingPercent: 15,
  };
  expect(newLine(above, 'ES')).toMatchObject({
    line: { taxPercent: 21, withholdingPercent: 15 },
    origins: { taxPercent: 'country', withholdingPercent: 'above' },
  });
  expect(newLine(undefined, 'US').line).not.toHaveProperty('taxPercent');
});

test('a line has the tax of its product, also none, and the price of no other product', () => {
  const product = (values: Partial<Product>) => ({ name: 'Product', ...values }) as Product;
  const price = { amountMinor: 6_000_000, currency: 'COP' };
  const empty = newLine(undefined, 'CO');
  const untaxed = withProduct(empty, product({ price }), 'COP');
  expect(untaxed.line).toEqual({ description: 'Product', quantity: 1, unitPriceMinor: 6_000_000 });
  expect(untaxed.origins).toMatchObject({ taxPercent: 'product', unitPriceMinor: 'product' });
  const taxed = withProduct(untaxed, product({ taxPercent: 19 }), 'COP');
  expect(taxed.line).toMatchObject({ taxPercent: 19, unitPriceMinor: '' });
  const typed = withProduct(
    { line: { ...empty.line, unitPriceMinor: 500 }, origins: {} },
    product({}),
    'COP',
  );
  expect(typed.line.unitPriceMinor).toBe(500);
});
