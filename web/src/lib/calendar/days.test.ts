import { expect, test } from 'vitest';
import { plusMonths, spanOf, weekOf, weeksOfMonth } from './month.ts';

test('a month is shown in whole weeks starting on Monday', () => {
  const weeks = weeksOfMonth('2026-11-20');
  expect(weeks.map((week) => week[0])).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
  expect(weekOf('2026-11-22').at(-1)).toBe('2026-11-22');
});

test('a month after the 31st is the last day of a shorter month', () => {
  expect(plusMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(plusMonths('2026-12-05', 1)).toBe('2027-01-05');
  expect(plusMonths('2026-01-05', -1)).toBe('2025-12-05');
});

test('a span starts and ends with days of the time zone, also when clocks change', () => {
  expect(spanOf('2026-10-25', '2026-10-25', 'Europe/Madrid')).toEqual({
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  });
});
