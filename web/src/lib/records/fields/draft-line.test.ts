import { expect, test } from 'vitest';
import { totalsOf } from '#contract/document-totals.ts';
import type { Product } from '#contract/records/product.ts';
import { unitPriceOf } from '#contract/unit-price.ts';
import {
  inCurrency,
  newLine,
  priceOf,
  pricedLine,
  withPrice,
  withProduct,
  type DraftLine,
} from './draft-line.ts';

const priced = (unitPriceMinor: unknown): DraftLine => ({
  description: 'Hours',
  quantity: 1,
  unitPriceMinor,
});
const changed = (price: unknown, from: string, to: string, locale = 'en') =>
  inCurrency(priced(price), from, to, locale).unitPriceMinor;
const changedExactly = (unitPrice: string, from: string, to: string, locale = 'en') =>
  priceOf(inCurrency(withPrice(priced(''), unitPriceOf(unitPrice, from)!), from, to, locale));

test('a price stays the same number in a currency with more or fewer decimals', () => {
  expect(changed(1_200, 'EUR', 'JPY')).toBe(12);
  expect(changed(12, 'JPY', 'EUR')).toBe(1_200);
  expect(changed(-1_050, 'EUR', 'KWD')).toBe(-10_500);
  expect(changed(1_200, 'EUR', 'USD')).toBe(1_200);
  expect(changed(0, 'EUR', 'JPY')).toBe(0);
});

test('a price keeps decimals that a currency lacks, and is in minor units again in one that has them', () => {
  expect(changedExactly('1234.5', 'EUR', 'JPY', 'es')).toEqual({
    unitPriceMinor: 1_235,
    unitPrice: '1234.5',
  });
  expect(changedExactly('1234.5', 'JPY', 'EUR', 'es')).toEqual({ unitPriceMinor: 123_450 });
  expect(changedExactly('0.0125', 'EUR', 'KWD')).toEqual({ unitPriceMinor: 13, unitPrice: '0.0125' });
  expect(changedExactly('-0.000001', 'EUR', 'JPY')).toEqual({ unitPriceMinor: 0, unitPrice: '-0.000001' });
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

test('a line has the unit of its product, and none of another one', () => {
  const hour = withProduct(newLine(undefined, 'US'), { name: 'Design', unit: 'hour' } as Product, 'EUR');
  expect(hour.line.unit).toBe('hour');
  expect(withProduct(hour, { name: 'Book' } as Product, 'EUR').line).not.toHaveProperty('unit');
});

test('a line has the price of its product with all decimals, and adds it up exactly', () => {
  const price = { amountMinor: 1, amount: '0.0125', currency: 'EUR' };
  const { line } = withProduct(newLine(undefined, 'US'), { name: 'Message', price } as Product, 'EUR');
  expect(line).toEqual({ description: 'Message', quantity: 1, unitPriceMinor: 1, unitPrice: '0.0125' });
  expect(totalsOf([pricedLine({ ...line, quantity: 1_000 })], 'EUR')?.totalMinor).toBe(1_250);
  const other = { amountMinor: 500, currency: 'EUR' };
  const changedLine = withProduct(
    { line, origins: {} },
    { name: 'Hour', price: other } as Product,
    'EUR',
  ).line;
  expect(changedLine).toEqual({ description: 'Hour', quantity: 1, unitPriceMinor: 500 });
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
