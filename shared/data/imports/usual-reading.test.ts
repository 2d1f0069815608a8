import { expect, test } from 'vitest';
import { countryCodes } from '#contract/country.ts';
import { usualIn } from './usual-reading.ts';

test('every country has a usual order and mark', () => {
  for (const country of countryCodes) {
    const { dateOrder, decimalMark } = usualIn(country);
    expect(`${dateOrder} ${decimalMark}`).toMatch(/^(?:dmy|mdy|ymd) [.,]$/);
  }
});

test.each([
  ['US', 'mdy', '.'],
  ['ES', 'dmy', ','],
  ['MX', 'dmy', '.'],
  ['AR', 'dmy', ','],
])('in %s they are %s and %s', (country, dateOrder, decimalMark) => {
  expect(usualIn(country)).toEqual({ dateOrder, decimalMark });
});
