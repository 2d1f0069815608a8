import { expect, test } from 'vitest';
import { workTime } from './work-time.ts';

test('work finished in time counts as complete, even if it is checked later', () => {
  let now = 0;
  const time = workTime(2, () => now);
  expect(time.isOver()).toBe(false);
  now = 60_000;
  expect(time.ranOut()).toBe(false);
});

test('stopped work is not complete', () => {
  let now = 0;
  const time = workTime(2, () => now);
  now = 2_001;
  expect(time.isOver()).toBe(true);
  expect(time.ranOut()).toBe(true);
});
