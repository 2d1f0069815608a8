import { expect, test } from 'vitest';
import { checkGoesOn } from './attempt.ts';

test('a run of an export goes on until its time is over, and then fails with the reason', () => {
  const run = { isOvertaken: false, until: 1_000 };
  expect(() => checkGoesOn(run, 1_000)).not.toThrow();
  expect(() => checkGoesOn(run, 1_001)).toThrow('took_too_long');
});

test('a run of an export that was overtaken has no other reason to end, however late it is', () => {
  const run = { isOvertaken: true, until: 1_000 };
  expect(() => checkGoesOn(run, 2_000)).toThrow(expect.objectContaining({ code: 'precondition_failed' }));
});
