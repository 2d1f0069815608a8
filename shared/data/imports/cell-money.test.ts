import { describe, expect, test } from 'vitest';
import { productPrice } from '#contract/document-fields.ts';
import * as contract from '#contract/field.ts';
import type { Cell } from './cell.ts';
import { problemOf, spain, usa, valueOf } from './readings-under-test.ts';

describe('amounts', () => {
  const amount = contract.amount();

  test.each<[Cell, number, string]>([
    ['€ 1.234,50', 123_450, 'EUR'],
    ['1.234,50 €', 123_450, 'EUR'],
    ['€1.234', 123_400, 'EUR'],
    ['1.234,5', 123_450, 'EUR'],
    ['USD 12', 1_200, 'USD'],
    ['12 usd', 1_200, 'USD'],
    ['US$ 12', 1_200, 'USD'],
    ['$12 USD', 1_200, 'USD'],
    ['1.200 euros', 120_000, 'EUR'],
    ['1.234 JPY', 1_234, 'JPY'],
    ['1,234 KWD', 1_234, 'KWD'],
    ['12,5000 €', 1_250, 'EUR'],
    ['0', 0, 'EUR'],
    ['S/. 12', 1_200, 'PEN'],
    ['12,- €', 1_200, 'EUR'],
    ['€ ,50', 50, 'EUR'],
    ['R$1.234,5', 123_450, 'BRL'],
    ['+12 €', 1_200, 'EUR'],
    ['kr 12 NOK', 1_200, 'NOK'],
    [12, 1_200, 'EUR'],
    [0.1 + 0.2, 30, 'EUR'],
    [100 / 3, 3_333, 'EUR'],
    [19.995, 2_000, 'EUR'],
  ])('%j is %d minor units of %s', (cell, amountMinor, currency) =>
    expect(valueOf(amount, cell)).toEqual({ amountMinor, currency }),
  );

  test('$ and pesos are those of the file’s currency', () => {
    expect(valueOf(amount, '$1,200', usa)).toEqual({ amountMinor: 120_000, currency: 'USD' });
    expect(valueOf(amount, '$ 1.200', { ...spain, currency: 'CLP' })).toEqual({
      amountMinor: 1_200,
      currency: 'CLP',
    });
    expect(valueOf(amount, '1200 pesos', { ...usa, currency: 'MXN' })).toEqual({
      amountMinor: 120_000,
      currency: 'MXN',
    });
  });

  test.each<[string, string]>([
    ['$ 1.200', 'ambiguous_currency'],
    ['12 kr', 'ambiguous_currency'],
    ['12 XYZ', 'unknown_currency'],
    ['12 apples', 'unknown_currency'],
    ['12 all inclusive', 'unknown_currency'],
    ['12,345 €', 'too_many_decimals'],
    ['1,5 JPY', 'too_many_decimals'],
    ['-12 €', 'too_small'],
    ['(12)', 'too_small'],
    ['€ (12,50)', 'too_small'],
    ['12- €', 'too_small'],
    [`12 ${'x'.repeat(100)}`, 'not_an_amount'],
    ['about 12 of 13', 'not_an_amount'],
    ['€ 1,234.50', 'wrong_decimal_mark'],
    ['12k', 'unknown_currency'],
    ['free', 'not_an_amount'],
    ['12 - 15 €', 'not_an_amount'],
    ['90.071.992.547.409,92 €', 'too_big'],
  ])('%j is refused as %s', (cell, code) => expect(problemOf(amount, cell)).toBe(code));

  test('decimals beyond the currency’s are rounded only where a spreadsheet hides them', () => {
    expect(problemOf(amount, '33,333')).toBe('too_many_decimals');
    expect(valueOf(amount, 33.333)).toEqual({ amountMinor: 3_333, currency: 'EUR' });
  });

  test('a price keeps up to six decimals of a text, and those that a spreadsheet shows', () => {
    const price = productPrice();
    const ofEuro = (amountMinor: number, exact?: string) => ({
      amountMinor,
      ...(exact === undefined ? {} : { amount: exact }),
      currency: 'EUR',
    });
    expect(valueOf(price, '0,0125 €')).toEqual(ofEuro(1, '0.0125'));
    expect(valueOf(price, ',000001')).toEqual(ofEuro(0, '0.000001'));
    expect(valueOf(price, '12,500')).toEqual(ofEuro(1_250));
    expect(valueOf(price, { number: 100 / 3, shown: '33.33 €', sign: '€' })).toEqual(ofEuro(3_333));
    expect(valueOf(price, { number: 100_000 / 7, shown: '14,286 €', sign: '€' })).toEqual(ofEuro(1_428_571));
    expect(valueOf(price, { number: 0.0125, shown: '0.0125 €', sign: '€' })).toEqual(ofEuro(1, '0.0125'));
    expect(valueOf(price, 100 / 3)).toEqual(ofEuro(3_333, '33.333333'));
    expect(valueOf(price, 0.1 + 0.2)).toEqual(ofEuro(30));
    expect(problemOf(price, '0,0000001')).toBe('too_many_decimals');
    expect(problemOf(price, '-0,0125')).toBe('too_small');
    expect(problemOf(price, '1.000.000.000.000,001')).toBe('invalid_value');
  });
});
