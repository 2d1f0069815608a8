import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dayName } from './day-name.ts';
import { addDays, addMonths, daysBetween, mondayOf, movedByDays, weekdayOf } from './days.ts';
import { formatAgo, formatDue, formatUntil } from './format.ts';
import { useTexts } from './i18n.svelte.ts';
import { timeZone, useTimeZone } from './time-zone.svelte.ts';
import { fromZoned } from './zoned-time.ts';

const zoneBefore = timeZone();
afterAll(() => {
  vi.useRealTimers();
  useTimeZone(zoneBefore);
});

test('dates are counted without regard to clocks, over months and leap days', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2027-03-28', -1)).toBe('2027-03-27');
  expect([weekdayOf('2026-11-30'), weekdayOf('2026-12-06')]).toEqual([1, 7]);
  expect([mondayOf('2026-11-30'), mondayOf('2026-12-06')]).toEqual(['2026-11-30', '2026-11-30']);
});

test('an instant that is moved by days keeps its local time and its seconds', () => {
  expect(movedByDays('2026-11-20T09:00:30.250Z', 1, 'Europe/Madrid')).toBe('2026-11-21T09:00:30.250Z');
  expect(movedByDays('1969-12-31T09:00:30.000Z', -1, 'UTC')).toBe('1969-12-30T09:00:30.000Z');
});

/** Clock changes: the last day before each, and whether its day is short (23 hours) or long (25). */
const changes = [
  { zone: 'Europe/Madrid', before: '2027-03-27', length: 23 },
  { zone: 'Europe/Madrid', before: '2027-10-30', length: 25 },
  { zone: 'America/Santiago', before: '2027-04-03', length: 25 },
  { zone: 'America/Santiago', before: '2027-09-04', length: 23 },
];

describe.each(changes)('in $zone, after $before, a day of $length hours', ({ zone, before, length }) => {
  const after = addDays(before, 1);
  const next = addDays(after, 1);
  const at = (date: string, time: string) => fromZoned(`${date}T${time}`, zone) ?? '';
  beforeEach(() => useTimeZone(zone));

  test('the next day at the same local time isn’t 24 hours away', () => {
    const hours = (Date.parse(at(after, '12:00')) - Date.parse(at(before, '12:00'))) / 3_600_000;
    expect(hours).toBe(length);
    for (const time of ['01:10', '12:00', '22:40']) {
      expect(movedByDays(at(before, time), 1, zone)).toBe(at(after, time));
      expect(movedByDays(at(next, time), -2, zone)).toBe(at(before, time));
    }
  });

  test('a deal of two days ago is two days old at the same time of day', () => {
    for (const time of ['01:30', '12:00', '23:30'])
      expect(daysBetween(at(before, time), at(next, time), zone)).toBe(2);
    expect(daysBetween(at(before, '12:00'), at(next, '11:59'), zone)).toBe(1);
  });

  test('yesterday, tomorrow and what is due on these days follow the calendar', async () => {
    await useTexts('dailyWork');
    for (const time of ['00:30', '01:30', '12:00', '23:30']) {
      for (const [date, other] of [
        [before, after],
        [after, next],
      ] as const) {
        const now = new Date(at(date, time));
        expect([date, time, formatAgo(at(other, '23:50'), now)]).toEqual([date, time, 'tomorrow']);
        expect([date, time, formatAgo(at(addDays(date, -1), '00:10'), now)]).toEqual([
          date,
          time,
          'yesterday',
        ]);
        expect(formatDue(at(other, '12:00'), now)).toContain('12:00');
        expect(formatDue(at(addDays(date, 2), '12:00'), now)).not.toContain('12:00');
        expect(formatUntil(at(addDays(date, 3), time), now)).toBe('in 3 days');
        vi.setSystemTime(new Date(at(other, time)));
        expect([other, time, dayName(date)]).toEqual([other, time, 'Yesterday']);
        vi.useRealTimers();
      }
    }
  });
});

test('a month after the 31st is the last day of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-12-05', 1)).toBe('2027-01-05');
  expect(addMonths('2026-01-05', -1)).toBe('2025-12-05');
});
