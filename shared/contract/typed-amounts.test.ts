import { expect, test } from 'vitest';
import { amountIn, decimalText, numberIn, priceIn, priceText } from './typed-amounts.ts';

test('an amount is parsed in the user’s format and with the other decimal separator', () => {
  expect(amountIn('en', '24,000', 'EUR')).toBe(2_400_000);
  expect(amountIn('es', '24.000,5', 'EUR')).toBe(2_400_050);
  expect(amountIn('es', '17.5', 'EUR')).toBe(1_750);
  expect(amountIn('en', '1 200', 'JPY')).toBe(1_200);
  expect(amountIn('es', '1.200', 'COP')).toBe(120_000);
});

test('an amount may have the sign or the code of its currency, but of no other one', () => {
  expect(amountIn('en', '$500', 'USD')).toBe(50_000);
  expect(amountIn('en', '-$1,210.50', 'USD')).toBe(-121_050);
  expect(amountIn('es-CO', '$ 1.210.000,00', 'COP')).toBe(121_000_000);
  expect(amountIn('es-CO', 'US$ 119,00', 'USD')).toBe(11_900);
  expect(amountIn('es', '500 USD', 'USD')).toBe(50_000);
  expect(amountIn('es', '1.210\u00a0€', 'EUR')).toBe(121_000);
  for (const typed of ['€500', 'US$ 500', '$$500', '$'])
    expect(amountIn('es-CO', typed, 'COP')).toBeUndefined();
});

test('invalid amounts of a currency stay unchanged', () => {
  expect(amountIn('en', '12.345', 'EUR')).toBeUndefined();
  expect(amountIn('en', 'many', 'EUR')).toBeUndefined();
  expect(amountIn('en', '', 'EUR')).toBeUndefined();
});

test('a number is parsed in the user’s format and with the other decimal separator', () => {
  expect(numberIn('en', '1.08')).toBe(1.08);
  expect(numberIn('es', '1,08')).toBe(1.08);
  expect(numberIn('es', '1.08')).toBe(1.08);
  expect(numberIn('en', '1,200')).toBe(1_200);
  expect(numberIn('en', '1.')).toBe(1);
  expect(numberIn('en', '-0.5')).toBe(-0.5);
});

test('three digits after the other separator are decimals where they cannot be thousands', () => {
  expect(numberIn('es', '0.925')).toBe(0.925);
  expect(numberIn('en', '0,925')).toBe(0.925);
  expect(numberIn('es', '-0.500')).toBe(-0.5);
  expect(numberIn('en', '00,500')).toBe(0.5);
  expect(numberIn('es', '1234.567')).toBe(1_234.567);
  expect(numberIn('es', '.925')).toBeUndefined();
  expect(numberIn('es', '1.925')).toBe(1_925);
  expect(numberIn('es', '-123.925')).toBe(-123_925);
  expect(amountIn('es', '0.925', 'EUR')).toBeUndefined();
  expect(amountIn('es', '0.925', 'KWD')).toBe(925);
});

test('an amount with both separators, pasted from another language, has its decimals after the last one', () => {
  expect(amountIn('en', '1.234,56', 'EUR')).toBe(123_456);
  expect(amountIn('es', '1,234.56', 'EUR')).toBe(123_456);
  expect(amountIn('en', '-1.234.567,8', 'EUR')).toBe(-123_456_780);
  expect(amountIn('en', '1,234.56', 'EUR')).toBe(123_456);
  expect(numberIn('en', '1.234,5')).toBe(1_234.5);
});

test('text that is not a number is not parsed', () => {
  for (const text of ['', 'abc', '1.2.3', '--1', '1e5']) expect(numberIn('en', text)).toBeUndefined();
});

test('minor units convert to decimals without rounding, up to the largest exact number', () => {
  expect(decimalText(Number.MAX_SAFE_INTEGER, 2)).toBe('90071992547409.91');
  expect(decimalText(5, 2)).toBe('0.05');
  expect(decimalText(-150, 2)).toBe('-1.50');
  expect(decimalText(7, 0)).toBe('7');
});

test('a price is typed and shown in the format of both languages, with up to six decimals', () => {
  const exact = { unitPriceMinor: 1, unitPrice: '0.0125' };
  expect(priceIn('en', '0.0125', 'EUR')).toEqual(exact);
  expect(priceIn('es', '0,0125 €', 'EUR')).toEqual(exact);
  expect(priceIn('es', '0.0125', 'EUR')).toEqual(exact);
  expect(priceIn('es-CO', '$ 1.234,125', 'COP')).toEqual({ unitPriceMinor: 123_413, unitPrice: '1234.125' });
  expect(priceIn('es', '1.234', 'EUR')).toEqual({ unitPriceMinor: 123_400 });
  expect(priceIn('en', '-0.000001', 'EUR')).toEqual({ unitPriceMinor: 0, unitPrice: '-0.000001' });
  expect(priceIn('en', '0.0000001', 'EUR')).toBeUndefined();
  expect(priceIn('en', '1234567890123.5001', 'EUR')).toBeUndefined();
  expect(priceText('es', exact, 'EUR')).toBe('0,0125');
  expect(priceText('en', { unitPriceMinor: 1_250 }, 'EUR')).toBe('12.50');
});
