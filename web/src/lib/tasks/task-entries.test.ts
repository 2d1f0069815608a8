import { expect, onTestFinished, test } from 'vitest';
import type { Task } from '#contract/task.ts';
import { timeZone, useTimeZone } from '#lib/i18n/time-zone.svelte.ts';
import { taskEntry } from './task-entries.ts';

test('a task takes its duration or half an hour of a calendar, but ends with its day', () => {
  const before = timeZone();
  onTestFinished(() => useTimeZone(before));
  useTimeZone('Europe/Madrid');
  const minutesAt = (dueAt: string, durationMinutes?: number) =>
    taskEntry({ id: '1', title: 'Call', dueAt, durationMinutes } as Task, true).minutes;
  expect(minutesAt('2026-11-30T08:00:00.000Z')).toBe(30);
  expect(minutesAt('2026-11-30T22:30:00.000Z')).toBe(30);
  expect(minutesAt('2026-11-30T22:35:00.000Z')).toBe(25);
  expect(minutesAt('2026-11-30T22:50:00.000Z')).toBe(10);
  expect(minutesAt('2026-11-30T08:00:00.000Z', 60)).toBe(60);
  expect(minutesAt('2026-11-30T08:00:00.000Z', 0)).toBe(30);
  expect(minutesAt('2026-11-30T21:30:00.000Z', 120)).toBe(90);
  expect(minutesAt('2027-03-27T23:00:00.000Z', 1_440)).toBe(1_380);
});

test('a task is overdue from its due time until it is done', () => {
  const task = { id: '1', title: 'Call', dueAt: new Date(Date.now() - 1_000).toISOString() } as Task;
  expect(taskEntry(task, true).tone).toBe('overdue');
  expect(taskEntry({ ...task, doneAt: task.dueAt }, true).tone).toBe('done');
  expect(taskEntry({ ...task, dueAt: '2199-01-01T00:00:00.000Z' }, true).tone).toBe('normal');
});
