import { expect, test } from 'vitest';
import { fromZoned, toZoned } from './zoned-time.ts';

test('local times convert to instants and back', () => {
  expect(fromZoned('2026-11-20T16:30', 'Europe/Madrid')).toBe('2026-11-20T15:30:00.000Z');
  expect(fromZoned('2026-07-01T00:00', 'America/Bogota')).toBe('2026-07-01T05:00:00.000Z');
  expect(toZoned('2026-11-20T15:30:00Z', 'Europe/Madrid')).toBe('2026-11-20T16:30');
});

test('a repeated hour means the first one, and a skipped hour the one after', () => {
  expect(fromZoned('2026-10-25T02:30', 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z');
  expect(fromZoned('2026-03-29T02:30', 'Europe/Madrid')).toBe('2026-03-29T01:30:00.000Z');
});

test('an invalid time gives nothing', () => {
  expect(fromZoned('', 'Europe/Madrid')).toBeUndefined();
});
