import { expect, test } from 'vitest';
import { compileFilter } from './filter.ts';

const passes = (patterns: object[], event: object) =>
  compileFilter(
    patterns.map((pattern) => JSON.stringify(pattern)),
    'test',
  )(event);
const image = (kind: string) => ({ eventName: 'MODIFY', dynamodb: { NewImage: { kind: { S: kind } } } });

test('without patterns everything passes', () => {
  expect(passes([], image('record'))).toBe(true);
});

test('one pattern must match with every field, and each field with one of its values', () => {
  const pattern = { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { kind: { S: ['record'] } } } };
  expect(passes([pattern], image('record'))).toBe(true);
  expect(passes([pattern], image('change'))).toBe(false);
  expect(passes([pattern], { ...image('record'), eventName: 'REMOVE' })).toBe(false);
  expect(passes([{ eventName: ['REMOVE'] }, pattern], image('record'))).toBe(true);
  expect(passes([pattern], { eventName: 'MODIFY', dynamodb: {} })).toBe(false);
});

test.each([
  [{ exists: true }, 'x', true],
  [{ exists: false }, 'x', false],
  [{ exists: false }, undefined, true],
  [{ prefix: 'ab' }, 'abc', true],
  [{ suffix: 'bc' }, 'abd', false],
  [{ 'equals-ignore-case': 'ABC' }, 'abc', true],
  [{ 'anything-but': ['a', 'b'] }, 'c', true],
  [{ 'anything-but': ['a', 'b'] }, 'a', false],
  [{ numeric: ['>', 0, '<=', 5] }, 5, true],
  [{ numeric: ['>', 0, '<=', 5] }, '6', false],
])('%o over %o is %s', (rule, value, expected) => {
  expect(passes([{ field: [rule] }], value === undefined ? {} : { field: value })).toBe(expected);
});

test('an unknown rule fails the start', () => {
  expect(() => passes([{ field: [{ wildcard: 'a*' }] }], {})).toThrow('does not support wildcard');
});
