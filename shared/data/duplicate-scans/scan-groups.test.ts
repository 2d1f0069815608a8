import { expect, test } from 'vitest';
import { placedGroups } from './scan-groups.ts';

const line = (...ids: string[]) => `${JSON.stringify({ ids })}\n`;

test('groups are read with the place after each of them, and an incomplete last line is left out', () => {
  const first = line('a', 'b');
  const second = line('c', 'd', 'e');
  const bytes = Buffer.from(first + second + line('f', 'g').slice(0, -4));
  const from = 100;
  expect(placedGroups(bytes, from)).toEqual([
    { ids: ['a', 'b'], end: from + first.length },
    { ids: ['c', 'd', 'e'], end: from + first.length + second.length },
  ]);
});

test('nothing is read of no bytes', () => {
  expect(placedGroups(Buffer.alloc(0), 0)).toEqual([]);
});
