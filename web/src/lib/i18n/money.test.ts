import { expect, test } from 'vitest';
import { decimalText, parseAmount } from './money.ts';

test('an amount is understood as the reader’s language writes it, and with the other decimal sign', () => {
  expect(parseAmount('24,000', 'EUR', 'en')).toBe(2_400_000);
  expect(parseAmount('24.000,5', 'EUR', 'es')).toBe(2_400_050);
  expect(parseAmount('17.5', 'EUR', 'es')).toBe(1_750);
  expect(parseAmount('1 200', 'JPY', 'en')).toBe(1_200);
});

test('what is no amount of the currency stays what it is', () => {
  expect(parseAmount('12.345', 'EUR', 'en')).toBeUndefined();
  expect(parseAmount('many', 'EUR', 'en')).toBeUndefined();
  expect(parseAmount('', 'EUR', 'en')).toBeUndefined();
});

test('minor units become decimals without a rounding, up to the largest exact number', () => {
  expect(decimalText(Number.MAX_SAFE_INTEGER, 2)).toBe('90071992547409.91');
  expect(decimalText(5, 2)).toBe('0.05');
  expect(decimalText(-150, 2)).toBe('-1.50');
  expect(decimalText(7, 0)).toBe('7');
});
