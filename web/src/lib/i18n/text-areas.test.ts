import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { nounsOf, type Nouns } from './nouns.ts';

const root = resolve(import.meta.dirname, '../..');

interface Module {
  imports: string[];
  lateImports: string[];
  /** Areas that the module loads, for itself or together with what it imports late. */
  loads: string[];
  /** Names of texts, such as `nav` for `t.nav.dashboard`. */
  uses: string[];
}

const files = globSync('**/*.{ts,svelte}', { cwd: root })
  .filter((file) => !/\.test\.ts$|i18n\/(en|es)\//.test(file))
  .map((file) => join(root, file));
const modules = new Map(files.map((file) => [file, moduleAt(file)]));

function moduleAt(file: string): Module {
  const code = readFileSync(file, 'utf8');
  const found = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, name = '']) => name);
  const paths = (names: string[]) => names.flatMap((name) => pathOf(file, name) ?? []);
  return {
    imports: paths(found(/^\s*(?:import|export)\s(?!type)[^;]*?from\s+'([^']+)'/gm)),
    lateImports: paths(found(/(?<!typeof )import\('([^']+)'\)/g)),
    loads: found(/(?:useTexts|withTexts)\(\s*'(\w+)'/g),
    uses: [...new Set(found(/(?<![\w.$'-])t\.(\w+)/g))],
  };
}

function pathOf(importer: string, name: string): string | undefined {
  if (name.startsWith('#lib/')) return join(root, 'lib', name.slice('#lib/'.length));
  return name.startsWith('.') ? resolve(dirname(importer), name) : undefined;
}

/** The names of texts with their areas. */
async function areas(): Promise<(readonly [name: string, area: string])[]> {
  const list = readFileSync(join(import.meta.dirname, 'messages.ts'), 'utf8');
  const all = [...list.matchAll(/texts as (\w+) } from '(\.\/en\/[\w-]+\.ts)'/g)];
  const names = await Promise.all(
    all.map(async ([, area = '', path = '']) => {
      const { texts } = (await import(join(import.meta.dirname, path))) as {
        texts: (nouns: Nouns) => object;
      };
      return Object.keys(texts(nounsOf('en'))).map((name) => [name, area] as const);
    }),
  );
  return names.flat();
}

/** The areas that are loaded when a page or its layout is shown: those of its own `load` and of the layouts around it. */
function loadedByRoute(file: string): Set<string> {
  const folders = [dirname(file)];
  while (folders[0] !== join(root, 'routes')) folders.unshift(dirname(folders[0] ?? ''));
  const loaders = [
    ...folders.map((folder) => join(folder, '+layout.ts')),
    file.replace(/\+page\.svelte$/, '+page.ts'),
  ];
  return new Set(loaders.flatMap((loader) => modules.get(loader)?.loads ?? []));
}

/** The areas that are loaded whenever a module is in use, on all the ways that lead from pages to it. */
function loadedWith(): Map<string, Set<string>> {
  const loaded = new Map<string, Set<string>>();
  const due: string[] = [];
  const reach = (file: string, there: ReadonlySet<string>) => {
    const before = loaded.get(file);
    const now = new Set([...(before ?? there)].filter((area) => there.has(area)));
    if (before?.size === now.size) return;
    loaded.set(file, now);
    due.push(file);
  };
  for (const file of files)
    if (/routes\/.*\+(page|layout|error)\.(ts|svelte)$/.test(file)) reach(file, loadedByRoute(file));
  for (let file = due.pop(); file !== undefined; file = due.pop()) {
    const { imports = [], lateImports = [], loads = [] } = modules.get(file) ?? {};
    const there = loaded.get(file) ?? new Set();
    for (const other of imports) reach(other, there);
    // Shows nothing, but fetches parts that are shown later, together with their texts.
    if (file.endsWith('/fetch-ahead.ts')) continue;
    for (const other of lateImports) reach(other, new Set([...there, ...loads]));
  }
  return loaded;
}

test('every part of the site has its texts, whichever page is opened first', async () => {
  const areaOf = new Map(await areas());
  expect([areaOf.size > 100, modules.size > 500]).toEqual([true, true]);
  const missing = [...loadedWith()].flatMap(([file, loaded]) => {
    const { uses = [], loads = [] } = modules.get(file) ?? {};
    // The API client loads the texts of refusals with the first one. Forms, which check values before, go without.
    const there = new Set(['frame', 'refusals', ...loaded, ...loads]);
    return uses.flatMap((name) => {
      const area = areaOf.get(name);
      return area === undefined || there.has(area) ? [] : [`${file.slice(root.length + 1)}: t.${name}`];
    });
  });
  expect(missing).toEqual([]);
});

test('no two areas have texts of the same name, of which one would replace the other', async () => {
  const names = (await areas()).map(([name]) => name);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});
