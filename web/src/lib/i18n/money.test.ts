import { expect, test } from 'vitest';
import {
  columnAmountText,
  formatExact,
  formatMoney,
  formatPrice,
  parsePrice,
  priceInputText,
} from './money.ts';

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const cop = (amountMinor: number) => ({ amountMinor, currency: 'COP' });

test('amounts in a column have the decimals of their currency, also if these are zero', () => {
  expect([2_400_000, 1_750].map((minor) => formatExact(eur(minor)))).toEqual(['€24,000.00', '€17.50']);
});

test('an amount in a currency that people write without cents has them only if there are some', () => {
  expect(formatExact(cop(1_234_500))).toMatch(/^COP\s12,345$/);
  expect(formatExact(cop(1_234_550))).toMatch(/^COP\s12,345\.50$/);
  expect(formatExact(cop(1_234_500), [1_234_500, 50])).toMatch(/^COP\s12,345\.00$/);
});

test('amounts in the same currency of a column have the same decimals', () => {
  const column = [cop(0), cop(1_234_550), eur(100)];
  expect(column.map((amount) => columnAmountText(amount, column).replace(/\s/, ' '))).toEqual([
    'COP 0.00',
    'COP 12,345.50',
    '€1.00',
  ]);
});

test('a price is shown with all of its decimals, and typed as it is shown', () => {
  const price = parsePrice('0.0125', 'EUR');
  expect(price).toEqual({ unitPriceMinor: 1, unitPrice: '0.0125' });
  expect(formatPrice(price!, 'EUR')).toBe('€0.0125');
  expect(formatPrice({ ...price!, unit: 'message' }, 'EUR')).toBe('€0.0125 / message');
  expect(priceInputText(price!, 'EUR')).toBe('0.0125');
  expect(formatMoney({ ...eur(1), amount: '0.0125' })).toBe('€0.0125');
  expect(parsePrice('12.50', 'EUR')).toEqual({ unitPriceMinor: 1_250 });
  expect(parsePrice('0.0000001', 'EUR')).toBeUndefined();
});
