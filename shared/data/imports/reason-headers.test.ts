import { expect, test } from 'vitest';
import { one } from './guess-under-test.ts';

test('a column with the reasons of an earlier import is left out in every language, whatever its cells contain', () => {
  expect(one('Anything', 'contact', 'ana@people.example')).toBe('email');
  expect(one('Not imported because', 'contact', 'ana@people.example')).toBeUndefined();
  expect(one('No importado porque', 'contact', 'ana@people.example')).toBeUndefined();
});
