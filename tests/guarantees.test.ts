import { expect, test } from 'vitest';
import { guaranteesOf, sectionOf } from './guarantees.ts';

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

test('a file is listed with its tier, and each of its guarantees once and with the tier that only it has', () => {
  const text =
    "test('one holds', () => {}); test('one holds', () => {}); test.runIf(isFull)('two *hold*', () => {});";
  expect(sectionOf('tests/api/a.test.ts', text)).toBe(
    '## tests/api/a.test.ts\n\n**quick**\n\n- one holds\n- two \\*hold\\* (**full**)\n',
  );
  expect(sectionOf('local-aws/a.test.ts', text)).toBe(
    '## local-aws/a.test.ts\n\n**full**\n\n- one holds\n- two \\*hold\\*\n',
  );
});
