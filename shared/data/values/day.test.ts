import { expect, test } from 'vitest';
import { dayOf, instantOf, localTimeIn, startOfDay } from './day.ts';

test('a day starts at midnight of the time zone, in summer and winter', () => {
  expect(startOfDay('UTC', '2026-11-20')).toBe('2026-11-20T00:00:00.000Z');
  expect(startOfDay('America/Bogota', '2026-11-20')).toBe('2026-11-20T05:00:00.000Z');
  expect(startOfDay('Europe/Madrid', '2026-07-01')).toBe('2026-06-30T22:00:00.000Z');
  expect(startOfDay('Pacific/Apia', '2026-11-20')).toBe('2026-11-19T11:00:00.000Z');
  expect(startOfDay('Asia/Kolkata', '2026-11-20')).toBe('2026-11-19T18:30:00.000Z');
});

test('a day whose midnight is skipped starts an hour later', () => {
  expect(startOfDay('America/Santiago', '2026-09-06')).toBe('2026-09-06T04:00:00.000Z');
});

test('days follow each other without gaps, also when clocks change', () => {
  for (const timeZone of ['Europe/Madrid', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe', 'UTC']) {
    for (let day = 0; day < 730; day += 1) {
      const noon = new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString();
      const { start, end } = dayOf(timeZone, noon);
      const hours = (Date.parse(end) - Date.parse(start)) / 3_600_000;
      expect([timeZone, noon, start <= noon && noon < end && hours >= 23 && hours <= 25]).toEqual([
        timeZone,
        noon,
        true,
      ]);
      expect(dayOf(timeZone, end).start).toBe(end);
    }
  }
});

test('a local time is the instant at which clocks in the time zone show it', () => {
  expect(instantOf('UTC', '2026-03-31T09:30:00.000')).toBe('2026-03-31T09:30:00.000Z');
  expect(instantOf('America/Bogota', '2026-03-31T09:30:00.000')).toBe('2026-03-31T14:30:00.000Z');
  expect(instantOf('Europe/Madrid', '2026-07-01T09:30:15.250')).toBe('2026-07-01T07:30:15.250Z');
  expect(instantOf('Europe/Madrid', '2026-03-31T00:00:00.000')).toBe('2026-03-30T22:00:00.000Z');
});

test('a local time that clocks repeat is the first one, and one that they skip moves forward', () => {
  expect(instantOf('Europe/Madrid', '2026-10-25T02:30:00.000')).toBe('2026-10-25T00:30:00.000Z');
  expect(instantOf('Europe/Madrid', '2026-03-29T02:30:00.000')).toBe('2026-03-29T01:30:00.000Z');
  expect(instantOf('America/Santiago', '2026-09-06T00:00:00.000')).toBe('2026-09-06T04:00:00.000Z');
});

test('the local time of an instant is what clocks in the time zone show, in summer and winter', () => {
  expect(localTimeIn('UTC', '2026-03-31T09:30:00.250Z')).toBe('2026-03-31T09:30:00.250');
  expect(localTimeIn('America/Bogota', '2026-03-31T02:30:00.000Z')).toBe('2026-03-30T21:30:00.000');
  expect(localTimeIn('Europe/Madrid', '2026-07-01T22:30:00.000Z')).toBe('2026-07-02T00:30:00.000');
  expect(localTimeIn('Europe/Madrid', '2026-12-01T22:30:00.000Z')).toBe('2026-12-01T23:30:00.000');
});
