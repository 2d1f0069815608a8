import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { guards } from './guard-list.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

test('every guard occurs exactly once in the code', () => {
  const lost = guards.filter(
    ({ file, line }) => readFileSync(path.join(root, file), 'utf8').split(line).length !== 2,
  );
  expect(lost.map(({ name }) => name)).toEqual([]);
});
