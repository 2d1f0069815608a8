import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { format } from 'oxfmt';
import { isPermission } from '#contract/operation.ts';
import { allOperations } from '../subjects.ts';
import { operationBounds, otherBounds } from './bounds.ts';
import { documentFile, publicOperations } from './document.ts';

let document = '';

beforeAll(async () => {
  document = (await format(documentFile, publicOperations())).code;
  if (process.env.UPDATE) writeFileSync(documentFile, document);
});

test('exactly the operations that need no membership are listed with their limits', () => {
  const open = allOperations.filter(({ operation }) => !isPermission(operation.access));
  expect(Object.keys(operationBounds).sort()).toEqual(open.map(({ name }) => name).sort());
});

test('every limit names an existing test', () => {
  for (const [name, { test: tried }] of Object.entries({ ...operationBounds, ...otherBounds })) {
    const [file, title] = tried;
    expect([name, readFileSync(file, 'utf8').includes(`test('${title}`)]).toEqual([name, true]);
  }
});

test('docs/public-operations.md matches the code', () => {
  expect(readFileSync(documentFile, 'utf8')).toBe(document);
});
