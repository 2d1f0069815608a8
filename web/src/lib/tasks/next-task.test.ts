import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { timeZone, useTimeZone } from '#lib/i18n/time-zone.svelte.ts';
import { nextTask, usualDue } from './next-task.ts';

const zone = 'America/Bogota';
const zoneBefore = timeZone();
const about = { recordType: 'lead', recordId: 'l-1' };
beforeEach(() => {
  useTimeZone(zone);
  vi.useFakeTimers({ now: new Date('2026-12-04T15:00:00-05:00') });
});
afterAll(() => {
  vi.useRealTimers();
  useTimeZone(zoneBefore);
});

test('a task without a day is due at nine on the next working day', () => {
  const days = ['03', '04', '05', '06', '07'].map((day) =>
    usualDue(new Date(`2026-12-${day}T15:00:00-05:00`), zone),
  );
  expect(days).toEqual([
    '2026-12-04T09:00',
    '2026-12-07T09:00',
    '2026-12-07T09:00',
    '2026-12-07T09:00',
    '2026-12-08T09:00',
  ]);
  expect(nextTask({ text: ' Send the offer ', isLiteral: false }, about, 'm-1', zone)).toEqual({
    title: 'Send the offer',
    dueAt: '2026-12-07T14:00:00.000Z',
    priority: 'normal',
    assigneeId: 'm-1',
    ...about,
  });
});

test('a day in the line is taken out of the title, unless its words are meant', () => {
  const text = 'call tomorrow 10:30';
  expect(nextTask({ text, isLiteral: false }, about, 'm-1', zone)).toMatchObject({
    title: 'call',
    dueAt: '2026-12-05T15:30:00.000Z',
  });
  expect(nextTask({ text, isLiteral: true }, about, 'm-1', zone)).toMatchObject({
    title: text,
    dueAt: '2026-12-07T14:00:00.000Z',
  });
});

test('only the type and the id of the record are sent', () => {
  const record = { ...about, orgId: 'o-1' };
  expect(nextTask({ text: 'x', isLiteral: true }, record, 'm-1', zone)).not.toHaveProperty('orgId');
});
