import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);

/** Files and folders that a page of the project links to, as paths from the page. */
const linked = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)<?([^)#>\s]+)/g)].map(([, target]) => decodeURI(target!));

test('every link from a page of the project to a file or folder leads to one that exists', () => {
  const exclude = ['**/node_modules', '.build', '.cobalt', '**/.svelte-kit'];
  const dead = globSync('**/*.md', { cwd: root, exclude }).flatMap((page) =>
    linked(readFileSync(path.join(root, page), 'utf8'))
      .filter((target) => !existsSync(path.join(root, path.dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(dead).toEqual([]);
});
