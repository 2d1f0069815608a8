import { expect, test } from 'vitest';
import type { ImportRow } from '#contract/import-rows.ts';
import { previewCell, previewFields, rowProblems } from './preview-cells.ts';

const columns = [
  { field: 'fullName' },
  null,
  { field: 'phones', label: 'work' as const },
  { field: 'phones' },
  { field: 'custom.size' },
];
const row = (values: Partial<ImportRow>): ImportRow => ({
  row: 2,
  cells: [],
  values: {},
  action: 'create',
  problems: [],
  ...values,
});

test('each field is shown once, and full names as first and last names', () => {
  expect(previewFields(columns)).toEqual(['firstName', 'lastName', 'phones', 'custom.size']);
  expect(previewFields([{ field: 'firstName' }, { field: 'fullName' }])).toEqual(['firstName', 'lastName']);
});

test('a cell shows the value of its field, custom values included', () => {
  const read = row({ values: { firstName: 'Ana', custom: { size: 3 } } });
  expect(previewCell(columns, 'firstName', read)).toEqual({ value: 'Ana' });
  expect(previewCell(columns, 'custom.size', read)).toEqual({ value: 3 });
  expect(previewCell(columns, 'phones', read)).toEqual({ value: undefined });
});

test('a cell with a problem shows the text of the file, of whichever column has the problem', () => {
  const bad = row({
    cells: ['Ana', '', '1', 'no phone', ''],
    values: { phones: [{ label: 'work', number: '+34600000000' }] },
    problems: [{ column: 3, code: 'invalid_phone' }],
  });
  expect(previewCell(columns, 'phones', bad)).toEqual({ text: 'no phone', code: 'invalid_phone' });
  expect(previewCell(columns, 'firstName', bad)).toEqual({ value: undefined });
});

test('problems without a column, or of a column that isn’t imported, concern the row', () => {
  const bad = row({
    problems: [{ code: 'repeated_row' }, { column: 1, code: 'required' }, { column: 0, code: 'too_long' }],
  });
  expect(rowProblems(columns, bad)).toEqual(['repeated_row', 'required']);
});
