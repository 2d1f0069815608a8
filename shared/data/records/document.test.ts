import { expect, test } from 'vitest';
import { wrongAmounts } from './document.ts';

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
