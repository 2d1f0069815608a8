import { expect, test } from 'vitest';
import { kindOfBuiltIn, kindOfCode } from './number-format.ts';

test.each([
  ['yyyy-mm-dd', 'date'],
  ['dd/mm/yyyy;@', 'date'],
  ['[$-409]d\\-mmm\\-yy;@', 'date'],
  ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
  ['mm/yy', 'date'],
  ['mmmm', 'date'],
  ['m', 'date'],
  ['d"de"mmmm', 'date'],
  ['yyyy"年"m"月"d"日"', 'date'],
  ['yyyy-mm-dd hh:mm:ss', 'date_time'],
  ['m/d/yy h:mm AM/PM', 'date_time'],
  ['h:mm', 'time'],
  ['mm:ss.0', 'time'],
  ['h AM/PM', 'time'],
  ['h:mm a/p', 'time'],
])('the format %s is a %s', (code, kind) => {
  expect(kindOfCode(code)).toBe(kind);
});

test.each([
  'General',
  '0.00',
  '#,##0.00 [$€-C0A]',
  '[Red]#,##0;[Blue]-#,##0',
  '0.00E+00',
  '"day" 0',
  '0\\d',
  '0_d',
  '* 0" months"',
  '[$DKK-406] #,##0',
  '[>=1000]0.0,"k";0',
  '0;"yesterday"',
  '0;yyyy',
  '0"%"',
  '0;0%',
  '@',
  '[h]:mm',
  '[mm]:ss',
  '[ss]',
])('the format %s shows a number', (code) => {
  expect(kindOfCode(code)).toBe('number');
});

test.each(['0%', '0.00 %;[Red]-0.00 %', '#,##0" of "0%'])('the format %s shows a percentage', (code) => {
  expect(kindOfCode(code)).toBe('percent');
});

test('a duration in quotes is a text', () => {
  expect(kindOfCode('yyyy"[h]"')).toBe('date');
});

test('built-in formats are what Excel shows with them', () => {
  expect([14, 15, 16, 17, 31, 57].map(kindOfBuiltIn)).toEqual(Array(6).fill('date'));
  expect([18, 19, 20, 21, 45, 47].map(kindOfBuiltIn)).toEqual(Array(6).fill('time'));
  expect(kindOfBuiltIn(22)).toBe('date_time');
  expect([9, 10].map(kindOfBuiltIn)).toEqual(Array(2).fill('percent'));
  expect([0, 1, 2, 11, 13, 37, 44, 46, 48, 49, 59, 164].map(kindOfBuiltIn)).toEqual(Array(12).fill('number'));
});
