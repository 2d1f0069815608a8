import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#infra/functions.ts';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

/** In this order. A release without something to say leaves a section out. */
const sections = ['Before you upgrade', 'Added', 'Changed', 'Fixed'];
const linesMax = 60;

/** The lines of each release, newest first. The first line is its heading. */
const releases = read('CHANGELOG.md')
  .split(/^(?=## )/m)
  .slice(1)
  .map((text) => text.trimEnd().split('\n'));

test('the newest release in the changelog has a date and is the version of the packages', () => {
  expect(releases[0]?.[0]).toMatch(/^## \d+\.\d+\.\d+ – \d{4}-\d\d-\d\d$/);
  expect(releases[0]?.[0]).toContain(`## ${version} – `);
  const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: object };
  expect(lock).toMatchObject({ version, packages: { '': { version } } });
});

test(`no release in the changelog has more than ${linesMax} lines`, () => {
  const long = releases.filter((lines) => lines.length > linesMax);
  expect(long.map(([heading, ...lines]) => `${heading}: ${lines.length + 1} lines`)).toEqual([]);
});

test('releases in the changelog have the known sections only, each once and in the same order', () => {
  const found = releases.map((lines) => lines.flatMap((line) => /^#{3,} (.*)$/.exec(line)?.[1] ?? []));
  expect(found[0]).not.toEqual([]);
  expect(found).toEqual(found.map((names) => sections.filter((name) => names.includes(name))));
});
