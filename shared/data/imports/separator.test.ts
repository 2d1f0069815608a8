import { expect, test } from 'vitest';
import { guessSeparator } from './separator.ts';

const separatorOf = (text: string, isWhole = true) => guessSeparator(text, isWhole).separator;

test.each([[','], [';'], ['\t'], ['|']])('the separator %j is recognized', (separator) => {
  const rows = [
    ['Name', 'City', 'Amount'],
    ['Anna', 'Berlin', '12'],
    ['Bob', '', '7'],
  ];
  expect(separatorOf(rows.map((row) => row.join(separator)).join('\r\n'))).toBe(separator);
});

test('commas of decimals and texts are no separators', () => {
  expect(separatorOf('Name;Amount\nAnna;1,5\nBob;2,5\n')).toBe(';');
  expect(separatorOf('Last, First;Mail\nDoe, Jo;a@b.c\nRoe, Al;d@e.f\n')).toBe(';');
});

test('separators within quotes are not counted', () => {
  expect(separatorOf('"a;b;c","d;e"\n"1;2;3","4;5"\n')).toBe(',');
  expect(separatorOf('"a","b"\n"x|y\nz|w|v",1\n')).toBe(',');
});

test('a separator that only cells have is none', () => {
  expect(separatorOf('Name,Tags\nAnna,a;b;c;d\nBob,e;f;g;h\n')).toBe(',');
});

test('a few rows of other widths do not hide the separator', () => {
  const rows = Array.from({ length: 20 }, (_, index) => (index % 4 === 0 ? 'x;y' : 'x;y;z;w'));
  expect(separatorOf(['a;b;c;d', ...rows].join('\n'))).toBe(';');
});

test('a single column has the separator of the standard', () => {
  expect(separatorOf('Name\nAnna\nBob\n')).toBe(',');
});

test('a row that the sample cuts off is not compared', () => {
  expect(separatorOf('a;b,c\n1;2,3\n4,5', true)).toBe(',');
  expect(separatorOf('a;b,c\n1;2,3\n4,5', false)).toBe(';');
  expect(separatorOf('a,b\n1,"2', false)).toBe(',');
});

test.each(['sep=^\r\n', 'SEP=^\n', '"sep=^"\r'])('the declaration %j decides and is no row', (line) => {
  expect(guessSeparator(`${line}a;b^c;d\n`, true)).toEqual({ separator: '^', start: line.length });
});

test('a header that begins like a declaration is none', () => {
  expect(guessSeparator('sep=;x\n1;2\n', true)).toEqual({ separator: ';', start: 0 });
});
