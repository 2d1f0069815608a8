import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guaranteesFile, guaranteesOf, guaranteesPage } from './guarantees.ts';

test('docs/guarantees.md lists the titles of all tests (npm run guarantees writes it)', async () => {
  expect(readFileSync(guaranteesFile, 'utf8')).toBe(await guaranteesPage());
});

test('a guarantee is read with the blocks around it, its cases and its tier', () => {
  const text = [
    "test('one holds', () => {});",
    "describe.each(roles)('the role %s', () => {",
    "  test.runIf(isFull)('may read $name', { timeout: 1 }, async () => {});",
    '  test.each([1, 2])(`holds ${other} (seed ${seed})`, () => {});',
    '});',
  ].join('\n');
  expect(guaranteesOf('a.test.ts', text)).toEqual([
    { title: 'one holds', isFullOnly: false },
    { title: 'the role … may read …', isFullOnly: true },
    { title: 'the role … holds …', isFullOnly: false },
  ]);
});
