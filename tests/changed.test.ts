import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { affected, testsFor } from './changed.ts';

const root = path.dirname(import.meta.dirname);

test('a changed file is tested by the test files of its resource or folder, and a test by itself', () => {
  expect(testsFor('functions/deals/handler.ts')).toEqual(['tests/api/deals.test.ts']);
  expect(testsFor('functions/http/authorize.ts')).toContain('tests/isolation/credentials.test.ts');
  expect(testsFor('shared/contract/records/contact.ts')).toEqual([
    'tests/api/contacts.test.ts',
    'tests/api/new-record-type.test.ts',
    'tests/api/openapi.test.ts',
    'tests/faults/projection-results.test.ts',
  ]);
  expect(testsFor('tests/api/deals.test.ts')).toEqual(['tests/api/deals.test.ts']);
  expect(testsFor('README.md')).toEqual([]);
});

test('every folder and test pattern used to choose the tests of a change exists', () => {
  const patterns = Object.values(affected).flat();
  const isThere = (pattern: string) => globSync(pattern.replace('<part>', '*'), { cwd: root }).length > 0;
  expect(patterns.filter((pattern) => !isThere(pattern))).toEqual([]);
  expect(Object.keys(affected).filter((folder) => !existsSync(path.join(root, folder)))).toEqual([]);
});
