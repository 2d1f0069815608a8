import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decisions, headOf, indexFile, indexPage } from './decisions.ts';

test('every decision begins with its number, its title and whether it is in force', () => {
  const wrong = decisions().filter(
    ({ file, text }) => headOf.exec(text)?.[1] === undefined || !file.startsWith(headOf.exec(text)![1]!),
  );
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('the index names every decision', () => {
  expect(readFileSync(indexFile, 'utf8'), 'run npm run decisions').toBe(indexPage());
});
