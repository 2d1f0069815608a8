import { expect, test } from 'vitest';
import { currencyLabel, offeredCurrencies } from './currencies.ts';

test('only money is offered as a currency, and what a record has already', () => {
  expect(offeredCurrencies()).toEqual(expect.arrayContaining(['COP', 'EUR', 'XAF', 'XCD', 'XOF', 'XPF']));
  expect(offeredCurrencies().filter((code) => ['XDR', 'XSU', 'XUA', 'XXX'].includes(code))).toEqual([]);
  expect(offeredCurrencies('XDR')).toContain('XDR');
});

test('a currency is offered with its name and its code', () => {
  expect(currencyLabel('EUR')).toMatch(/^euro \(EUR\)$/i);
});
