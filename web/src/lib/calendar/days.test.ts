import { expect, test } from 'vitest';
import { moveDays, spanOf, stepFrom, weekOf, weeksOfMonth, weeksShown } from './days.ts';

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

test('a span starts and ends with days of the time zone, also when clocks change', () => {
  expect(spanOf('2026-10-25', '2026-10-25', 'Europe/Madrid')).toEqual({
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  });
});

test('a moment that is moved by days keeps its local time and its seconds, also when clocks change', () => {
  const move = (moment: string, days: number) =>
    new Date(moveDays(Date.parse(moment), days, 'Europe/Madrid')).toISOString();
  expect(move('2026-10-24T08:00:30.000Z', 1)).toBe('2026-10-25T09:00:30.000Z');
  expect(move('2026-10-25T09:00:30.000Z', -7)).toBe('2026-10-18T08:00:30.000Z');
  // Clocks skip 2:30, so it becomes 3:30.
  expect(move('2026-03-28T01:30:00.000Z', 1)).toBe('2026-03-29T01:30:00.000Z');
});

test('a step leads to what comes after what is shown', () => {
  for (const span of ['day', 'week', 'agenda'] as const) {
    const last = weeksShown(span, '2026-11-30').flat().at(-1);
    expect(weeksShown(span, stepFrom(span, '2026-11-30', 1)).flat()[0]! > last!).toBe(true);
    expect(stepFrom(span, stepFrom(span, '2026-11-30', 1), -1)).toBe('2026-11-30');
  }
  expect(stepFrom('month', '2026-11-30', 1)).toBe('2026-12-30');
});
