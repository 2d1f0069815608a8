import { expect, test } from 'vitest';
import { paceOf } from './pace.ts';

const createdAt = '2026-03-01T10:00:00.000Z';
const after = (seconds: number) => Date.parse(createdAt) + seconds * 1000;

test('the pace counts rows that failed, until the end of the job', () => {
  expect(paceOf({ createdAt, done: 900, failed: 100 }, after(10))).toBe(100);
  const ended = { createdAt, finishedAt: new Date(after(4)).toISOString(), done: 1000, failed: 0 };
  expect(paceOf(ended, after(3_600))).toBe(250);
});

test('no pace is shown before there is enough to tell', () => {
  expect(paceOf({ createdAt, done: 50, failed: 0 }, after(1))).toBeUndefined();
  expect(paceOf({ createdAt, done: 0, failed: 0 }, after(10))).toBeUndefined();
});
