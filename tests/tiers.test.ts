import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import config from '../vitest.config.ts';
import { fullOnly } from './tiers.ts';

const root = path.dirname(import.meta.dirname);
const testFiles = globSync('**/*.test.ts', {
  cwd: root,
  exclude: ['**/node_modules', '.build', '**/.svelte-kit'],
});

interface Project {
  test: { name: string; include: string[]; exclude?: string[] };
}

test('every test file belongs to one project, so that none is left out', () => {
  const projects = (config.test?.projects ?? []) as Project[];
  const matches = (file: string, patterns: string[]) =>
    patterns.some((pattern) => path.matchesGlob(file, pattern));
  const projectsOf = (file: string) =>
    projects
      .filter(({ test: { include, exclude = [] } }) => {
        const excluded = exclude.filter((pattern) => !fullOnly.includes(pattern));
        return matches(file, include) && !matches(file, excluded);
      })
      .map(({ test: { name } }) => name);
  expect(testFiles.filter((file) => projectsOf(file).length !== 1)).toEqual([]);
});

test('every test that the quick tier leaves out exists', () => {
  const isThere = (pattern: string) => testFiles.some((file) => path.matchesGlob(file, pattern));
  expect(fullOnly.filter((pattern) => !isThere(pattern))).toEqual([]);
});
