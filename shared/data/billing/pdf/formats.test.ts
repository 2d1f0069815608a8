import { expect, test } from 'vitest';
import { languageOf } from '#contract/document-language.ts';
import { formatsFor, paperOf } from './formats.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  ['es', 'ES', 'EUR', 123_456, '1.234,56 €'],
  ['es', 'CO', 'COP', 123_456_789, '$ 1.234.567,89'],
  ['es', 'CO', 'COP', 123_456_700, '$ 1.234.567'],
  ['es', 'CO', 'USD', 123_456, 'US$ 1.234,56'],
  ['es', 'CL', 'CLP', 1_234_567, '$1.234.567'],
  ['es', 'ES', 'JPY', 1_234, '1.234 JPY'],
  ['es', 'ES', 'KWD', 1_234_567, '1.234,567 KWD'],
  ['es', 'CR', 'CRC', 123_456, 'CRC 1 234,56'],
  ['en', 'US', 'USD', -123_456, '-$1,234.56'],
  ['en', 'ES', 'EUR', 123_456, '€1,234.56'],
] as const)('in %s for %s, %s %i is %s', (language, country, currency, minor, expected) => {
  expect(plain(formatsFor(language, country, currency, [minor]).money(minor))).toBe(expected);
});

test('amounts of a document have cents together, in currencies that people write without them', () => {
  const { amount, plainPrice } = formatsFor('es', 'CO', 'COP', [100_000, 250]);
  expect([100_000, 250].map(amount)).toEqual(['1.000,00', '2,50']);
  expect(plainPrice({ unitPriceMinor: 1, unitPrice: '0.0125' })).toBe('0,0125');
  const whole = formatsFor('es', 'CO', 'COP', [100_000, 200]);
  expect([100_000, 200].map(whole.amount)).toEqual(['1.000', '2']);
  expect(formatsFor('es', 'ES', 'EUR', [100_000]).amount(100_000)).toBe('1.000,00');
});

test('the rates of a column have the same number of decimals', () => {
  const { percent } = formatsFor('en', 'US', 'USD', []);
  expect([21, 5.2].map((rate) => percent(rate, 1))).toEqual(['21.0%', '5.2%']);
  expect(percent(9.975)).toBe('9.975%');
});

test('amounts beyond the precision of a fraction are exact', () => {
  const { amount } = formatsFor('en', 'US', 'USD', []);
  expect(amount(Number.MAX_SAFE_INTEGER)).toBe('90,071,992,547,409.91');
});

test('no number contains a character that the fonts lack', () => {
  for (const country of ['AR', 'BO', 'CL', 'CO', 'CR', 'ES', 'MX', 'PE', 'PY', 'UY', 'VE'])
    for (const currency of ['CRC', 'PYG', 'THB', 'UAH', 'GEL', 'ILS', 'INR'])
      expect(formatsFor('es', country, currency, []).money(123_456)).not.toMatch(/[\u202f₡₲฿₴₾]/);
});

test('dates are written as usual in the language, whatever the time zone of the machine is', () => {
  expect(formatsFor('es', 'ES', 'EUR', []).date('2026-03-31')).toBe('31/03/2026');
  expect(formatsFor('en', 'US', 'USD', []).date('2026-03-31')).toBe('Mar 31, 2026');
  expect(formatsFor('en', 'GB', 'GBP', []).date('2026-03-31')).toBe('31 Mar 2026');
});

test('percentages have up to three decimals, quantities up to four', () => {
  const { percent, quantity } = formatsFor('es', 'ES', 'EUR', []);
  expect([plain(percent(5.125)), plain(percent(21)), quantity(1_234.5678)]).toEqual([
    '5,125 %',
    '21 %',
    '1.234,5678',
  ]);
});

test('Spanish is for countries that do business in it, and Letter for those that print on it', () => {
  expect(['ES', 'CO', 'US', 'BR'].map(languageOf)).toEqual(['es', 'es', 'en', 'en']);
  expect([paperOf('CO'), paperOf('ES'), paperOf(undefined)]).toEqual(['LETTER', 'A4', 'A4']);
});
