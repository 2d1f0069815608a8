import '../../../tests/seeded.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schedules, workedBetween, workedMinutes } from './schedule-under-test.ts';
import { afterWorkingTime, workingTimeBetween, type Schedule } from './working-time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const yearStart = '2026-01-01T00:00:00.000Z';
const at = (minute: number): string => new Date(Date.parse(yearStart) + minute * minuteMs).toISOString();
const minuteOfYear = fc.nat({ max: 364 * 1_440 });
const worked = schedules.map((schedule) => ({ schedule, minutes: workedMinutes(schedule, yearStart, 367) }));

const office: Schedule = {
  timeZone: 'Europe/Madrid',
  hours: { days: { friday: [{ from: '09:00', to: '18:00' }], monday: [{ from: '09:00', to: '18:00' }] } },
};

test('time outside working hours, on free days and on holidays doesn’t count', () => {
  // From Friday, 17:00, to Monday, 10:30.
  const [from, to] = ['2026-11-20T16:00:00.000Z', '2026-11-23T09:30:00.000Z'];
  expect(workingTimeBetween(office, from, to)).toBe(2.5 * hourMs);
  expect(afterWorkingTime(office, from, 2.5 * hourMs)).toBe(to);
  const free = { ...office, hours: { ...office.hours, holidays: ['2026-11-23'] } };
  expect(workingTimeBetween(free, from, to)).toBe(hourMs);
  expect(afterWorkingTime(free, from, 2.5 * hourMs)).toBe('2026-11-27T09:30:00.000Z');
});

test('a night in which clocks change is an hour shorter or longer', () => {
  const nights = { ...office, hours: { days: { sunday: [{ from: '00:00', to: '06:00' }] } } };
  const between = (from: string, to: string) =>
    workingTimeBetween(nights, `${from}T20:00:00.000Z`, `${to}T20:00:00.000Z`) / hourMs;
  expect(between('2026-03-28', '2026-03-29')).toBe(5);
  expect(between('2026-10-24', '2026-10-25')).toBe(7);
  expect(between('2026-11-21', '2026-11-22')).toBe(6);
});

test('a duration that begins while nobody works ends in the next shift', () => {
  expect(afterWorkingTime(office, '2026-11-21T12:00:00.000Z', hourMs)).toBe('2026-11-23T09:00:00.000Z');
  expect(afterWorkingTime(office, '2026-11-21T12:00:00.000Z', 0)).toBe('2026-11-21T12:00:00.000Z');
});

test('a duration that doesn’t end within two years has no end', () => {
  expect(afterWorkingTime(office, yearStart, 10_000 * hourMs)).toBeUndefined();
});

test('working time equals a count of all minutes by what a clock shows, also when clocks change', () => {
  for (const { schedule, minutes } of worked) {
    fc.assert(
      fc.property(minuteOfYear, fc.nat({ max: 20 * 1_440 }), (start, length) => {
        const [from, to] = [at(start), at(Math.min(start + length, 365 * 1_440))];
        const time = workingTimeBetween(schedule, from, to) / minuteMs;
        expect([from, to, time]).toEqual([from, to, workedBetween(minutes, from, to)]);
      }),
    );
  }
});

test('the end of a duration is the first instant until which as much time was worked', () => {
  for (const { schedule } of worked) {
    fc.assert(
      fc.property(minuteOfYear, fc.integer({ min: 1, max: 3_000 }), (start, duration) => {
        const from = at(start);
        const end = afterWorkingTime(schedule, from, duration * minuteMs)!;
        const justBefore = new Date(Date.parse(end) - 1).toISOString();
        expect(workingTimeBetween(schedule, from, end)).toBe(duration * minuteMs);
        expect(workingTimeBetween(schedule, from, justBefore)).toBe(duration * minuteMs - 1);
      }),
    );
  }
});
