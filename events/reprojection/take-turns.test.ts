import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

test('a task that uses all its time or fails leaves the others an even share', async () => {
  const shares: number[] = [];
  const busy = async (until: number) => {
    shares.push(until - Date.now());
    await sleep(until - Date.now());
  };
  const failing = () => Promise.reject(new Error('no luck'));
  const done = takeTurns([busy, failing, busy, busy], 1.2);
  await expect(done).rejects.toThrow('no luck');
  expect(shares).toHaveLength(3);
  expect(shares[0]).toBeLessThanOrEqual(300);
  // Time that the failing task left over is shared among the tasks after it.
  for (const share of shares.slice(1)) expect(share).toBeGreaterThan(100);
});

test('tasks with nothing to do leave their time to later ones', async () => {
  let share = 0;
  const idle = () => Promise.resolve();
  await takeTurns([idle, idle, (until) => Promise.resolve(void (share = until - Date.now()))], 10);
  expect(share).toBeGreaterThan(9_000);
});

test('a task that takes longer than all of the time keeps later ones from beginning, and the first one always begins', async () => {
  const begun: string[] = [];
  const task = (name: string, milliseconds: number) => async () => {
    begun.push(name);
    await sleep(milliseconds);
  };
  await takeTurns([task('first', 0), task('long', 60), task('late', 0)], 0.05);
  await takeTurns([task('only', 0), task('later', 0)], -1);
  expect(begun).toEqual(['first', 'long', 'only']);
});
