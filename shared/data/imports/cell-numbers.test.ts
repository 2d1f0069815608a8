import { describe, expect, test } from 'vitest';
import * as contract from '#contract/field.ts';
import { readMinutes } from './cell-numbers.ts';
import { readCell } from './cell-values.ts';
import type { Reading } from './cell.ts';
import { custom, problemOf, spain, usa, valueOf } from './readings-under-test.ts';

describe('numbers', () => {
  const decimal = custom('number');
  const integer = contract.integer({ min: -5_000, max: 5_000 });

  test.each<[string, number]>([
    ['1.234,56', 1234.56],
    ['1 234,56', 1234.56],
    ['1\u202F234,56', 1234.56],
    ['1’234,56', 1234.56],
    ['1.234.567', 1_234_567],
    ['1.234', 1234],
    ['12,5', 12.5],
    [',5', 0.5],
    ['12,', 12],
    ['007', 7],
    ['(12)', -12],
    ['( 1.234,5 )', -1234.5],
    ['12-', -12],
    ['−12', -12],
    ['- 12', -12],
    ['+12', 12],
    ['12 %', 12],
    ['-12%', -12],
    ['1,5E+3', 1500],
    ['15e-1', 1.5],
    ['-0', 0],
    ['\u202A12\u202C', 12],
  ])('%j with a decimal comma is %d', (cell, expected) => expect(valueOf(decimal, cell)).toBe(expected));

  test.each<[string, number]>([
    ['1,234.56', 1234.56],
    ['1 234.56', 1234.56],
    ["1'234.56", 1234.56],
    ['12,34,567.8', 1_234_567.8],
    ['1.234', 1.234],
    ['1,234', 1234],
    ['.5', 0.5],
  ])('%j with a decimal point is %d', (cell, expected) => expect(valueOf(decimal, cell, usa)).toBe(expected));

  test.each<[string, Reading]>([
    ['1,234.56', spain],
    ['0.5', spain],
    ['12.50', spain],
    ['1.234,56', usa],
    ['12,5', usa],
    ['0,500', usa],
  ])('%j with the other decimal mark is refused and not guessed', (cell, reading) =>
    expect(problemOf(decimal, cell, reading)).toBe('wrong_decimal_mark'),
  );

  test.each([
    'abc',
    '12a',
    '1.2.3',
    '12 34',
    '1.23.456',
    '--1',
    '-1-',
    '(-1)',
    '1e400',
    '٣',
    '12 €',
    '9'.repeat(61),
  ])('%j is not a number', (cell) => expect(problemOf(decimal, cell)).toBe('not_a_number'));

  test('an integer accepts no decimals other than zeros', () => {
    expect(valueOf(integer, '12,00')).toBe(12);
    expect(valueOf(integer, 12)).toBe(12);
    expect(problemOf(integer, '12,5')).toBe('not_an_integer');
    expect(problemOf(integer, 0.5)).toBe('not_an_integer');
  });

  test('a number out of range is a problem with the limit', () => {
    expect(readCell(integer, '6000', spain)).toEqual({
      problem: { code: 'too_big', params: { limit: 5_000 } },
    });
    expect(problemOf(integer, '-6000')).toBe('too_small');
    expect(problemOf(decimal, '1e13')).toBe('too_big');
    expect(problemOf(decimal, Infinity)).toBe('not_a_number');
    expect(problemOf(decimal, true)).toBe('not_a_number');
  });
});

test.each([
  ['90', 90],
  ['1:30', 90],
  ['01:30:00', 90],
  ['00:03:30', 4],
])('the duration %s is %i minutes', (text, value) => expect(readMinutes(text, '.')).toEqual({ value }));

test.each(['1:75', 'an hour', '1:30 h'])('the duration %s is refused', (text) =>
  expect(readMinutes(text, '.')).toMatchObject({ problem: {} }),
);
