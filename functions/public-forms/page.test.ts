import { expect, test } from 'vitest';
import { ProblemError, TooManyRequests } from '#contract/problem.ts';
import { formPage } from './page.ts';

const form = { language: 'en', title: 'Contact us', allowedOrigins: [], fields: [] };
const shownWith = (status: number, error: ProblemError) =>
  formPage({ form, questions: [] } as never, { status, error, token: 'x' }).headers['retry-after'];

test('the page of a form that is busy or at a limit says when to submit it again', () => {
  expect(shownWith(503, new ProblemError('unavailable'))).toBe('1');
  expect(shownWith(429, new TooManyRequests(90))).toBe('90');
  expect(shownWith(409, new ProblemError('conflict'))).toBeUndefined();
});
