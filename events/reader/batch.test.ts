import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { handleEach, handleTogether } from './batch.ts';

const entries = ['a', 'b', 'c', 'd', 'e'];

test('entries that fail don’t stop the others and are returned in order', async () => {
  const handled: string[] = [];
  const last = Promise.withResolvers<undefined>();
  const failures = await handleEach(entries, 2, async (entry) => {
    if (entry === 'e') last.resolve(undefined);
    await (entry === 'b' ? last.promise : sleep(1));
    if (entry === 'b' || entry === 'd') throw new Error(entry);
    handled.push(entry);
  });
  expect(handled.sort()).toEqual(['a', 'c', 'e']);
  expect(failures).toEqual([
    { entry: 'b', error: new Error('b') },
    { entry: 'd', error: new Error('d') },
  ]);
});

test('no more entries than lanes are handled at a time', async () => {
  for (const [lanes, expected] of [
    [1, 1],
    [2, 2],
    [Infinity, 5],
  ] as const) {
    let now = 0;
    let most = 0;
    await handleEach(entries, lanes, async () => {
      most = Math.max(most, (now += 1));
      await sleep(5);
      now -= 1;
    });
    expect([lanes, most]).toEqual([lanes, expected]);
  }
});

test('a group that fails is handled one by one, and only entries that fail alone are returned', async () => {
  const calls: string[] = [];
  const failures = await handleTogether(entries, 2, (group) => {
    calls.push(group.join(''));
    return group.includes('c') ? Promise.reject(new Error('c')) : Promise.resolve();
  });
  expect(calls).toEqual(['ab', 'cd', 'c', 'd', 'e']);
  expect(failures).toEqual([{ entry: 'c', error: new Error('c') }]);
});
