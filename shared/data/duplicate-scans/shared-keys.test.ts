import { expect, test } from 'vitest';
import { sharedKeys } from './shared-keys.ts';

test('each record meets the later ones that share a key with it, once', async () => {
  const keys = sharedKeys();
  keys.add([
    [0, ['email:a', 'phone:1']],
    [1, ['email:b']],
    [2, ['email:a', 'phone:1']],
  ]);
  keys.add([[3, ['phone:1', 'phone:1']]]);
  expect(await keys.dropUnusable(50)).toBe(0);
  expect([0, 1, 2, 3].map((record) => keys.laterPartners(record).sort())).toEqual([[2, 3], [], [3], []]);
  keys.close();
});

test('records that only share a key of too many records don’t meet, and such keys are counted', async () => {
  const keys = sharedKeys();
  keys.add([0, 1, 2].map((record) => [record, ['common', record < 2 ? 'rare' : 'alone']]));
  expect(await keys.dropUnusable(2)).toBe(1);
  expect([0, 1, 2].map((record) => keys.laterPartners(record))).toEqual([[1], [], []]);
  keys.close();
});

test('other work goes on while keys are left out', async () => {
  const keys = sharedKeys();
  keys.add([
    [0, ['email:a']],
    [1, ['email:a']],
  ]);
  let turns = 0;
  const beat = setInterval(() => (turns += 1), 0);
  await keys.dropUnusable(50);
  clearInterval(beat);
  expect(turns).toBeGreaterThan(0);
  keys.close();
});
