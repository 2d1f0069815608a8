import { expect, test } from 'vitest';
import { dueOf, dueOn } from './due-time.ts';

const zone = 'Europe/Madrid';
const at = (local: string) => new Date(`${local}+01:00`);

test('without a time, a task is due at nine, and today at the next full hour', () => {
  expect(dueOn('2026-12-02', at('2026-12-01T10:20'), zone)).toBe('2026-12-02T09:00');
  expect(dueOn('2026-12-01', at('2026-12-01T10:20'), zone)).toBe('2026-12-01T11:00');
  expect(dueOn('2026-12-01', at('2026-12-01T23:20'), zone)).toBe('2026-12-01T23:59');
});

test('a named time is kept, and a day without one has the default time', () => {
  const now = at('2026-12-01T10:20');
  expect(dueOf({ title: '', day: '2026-12-02', time: '16:45' }, now, zone)).toBe('2026-12-02T16:45');
  expect(dueOf({ title: '', day: '2026-12-02' }, now, zone)).toBe('2026-12-02T09:00');
});
