import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { bundleSome, trimming } from '#infra/bundle.ts';
import type { FunctionDeclaration } from '#infra/function-declaration.ts';
import { createFunctionRunner, type FunctionRunner } from 'local-aws/lambda/function-runner.ts';
import { temporary } from '../tests/host.ts';
import { sourcesIn } from './build/bundled-sources.ts';
import { watchFunctions } from './watch.ts';

const folder = mkdtempSync(path.join(temporary, 'cobalt-watch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const names = ['hello', 'other'];
const functions = names.map((name) => ({ name, entry: `functions/${name}.ts` }) as FunctionDeclaration);
let root: string;
let runners: Map<string, FunctionRunner>;
let lines: string[];
let end: () => void;

beforeEach(async () => {
  root = mkdtempSync(path.join(folder, 'project-'));
  for (const name of ['functions', 'shared/contract', 'logs'])
    mkdirSync(path.join(root, name), { recursive: true });
  write('shared/word.ts', `export const word: string = 'one';`);
  write(
    'functions/hello.ts',
    `import { word } from '../shared/word.ts';\nexport const handler = () => word;`,
  );
  write('functions/other.ts', `export const handler = () => 'other';`);
  const made = await bundleSome(functions, path.join(root, 'first'), { ...trimming, absWorkingDir: root });
  const logFolder = path.join(root, 'logs');
  runners = new Map(
    names.map((name) => {
      const definition = {
        ...{ name, arn: '', codeFolder: path.join(root, 'first', name), handler: 'index.handler' },
        ...{
          environment: {},
          timeoutSeconds: 60,
          memoryMb: 128,
          reservedConcurrency: undefined,
          roleName: '',
        },
      };
      return [name, createFunctionRunner(definition, { environment: {}, logFolder })];
    }),
  );
  lines = [];
  end = watchFunctions({
    ...{ root, functions, folders: ['functions', 'shared'], output: path.join(root, 'reloaded') },
    sources: sourcesIn(made),
    reload: (name, codeFolder) => runners.get(name)?.reload(codeFolder),
    log: (line) => lines.push(line),
  });
});
afterEach(async () => {
  end();
  await Promise.all([...runners.values()].map((runner) => runner.stop()));
});

const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);
const answerOf = async (name: string) => {
  const outcome = await runners.get(name)?.invoke({});
  return outcome?.kind === 'result' ? (JSON.parse(outcome.json) as unknown) : outcome;
};

test('a function whose code changes answers with the new code, and others are left alone', async () => {
  expect([await answerOf('hello'), await answerOf('other')]).toEqual(['one', 'other']);
  write('shared/word.ts', `export const word = 'two';`);
  await expect.poll(() => answerOf('hello')).toBe('two');
  expect(lines).toEqual([expect.stringMatching(/^Reloaded hello in \d+\.\d s\.$/)]);
  expect(runners.get('other')?.state().starts).toBe(1);
});

test('files that an editor replaces and files in new folders are noticed each time', async () => {
  mkdirSync(path.join(root, 'shared/new'));
  write('shared/new/word.ts', `export const word = 'new';`);
  write('functions/hello.ts', `export { word as handler } from '../shared/new/word.ts';`);
  for (const word of ['three', 'four', 'five']) {
    write('shared/new/.word.ts.swp', `export const word = () => '${word}';`);
    renameSync(path.join(root, 'shared/new/.word.ts.swp'), path.join(root, 'shared/new/word.ts'));
    await expect.poll(() => answerOf('hello')).toBe(word);
  }
});

test('code that doesn’t build is named in one line, and is reloaded once it does', async () => {
  write('shared/word.ts', 'export const word =\n  = 1;');
  await expect.poll(() => lines.length).toBe(1);
  expect(lines[0]).toMatch(/^Nothing was reloaded\. .*shared\/word\.ts:2: Unexpected "="$/);
  expect(await answerOf('hello')).toBe('one');
  write('shared/word.ts', `import { more } from './more.ts';\nexport const word = more;`);
  await expect.poll(() => lines.length).toBe(2);
  expect(lines[1]).toContain('Could not resolve "./more.ts"');
  // No bundle contains this file, but the one that needs it is still to be built.
  write('shared/more.ts', `export const more = 'more';`);
  await expect.poll(() => answerOf('hello')).toBe('more');
});

test('a change of the contract says what is not reloaded', async () => {
  write('shared/contract/limits.ts', 'export const limits = 1;');
  write(
    'functions/other.ts',
    `export { limits } from '../shared/contract/limits.ts';\nexport const handler = () => 2;`,
  );
  await expect.poll(() => answerOf('other')).toBe(2);
  write('shared/contract/limits.ts', 'export const limits = 2;');
  await expect
    .poll(() => lines.at(-1))
    .toMatch(/^Reloaded other .+ Start again for changed routes, rights and pages\.$/);
});
