import { expect, test } from 'vitest';
import { footerTexts, type Summary } from './footers.ts';

const inEuros = { currency: 'EUR' };
const euros: Summary = {
  currency: 'EUR',
  count: 3,
  sum: 2_400_050,
  average: 800_016.67,
  min: 50,
  max: 2_000_000,
};
const dollars: Summary = {
  currency: 'USD',
  count: 2,
  sum: 30_000,
  average: 15_000,
  min: 10_000,
  max: 20_000,
};
const pounds: Summary = { ...dollars, currency: 'GBP', count: 1 };

test('amounts in the organization’s currency come first, and each other currency stands apart', () => {
  expect(footerTexts('sum', [pounds, dollars, euros], inEuros)).toEqual(['€24,000.50', '£300.00', '$300.00']);
  expect(footerTexts('max', [euros, dollars], { currency: 'USD' })).toEqual(['$200.00', '€20,000.00']);
});

test('an average is rounded to the decimals of its currency, or to two', () => {
  expect(footerTexts('average', [euros], inEuros)).toEqual(['€8,000.17']);
  const { currency: _, ...numbers } = { ...euros, average: 3.141_59 };
  expect(footerTexts('average', [numbers], inEuros)).toEqual(['3.14']);
});

test('the number of values is one number over all currencies, and 0 without values', () => {
  expect(footerTexts('count', [euros, dollars, pounds], inEuros)).toEqual(['6']);
  expect(footerTexts('count', [], inEuros)).toEqual(['0']);
  expect(footerTexts('sum', [], inEuros)).toEqual([]);
});
