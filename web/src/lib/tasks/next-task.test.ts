import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Status } from '#contract/status.ts';
import { timeZone, useTimeZone } from '#lib/i18n/time-zone.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';
import { nextTask, usualDue } from './next-task.ts';

const zone = 'America/Bogota';
const zoneBefore = timeZone();
const about = { recordType: 'lead', recordId: 'l-1' };
const entry = (id: string, meaning: string, rest: Partial<Status> = {}) =>
  ({ id, name: id, meaning, ...rest }) as Status;
const withKinds = (...activityKinds: Status[]) =>
  ({ me: { id: 'm-1' }, organization: { activityKinds } }) as unknown as Workspace;
const workspace = withKinds(entry('call', 'call'), entry('task', 'task', { isDefault: true }));
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
  expect(nextTask({ text: ' Send the offer ', isLiteral: false }, about, workspace, zone)).toEqual({
    title: 'Send the offer',
    dueAt: '2026-12-07T14:00:00.000Z',
    kindId: 'task',
    priority: 'normal',
    assigneeId: 'm-1',
    ...about,
  });
});

test('a day in the line is taken out of the title, unless its words are meant', () => {
  const text = 'call tomorrow 10:30';
  expect(nextTask({ text, isLiteral: false }, about, workspace, zone)).toMatchObject({
    title: 'call',
    dueAt: '2026-12-05T15:30:00.000Z',
  });
  expect(nextTask({ text, isLiteral: true }, about, workspace, zone)).toMatchObject({
    title: text,
    dueAt: '2026-12-07T14:00:00.000Z',
  });
});

test('only the type and the id of the record are sent', () => {
  const record = { ...about, orgId: 'o-1' };
  expect(nextTask({ text: 'x', isLiteral: true }, record, workspace, zone)).not.toHaveProperty('orgId');
});

test('what the line plans is the type of the task, unless its words are meant, whether it names a day or not', () => {
  const kindOf = (text: string, isLiteral = false) =>
    nextTask({ text, isLiteral }, about, workspace, zone).kindId;
  expect([kindOf('call tue 10'), kindOf('llamar mar 10'), kindOf('call Ana')]).toEqual([
    'call',
    'call',
    'call',
  ]);
  expect([kindOf('call tue 10', true), kindOf('Recall Ana')]).toEqual(['task', 'task']);
});

test('the type is the organization’s first one in use with that meaning, or its default one', () => {
  const kindIn = (...kinds: Status[]) =>
    nextTask({ text: 'meeting fri', isLiteral: false }, about, withKinds(...kinds), zone).kindId;
  const retired = entry('meeting', 'meeting', { retired: true });
  const [showing, visit] = [entry('e-1', 'meeting'), entry('e-2', 'meeting')];
  expect(kindIn(retired, showing, visit)).toBe('e-1');
  expect(kindIn(showing, { ...visit, isDefault: true })).toBe('e-2');
});
