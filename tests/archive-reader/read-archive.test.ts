import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('the program that reads archives needs nothing but Node', () => {
  const source = readFileSync(path.join(import.meta.dirname, 'read-archive.ts'), 'utf8');
  const imported = [...source.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'/g)].map(([, name]) => name);
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([]);
});
