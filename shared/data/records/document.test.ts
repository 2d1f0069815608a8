import { expect, test } from 'vitest';
import { pricedFields, wrongAmounts } from './document.ts';

const lines = [{ description: 'Design', quantity: 1, unitPriceMinor: 1_200 }];

test('lines keep their minor units in another currency only if these mean the same, or if the change contains the lines', () => {
  const before = { currency: 'EUR', lines };
  expect(wrongAmounts({ currency: 'JPY', lines }, before)).toEqual({
    field: 'currency',
    code: 'lines_needed',
  });
  expect(wrongAmounts({ currency: 'KWD', lines }, before)?.code).toBe('lines_needed');
  expect(wrongAmounts({ currency: 'USD', lines }, before)).toBeUndefined();
  expect(wrongAmounts({ currency: 'JPY', lines: [...lines] }, before)).toBeUndefined();
  expect(wrongAmounts({ currency: 'JPY', lines }, undefined)).toBeUndefined();
  expect(wrongAmounts({ currency: 'JPY' }, { currency: 'EUR' })).toBeUndefined();
});

test('a price of less than a minor unit is a price, too', () => {
  const cheap = [{ ...lines[0]!, unitPriceMinor: 0, unitPrice: '0.0012' }];
  expect(wrongAmounts({ currency: 'JPY', lines: cheap }, { currency: 'EUR', lines: cheap })?.code).toBe(
    'lines_needed',
  );
});

test('a price is stored in minor units, with its decimals only if it has more than the currency', () => {
  const stored = (unitPrice: string, currency: string, unitPriceMinor?: number) => {
    const sent = [{ description: 'Design', quantity: 1, unitPrice, unitPriceMinor: unitPriceMinor! }];
    const {
      lines: [line],
    } = { lines: sent, ...pricedFields({ currency, lines: sent }) };
    return [line?.unitPriceMinor, line?.unitPrice];
  };
  expect(stored('0.0125', 'EUR')).toEqual([1, '0.0125']);
  expect(stored('0.015', 'EUR')).toEqual([2, '0.015']);
  expect(stored('-0.015', 'EUR')).toEqual([-2, '-0.015']);
  expect(stored('12.5', 'EUR')).toEqual([1_250, undefined]);
  expect(stored('12.5', 'EUR', 1_250)).toEqual([1_250, undefined]);
  expect(stored('12.5', 'JPY')).toEqual([13, '12.5']);
  expect(stored('0.001', 'KWD')).toEqual([1, undefined]);
  const kept = [{ ...lines[0]!, unitPriceMinor: 1, unitPrice: '0.0125' }];
  expect(pricedFields({ currency: 'EUR', lines: kept })).not.toHaveProperty('lines');
});

test('two prices that differ are refused at their line', () => {
  const differing = [lines[0]!, { ...lines[0]!, unitPriceMinor: 2, unitPrice: '0.0125' }];
  expect(wrongAmounts({ currency: 'EUR', lines: differing }, undefined)).toEqual({
    field: 'lines/1/unitPrice',
    code: 'prices_differ',
  });
  const huge = [{ ...lines[0]!, unitPriceMinor: undefined as never, unitPrice: '999999999999.9' }];
  expect(wrongAmounts({ currency: 'CLF', lines: huge }, undefined)?.code).toBe('invalid_format');
});
