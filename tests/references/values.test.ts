import { expect, test } from 'vitest';
import { differencesOf, leavesOf } from './values.ts';

test('every value of an answer is compared, also that a list or an object is empty', () => {
  const answer = {
    total: 2,
    items: [
      { name: 'Ana', tags: ['a', 'b'] },
      { name: null, tags: [] },
    ],
    links: {},
  };
  expect(leavesOf(answer)).toEqual({
    total: 2,
    'items › 0 › name': '"Ana"',
    'items › 0 › tags': '["a","b"]',
    'items › 1 › name': 'null',
    'items › 1 › tags': '[]',
    links: '{}',
  });
});

test('a value that is gone, new or another one differs, and a number only beyond the tolerance', () => {
  const frozen = { gone: '"x"', same: '1', other: '"a"', near: 100, far: 100 };
  const present = { same: '1', other: '"b"', near: 109, far: 111, added: '"y"' };
  expect(differencesOf(frozen, present, 0.1).map(({ where }) => where)).toEqual([
    'gone',
    'other',
    'far',
    'added',
  ]);
});
