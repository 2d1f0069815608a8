import { expect, test } from 'vitest';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { movedReminder, snoozesOf } from './snooze.ts';

const madrid = 'Europe/Madrid';
const instant = (local: string, zone = madrid) => fromZoned(local, zone) ?? '';
/** The choices as local times. */
function choices(due: string, now: string, zone = madrid): Record<string, string> {
  const found = snoozesOf(instant(due, zone), new Date(instant(now, zone)), zone);
  return Object.fromEntries(found.map(({ name, dueAt }) => [name, toZoned(dueAt, zone)]));
}

test('what is due later is put off from its due time, at the same time of day', () => {
  // 30 November 2026 is a Monday.
  expect(choices('2026-12-03T16:30', '2026-11-30T10:00')).toEqual({
    hour: '2026-12-03T17:30',
    day: '2026-12-04T16:30',
    monday: '2026-12-07T16:30',
    week: '2026-12-10T16:30',
  });
});

test('what is overdue is put off from now, on other days to its time of day', () => {
  expect(choices('2026-11-20T16:30', '2026-12-01T10:02')).toEqual({
    hour: '2026-12-01T11:02',
    day: '2026-12-02T16:30',
    monday: '2026-12-07T16:30',
    week: '2026-12-08T16:30',
  });
  expect(snoozesOf('2026-11-20T09:00:00Z', new Date('2026-12-01T09:00:20Z'), madrid)[0]?.dueAt).toBe(
    '2026-12-01T10:01:00.000Z',
  );
});

test('no choice is offered twice, and an hour later only on the same day', () => {
  expect(Object.keys(choices('2026-12-06T12:00', '2026-12-06T10:00'))).toEqual(['hour', 'day', 'week']);
  expect(Object.keys(choices('2026-12-07T12:00', '2026-12-07T10:00'))).toEqual(['hour', 'day', 'week']);
  expect(Object.keys(choices('2026-12-01T23:30', '2026-12-01T10:00'))).toEqual(['day', 'monday', 'week']);
});

test('days are named from today only if they count from today', () => {
  const isFromToday = (due: string) =>
    snoozesOf(instant(due), new Date(instant('2026-12-01T10:00')), madrid).map((one) => one.isFromToday);
  expect(isFromToday('2026-11-20T12:00')).toEqual([true, true, true, true]);
  expect(isFromToday('2026-12-01T12:00')).toEqual([false, true, true, true]);
  expect(isFromToday('2026-12-03T12:00')).toEqual([false, false, false, false]);
});

test.each([
  [madrid, '2027-03-27T12:00', '2027-03-28T12:00', '2027-04-03T12:00'],
  [madrid, '2027-10-30T12:00', '2027-10-31T12:00', '2027-11-06T12:00'],
  ['America/Santiago', '2027-04-03T23:30', '2027-04-04T23:30', '2027-04-10T23:30'],
  ['America/Santiago', '2027-09-04T00:30', '2027-09-05T01:30', '2027-09-11T00:30'],
])('over a clock change in %s, %s becomes %s or %s', (zone, due, day, week) => {
  expect(choices(due, due.replace(/T.*/, 'T00:00'), zone)).toMatchObject({ day, week });
});

test('a reminder moves with the due time', () => {
  const moved = (due: string, remind: string, next: string) =>
    toZoned(movedReminder(instant(due), instant(remind), instant(next), madrid), madrid);
  expect(moved('2026-12-01T12:00', '2026-12-01T11:00', '2026-12-07T12:00')).toBe('2026-12-07T11:00');
  expect(moved('2026-12-01T12:00', '2026-12-01T12:00', '2026-12-07T12:00')).toBe('2026-12-07T12:00');
  // A day and more before, over both clock changes.
  expect(moved('2027-03-20T12:00', '2027-03-19T12:00', '2027-03-28T12:00')).toBe('2027-03-27T12:00');
  expect(moved('2027-03-28T12:00', '2027-03-26T11:30', '2027-04-04T12:00')).toBe('2027-04-02T11:30');
  expect(moved('2027-10-20T12:00', '2027-10-19T12:00', '2027-10-31T12:00')).toBe('2027-10-30T12:00');
  // An hour is an hour, also while the clock changes.
  expect(moved('2027-03-20T03:30', '2027-03-20T02:30', '2027-03-28T03:30')).toBe('2027-03-28T01:30');
  // A reminder after the due time stays after it.
  expect(moved('2026-12-01T12:00', '2026-12-01T13:00', '2026-12-02T12:00')).toBe('2026-12-02T13:00');
});
