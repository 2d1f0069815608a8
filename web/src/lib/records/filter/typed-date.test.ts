import { expect, test } from 'vitest';
import { dateIn, spanIn } from './typed-date.ts';

test.each([
  ['en-US', '2026-03-31', '2026-03-31'],
  ['en-US', '3/31/2026', '2026-03-31'],
  ['en-GB', '31/3/2026', '2026-03-31'],
  ['es-ES', '31/3/2026', '2026-03-31'],
  ['es-ES', '31-03-2026', '2026-03-31'],
  ['en-US', 'Mar 31, 2026', '2026-03-31'],
  ['en-US', '31 march 2026', '2026-03-31'],
  ['es-ES', '3 de septiembre de 2026', '2026-09-03'],
  ['es-ES', '3 sept 2026', '2026-09-03'],
])('a date typed in the format of %s is read: %s', (locale, typed, day) => {
  expect(dateIn(locale, typed)).toBe(day);
});

test.each([
  '',
  'today',
  '2026-02-30',
  '31/3/2026',
  '3/31',
  '3/31/26',
  'foo 3 2026',
  '1 2 3 2026',
  '1000-01-01',
])('a text that isn’t an existing date is not read as one: %s', (typed) => {
  expect(dateIn('en-US', typed)).toBeUndefined();
});

test.each([
  ['en-US', 'June 2025', ['2025-06-01', '2025-06-30']],
  ['en-US', 'june', ['2026-06-01', '2026-06-30']],
  ['en-US', 'Nov', ['2026-11-01', '2026-11-30']],
  ['en-US', 'December', ['2025-12-01', '2025-12-31']],
  ['en-US', 'feb 2024', ['2024-02-01', '2024-02-29']],
  ['es-ES', 'junio de 2025', ['2025-06-01', '2025-06-30']],
  ['en-US', '2025', ['2025-01-01', '2025-12-31']],
  ['es-ES', 'sept', ['2026-09-01', '2026-09-30']],
])('in November 2026, a month or year typed in %s is its first and last day: %s', (locale, typed, days) => {
  expect(spanIn(locale, typed, '2026-11-23', true)).toEqual(days);
});

test('a month without a year is one of this year where days can be in the future', () => {
  expect(spanIn('en-US', 'December', '2026-11-23', false)).toEqual(['2026-12-01', '2026-12-31']);
});

test.each(['', 'ju', 'today', 'foo', 'June 25', 'June 1 2025', '1800', 'June 9999'])(
  'a text that is neither a month nor a year is not read as one: %s',
  (typed) => {
    expect(spanIn('en-US', typed, '2026-11-23', true)).toBeUndefined();
  },
);
