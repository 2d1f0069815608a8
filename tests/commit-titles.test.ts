import { expect, test } from 'vitest';
import { titleError } from './commit-titles.ts';

test('the title of a commit names one or several parts, continues with a capital letter, and has at most 72 characters', () => {
  expect(titleError('lists: Return exact totals for combined filters')).toBeUndefined();
  expect(titleError('boards, first-administrator: Keep totals')).toBeUndefined();
  expect(titleError(`lists: ${'Ä'.repeat(65)}`)).toBeUndefined();
  expect(titleError(`lists: ${'Ä'.repeat(66)}`)).toContain('has 73 characters');
});

test.each([
  'Return exact totals',
  'lists: return exact totals',
  'lists : Return',
  'Lists: Return',
  'lists:Return',
  '',
])('the title "%s" of a commit is refused', (title) => {
  expect(titleError(title)).toContain('must begin with its part');
});
