import { expect, test } from 'vitest';
import type { CalendarEntry } from './entry.ts';
import { HourScale } from './hour-scale.ts';
import { blocksOf } from './lanes.ts';

const day = '2026-11-30';
const scale = new HourScale([day], 'UTC');

/** The blocks of entries from a local time for some minutes, as `lane+width/lanes` by ID. */
function placesOf(times: Record<string, readonly [time: string, minutes: number]>): Record<string, string> {
  const entries = Object.entries(times).map(([id, [time, minutes]]): CalendarEntry => {
    const start = Date.parse(`${day}T${time}Z`);
    return { id, title: id, start, minutes, tone: 'normal', mayMove: true };
  });
  const blocks = blocksOf(entries, day, scale);
  return Object.fromEntries(
    blocks.map(({ entry, lane, width, lanes }) => [entry.id, `${lane}+${width}/${lanes}`]),
  );
}

test('entries that overlap are side by side, and those that only touch are not', () => {
  expect(placesOf({ a: ['09:00', 30], b: ['09:15', 30], c: ['09:45', 30], d: ['10:15', 30] })).toEqual({
    a: '0+1/2',
    b: '1+1/2',
    c: '0+1/1',
    d: '0+1/1',
  });
});

test('a free lane is used again, and an entry is as wide as the lanes that are free beside it', () => {
  const times = { long: ['09:00', 120], a: ['09:00', 30], b: ['09:15', 30], c: ['10:00', 30] } as const;
  expect(placesOf(times)).toEqual({ long: '0+1/3', a: '1+1/3', b: '2+1/3', c: '1+2/3' });
});

test('an entry of a few minutes takes the room of a line of text, also at the end of the day', () => {
  expect(placesOf({ a: ['09:00', 5], b: ['09:15', 5] })).toEqual({ a: '0+1/2', b: '1+1/2' });
  const [block] = blocksOf(
    [{ id: 'a', title: 'a', start: Date.parse(`${day}T23:55Z`), minutes: 5, tone: 'done', mayMove: false }],
    day,
    scale,
  );
  expect([block?.from, block?.to]).toEqual([1_410, 1_440]);
});
