import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { bundleFunctions } from './bundle.ts';
import { declareFunctions, projectRoot } from './functions.ts';

const [small] = declareFunctions([]).filter(({ name }) => name === 'custom-message');
if (!small) throw new Error('The function custom-message is gone: choose another small one');
let folder: string;
/** What is in the bundles of all functions. */
let outputs: Metafile['outputs'];

beforeAll(async () => {
  const ofAll = mkdtempSync(path.join(tmpdir(), 'cobalt-bundles-'));
  ({ outputs } = await bundleFunctions(declareFunctions(Object.values(api)), ofAll));
  rmSync(ofAll, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cobalt-bundles-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a bundle is one self-contained module with esbuild’s metadata next to it', async () => {
  await bundleFunctions([small], folder);
  const bundle = path.join(folder, 'custom-message/index.mjs');
  const { handler } = (await import(bundle)) as { handler: unknown };
  expect(handler).toBeTypeOf('function');
  expect(Object.keys(JSON.parse(readFileSync(path.join(folder, 'meta.json'), 'utf8')) as object)).toContain(
    'outputs',
  );
});

test('everything a function imports at start is in its bundle or in Node', () => {
  const outside = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const atStart = outside.filter(({ kind }) => kind !== 'dynamic-import').map((each) => each.path);
  expect(atStart.filter((name) => !isBuiltin(name))).toEqual([]);
  expect(outside.map((each) => each.path)).toContain('@aws-sdk/credential-provider-sso');
});

test('no bundle loads undici when it is imported', () => {
  const imported = Object.values(outputs).flatMap(({ imports }) => imports.map((each) => each.path));
  expect(imported.filter((name) => /^(node:)?http$/.test(name))).toEqual([]);
});

test('no bundle contains the 370 KB of zod’s texts in all languages, which come with `z.core`', () => {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  expect(inputs.some((name) => name.includes('zod/v4/core'))).toBe(true);
  expect(inputs.filter((name) => /zod\/v4\/locales\/(?!en\.|index\.)/.test(name))).toEqual([]);
});

test('bundles of functions that are no longer declared are removed', async () => {
  mkdirSync(path.join(folder, 'gone'));
  await bundleFunctions([small], folder);
  expect(existsSync(path.join(folder, 'gone'))).toBe(false);
});

test('a missing handler file is reported in one line', async () => {
  const missing = { ...small, entry: 'events/nothing/handler.ts' };
  await expect(bundleFunctions([missing], folder)).rejects.toThrow(
    'Declared in infra/functions.ts but not there: events/nothing/handler.ts',
  );
});

test('a build error of a handler is reported in one line with its location', async () => {
  const broken = { ...small, entry: 'README.md' };
  expect(existsSync(path.join(projectRoot, broken.entry))).toBe(true);
  await expect(bundleFunctions([broken], folder)).rejects.toThrow(
    /^The functions cannot be bundled: [^\n]*README\.md[^\n]*$/,
  );
});
