import { expect, test } from 'vitest';
import type { Note } from '#contract/note.ts';
import type { Change } from '#contract/record-operations.ts';
import { mergeTimeline } from './timeline.ts';

const note = (at: string): Note => ({
  id: at,
  version: 1,
  body: at,
  pinned: false,
  authorId: 'a',
  createdAt: at,
});
const change = (at: string): Change => ({ id: at, version: 1, action: 'updated', at, actorId: 'a' });
const all = <T>(items: T[]) => ({ items, hasMore: false });
const some = <T>(items: T[]) => ({ items, hasMore: true });
const times = (entries: { at: string }[]) => entries.map((entry) => entry.at);

test('notes and changes stand in one stream, newest first', () => {
  expect(times(mergeTimeline(all([note('5'), note('2')]), all([change('4'), change('1')])))).toEqual([
    '5',
    '4',
    '2',
    '1',
  ]);
});

test('nothing is shown before an entry that may still be unread', () => {
  expect(times(mergeTimeline(some([note('5'), note('3')]), all([change('4'), change('1')])))).toEqual([
    '5',
    '4',
    '3',
  ]);
});
