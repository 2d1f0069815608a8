import { expect, test } from 'vitest';
import { prefixIn, repeatedSeries } from './series.ts';

const of = (id: string, prefix: string) => ({ id, prefix });

test('the year stands in a prefix wherever it is named', () => {
  expect(prefixIn('F{year}-', '2026')).toBe('F2026-');
  expect(prefixIn('{year}/A{year}-', '2026')).toBe('2026/A2026-');
});

test.each([
  ['two that differ', [of('a', 'F{year}-')], [of('b', 'R{year}-')], undefined],
  [
    'the same prefix of invoices and credit notes',
    [of('a', 'F-')],
    [of('b', 'F-')],
    '/creditSeries/0/prefix F-',
  ],
  [
    'the same prefix in one year',
    [of('a', 'F{year}-'), of('b', 'F2031-')],
    [],
    '/invoiceSeries/1/prefix F{year}-',
  ],
  [
    'a year at different places',
    [of('a', '{year}2026')],
    [of('b', '2026{year}')],
    '/creditSeries/0/prefix {year}2026',
  ],
  ['prefixes that differ by digits', [of('a', 'F')], [of('b', 'F1')], '/creditSeries/0/prefix F'],
  [
    'a prefix and the same with a year',
    [of('a', 'F{year}'), of('b', 'F')],
    [],
    '/invoiceSeries/1/prefix F{year}',
  ],
  ['digits before another character', [of('a', 'F')], [of('b', 'F1-')], undefined],
  ['the same counter', [of('a', 'F-')], [of('a', 'R-')], '/creditSeries/0/id'],
])('%s are told apart, and the other series is named', (_, invoiceSeries, creditSeries, repeated) => {
  const found = repeatedSeries({ invoiceSeries, creditSeries });
  expect(found && [found.pointer, found.series].filter(Boolean).join(' ')).toBe(repeated);
});
