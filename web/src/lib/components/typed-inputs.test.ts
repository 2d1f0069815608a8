import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const sources = globSync('{web/src,functions}/**/*.{svelte,ts}', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => [file, readFileSync(join(root, file), 'utf8').replace(/<DateInput\b[^>]*>/g, '')] as const);
/** The files with an input of a type, apart from selectors. */
const having = (types: string) =>
  sources
    .filter(([, code]) => new RegExp(`(?<!\\[)type=["'{\`]*(?:${types})\\b`).test(code))
    .map(([file]) => file);

test('dates and times are typed into one input, and into those of the browser on pages without scripts', () => {
  expect(having('date|time|datetime-local|month|week')).toEqual(['functions/public-forms/page-question.ts']);
});

test('no number is typed into an input that reports a text as nothing', () => {
  expect(having('number')).toEqual([]);
});
