import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const files = globSync('**/*.svelte', { cwd: root });
const source = (file: string) => readFileSync(join(root, file), 'utf8');
const sourceOf = new Map(files.map((file) => [basename(file), source(file)]));

/** Components that take the focus when they are shown. */
const takesFocus = (component: string): boolean =>
  /<(?:Reason)?Dialog\b|@attach (?:modal|focus|begin)\b/.test(sourceOf.get(component) ?? '');

/** Loaded behind an input of its own, which keeps what is typed meanwhile. */
const exceptions = ['Palette.svelte'];

test('while a component that takes the focus is being loaded, keys are held', () => {
  const unheld = files.flatMap((file) =>
    [...source(file).matchAll(/\{#await (?<expression>[\s\S]*?)(?:\}|\s)(?:then|\{:then)/g)].flatMap(
      ({ groups }) => {
        const expression = groups?.expression ?? '';
        const [, component = ''] = /import\('[^']*?([\w-]+\.svelte)'\)/.exec(expression) ?? [];
        const isHeld = expression.trim().startsWith('holdKeys(');
        return takesFocus(component) && !isHeld && !exceptions.includes(component)
          ? [`${file}: ${component}`]
          : [];
      },
    ),
  );
  expect(unheld).toEqual([]);
});
