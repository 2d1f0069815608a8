import { expect, test } from 'vitest';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { isRefusal } from './refusal.ts';

test('demo data are skipped where they are refused, and not where the table is busy or a call fails', () => {
  expect(isRefusal(fieldProblem('/email', 'taken', 'conflict'))).toBe(true);
  expect(isRefusal(new ProblemError('unavailable'))).toBe(false);
  expect(isRefusal(new Error('socket hang up'))).toBe(false);
});
