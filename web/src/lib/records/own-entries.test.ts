import { expect, test } from 'vitest';
import type { TimelineEntry } from '#contract/timeline.ts';
import { withOwnEntries, type TimelinePage } from './own-entries.ts';

const entry = (id: string, at: string, rest: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id,
  kind: 'note',
  at,
  action: 'created',
  ...rest,
});
const now = Date.parse('2026-11-20T12:00:00Z');
const page: TimelinePage = {
  upcoming: [],
  items: [entry('b', '2026-11-20T10:00:00Z'), entry('a', '2026-11-19T10:00:00Z')],
};
const idsOf = (list: TimelineEntry[]) => list.map(({ id }) => id).join('');

test('new entries appear at their time, and deleted ones are gone', () => {
  const written = [{ id: 'c', entry: entry('c', '2026-11-20T11:59:00Z'), at: now }];
  expect(idsOf(withOwnEntries(page, written, { kind: undefined, isFirst: true }, now).items)).toBe('cba');
  const deleted = [{ id: 'b', entry: undefined, at: now }];
  expect(idsOf(withOwnEntries(page, deleted, { kind: undefined, isFirst: true }, now).items)).toBe('a');
});

test('a new entry is above those of the same time whose ids are lower, as after a reload', () => {
  const written = (id: string) => [{ id, entry: entry(id, '2026-11-20T10:00:00Z'), at: now }];
  const shown = (id: string) => withOwnEntries(page, written(id), { kind: undefined, isFirst: true }, now);
  expect(idsOf(shown('c').items)).toBe('cba');
  expect(idsOf(shown('A').items)).toBe('bAa');
});

test('upcoming entries come first, the nearest on top, and other kinds are filtered out', () => {
  const planned = [
    { id: 't', entry: entry('t', '2026-11-18T09:00:00Z', { kind: 'task', action: 'open' }), at: now },
    { id: 'm', entry: entry('m', '2026-11-24T09:00:00Z', { kind: 'activity' }), at: now },
  ];
  const all = withOwnEntries(page, planned, { kind: undefined, isFirst: true }, now);
  expect(idsOf(all.upcoming)).toBe('tm');
  expect(idsOf(withOwnEntries(page, planned, { kind: 'task', isFirst: true }, now).upcoming)).toBe('t');
});

test('a new record is not added to a later page', () => {
  const written = [{ id: 'c', entry: entry('c', '2026-11-20T11:59:00Z'), at: now }];
  expect(idsOf(withOwnEntries(page, written, { kind: undefined, isFirst: false }, now).items)).toBe('ba');
});
