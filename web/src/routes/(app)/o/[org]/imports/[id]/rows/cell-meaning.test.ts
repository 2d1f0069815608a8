import { expect, test } from 'vitest';
import { cellMeaning } from './cell-meaning.ts';

const row = { row: 2, cells: ['Evangelist'], values: {}, action: 'create' as const, problems: [] };
const of = (name: string, kind: 'listed' | 'choices' | 'text') => ({
  name,
  field: { kind, mode: 'optional' as const },
  textOf: (value: unknown) => [value].flat().join(', '),
});

test('a text that means a status with another name says so', () => {
  const one = { ...row, values: { statusId: 'Customer' } };
  expect(cellMeaning(one, 0, of('statusId', 'listed'))).toBe('Customer');
  const custom = { ...row, values: { custom: { tier: ['Gold'] } } };
  expect(cellMeaning(custom, 0, of('custom.tier', 'choices'))).toBe('Gold');
});

test('the name of a status says nothing, however it is written, nor do options between other separators', () => {
  const one = { ...row, cells: ['CUSTOMER '], values: { statusId: 'Customer' } };
  expect(cellMeaning(one, 0, of('statusId', 'listed'))).toBeUndefined();
  const several = { ...row, cells: ['Bag; Cap'], values: { custom: { perks: ['Bag', 'Cap'] } } };
  expect(cellMeaning(several, 0, of('custom.perks', 'choices'))).toBeUndefined();
});

test('a text that is read as empty says so', () => {
  expect(cellMeaning(row, 0, of('statusId', 'listed'))).toBe('');
});

test('cells with problems, of rows that are left out, without a text or of other fields say nothing', () => {
  const problems = [{ column: 0, code: 'unknown_entry' }];
  expect(cellMeaning({ ...row, problems }, 0, of('statusId', 'listed'))).toBeUndefined();
  expect(cellMeaning({ ...row, leftOut: true }, 0, of('statusId', 'listed'))).toBeUndefined();
  expect(cellMeaning({ ...row, cells: [' '] }, 0, of('statusId', 'listed'))).toBeUndefined();
  const one = { ...row, values: { city: 'Cali' } };
  expect(cellMeaning(one, 0, of('city', 'text'))).toBeUndefined();
});
