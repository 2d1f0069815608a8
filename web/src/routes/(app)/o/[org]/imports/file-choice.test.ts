import { expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { refusalOf } from './file-choice.ts';

test('a file that can’t be imported is refused before its upload, and any other is left to the service', () => {
  expect(refusalOf({ name: 'Old.XLS', size: 10 })).toBe('old_excel');
  expect(refusalOf({ name: 'none.csv', size: 0 })).toBe('empty');
  expect(refusalOf({ name: 'large.csv', size: limits.importBytes + 1 })).toBe('too_large');
  for (const name of ['a.csv', 'a.xlsx', 'a', 'xls.csv'])
    expect(refusalOf({ name, size: limits.importBytes })).toBeUndefined();
});
