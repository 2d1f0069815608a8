import { expect, test } from 'vitest';
import { choicesFor, remedyFor } from './file-remedy.ts';

const nothing = { text: false, sheet: false };
const sheets = ['People', 'Notes'];

test('another encoding or separator is offered for text files, and another sheet for workbooks with several', () => {
  expect(remedyFor('unclosed_quote', { name: 'a.csv' })).toEqual({ text: true, sheet: false });
  expect(remedyFor('no_rows', { format: 'csv', name: 'a.xlsx' })).toEqual({ text: true, sheet: false });
  const workbook = { format: 'xlsx', name: 'a.csv' } as const;
  expect(remedyFor('no_rows', { ...workbook, sheets })).toEqual({ text: false, sheet: true });
  expect(remedyFor('no_rows', { ...workbook, sheets: ['Only'] })).toEqual(nothing);
});

test('nothing is offered where only another file helps', () => {
  for (const code of ['encrypted', 'old_excel', 'damaged', 'too_large_unpacked', 'new_code']) {
    expect(remedyFor(code, { name: 'a.csv' })).toEqual(nothing);
    expect(remedyFor(code, { format: 'xlsx', name: 'a.xlsx', sheets })).toEqual(nothing);
  }
  expect(remedyFor('unknown_format', { name: 'a.xlsx' })).toEqual(nothing);
});

test('a readable file can always be read in another way, if there is one', () => {
  expect(choicesFor({ format: 'csv' })).toEqual({ text: true, sheet: false });
  expect(choicesFor({ format: 'xlsx', sheets: ['Only'] })).toEqual(nothing);
});
