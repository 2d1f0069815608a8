import { describe, expect, test } from 'vitest';
import * as contract from '#contract/field.ts';
import type { Cell } from './cell.ts';
import { problemOf, usa, valueOf } from './readings-under-test.ts';

describe('dates', () => {
  const date = contract.date();

  test.each<Cell>([
    ...[
      '2026-11-25',
      '2026/11/25',
      '20261125',
      '25/11/2026',
      '25-11-2026',
      '25.11.2026',
      '25/11/26',
      '25 11 2026',
    ],
    ...['25 Nov 2026', '25 de noviembre de 2026', '25 de noviembre del 2026', '25-nov-2026', '25-nov.-26'],
    ...['Nov 25, 2026', 'November 25th, 2026', '2026 Nov 25', 'Wed Nov 25 2026', 'mié., 25 nov. 2026'],
    ...[
      'miércoles, 25 de noviembre de 2026',
      '\u200E25/11/2026\u200F',
      '25/11/2026 14:30',
      '2026-11-25T14:30:00',
    ],
    ...['25/11/2026 2:30 p. m.', 'Nov 25, 2026, 2:30 PM', '25 de noviembre de 2026 a las 14:30 h'],
    46351,
    46351.75,
    20261125,
    { date: '2026-11-25' },
    { date: '2026-11-25T14:30:00.000' },
  ])('%j is November 25, 2026', (cell) => expect(valueOf(date, cell)).toBe('2026-11-25'));

  test('the order of the file decides between day and month', () => {
    expect(valueOf(date, '11/12/26')).toBe('2026-12-11');
    expect(valueOf(date, '11/12/26', usa)).toBe('2026-11-12');
    expect(valueOf(date, '11/12/26', { ...usa, dateOrder: 'ymd' })).toBe('2011-12-26');
    expect(valueOf(date, '11/25/26', usa)).toBe('2026-11-25');
  });

  test('years of two digits are from 1969 to 2068', () => {
    expect(valueOf(date, '1/1/68')).toBe('2068-01-01');
    expect(valueOf(date, '1/1/69')).toBe('1969-01-01');
    expect(valueOf(date, '29 feb 00')).toBe('2000-02-29');
  });

  test.each<[Cell, string]>([
    ['11/25/2026', 'wrong_date_order'],
    ['31/02/2026', 'no_such_date'],
    ['29/02/2027', 'no_such_date'],
    ['2026-13-01', 'no_such_date'],
    ['25/11/1899', 'date_out_of_range'],
    ['25/11/2200', 'date_out_of_range'],
    [{ date: '9999-12-31' }, 'date_out_of_range'],
    [200_000, 'date_out_of_range'],
    ['2026', 'incomplete_date'],
    ['11/2026', 'incomplete_date'],
    ['Nov 2026', 'incomplete_date'],
    ['noviembre', 'incomplete_date'],
    [2026, 'incomplete_date'],
    ['25/11', 'incomplete_date'],
    ['tomorrow', 'not_a_date'],
    ['46351', 'not_a_date'],
    ['25 Nov 2026 Madrid', 'not_a_date'],
    ['25/11/2026 25:00', 'no_such_time'],
    [60, 'no_such_date'],
    [0, 'not_a_date'],
    [-5, 'not_a_date'],
    [Number.NaN, 'not_a_date'],
    [1e12, 'not_a_date'],
    [true, 'not_a_date'],
    [{ date: 'x' }, 'not_a_date'],
  ])('%j is refused as %s', (cell, code) => expect(problemOf(date, cell)).toBe(code));

  test('serial numbers are those of spreadsheets, with their February 29, 1900', () => {
    expect([1, 59, 61, 109_574].map((cell) => valueOf(date, cell))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2199-12-31',
    ]);
  });

  test('a time with an offset belongs to the date in the file’s time zone', () => {
    expect(valueOf(date, '2026-11-24T23:30:00Z')).toBe('2026-11-25');
    expect(valueOf(date, '2026-11-24T23:30:00Z', usa)).toBe('2026-11-24');
  });

  test.each<[Cell, string]>([
    ['25/11/2026 14:30', '2026-11-25T13:30:00.000Z'],
    ['25/07/2026 2:30:15 PM', '2026-07-25T12:30:15.000Z'],
    ['2026-11-25 12:00 a.m.', '2026-11-24T23:00:00.000Z'],
    ['25/11/2026', '2026-11-24T23:00:00.000Z'],
    ['2026-11-25T14:30:00.123Z', '2026-11-25T14:30:00.000Z'],
    ['2026-11-25T14:30+05:30', '2026-11-25T09:00:00.000Z'],
    [46351.5, '2026-11-25T11:00:00.000Z'],
  ])('%j as an instant is %s', (cell, expected) => expect(valueOf(contract.instant(), cell)).toBe(expected));
});
