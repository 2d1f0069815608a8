import { expect, test } from 'vitest';
import { fromZoned, toZoned } from './zoned-time.ts';

test('what the clocks of a zone show becomes an instant and back', () => {
  expect(fromZoned('2026-11-20T16:30', 'Europe/Madrid')).toBe('2026-11-20T15:30:00.000Z');
  expect(fromZoned('2026-07-01T00:00', 'America/Bogota')).toBe('2026-07-01T05:00:00.000Z');
  expect(toZoned('2026-11-20T15:30:00Z', 'Europe/Madrid')).toBe('2026-11-20T16:30');
});

test('an hour that the clocks show twice is the first, one that they leave out the one after', () => {
  expect(fromZoned('2026-10-25T02:30', 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z');
  expect(fromZoned('2026-03-29T02:30', 'Europe/Madrid')).toBe('2026-03-29T01:30:00.000Z');
});

test('what is no time gives nothing', () => {
  expect(fromZoned('', 'Europe/Madrid')).toBeUndefined();
});
