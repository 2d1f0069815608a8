import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporary } from '../../tests/host.ts';
import { ensureBuilt } from './up-to-date.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(temporary, 'cobalt-build-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Builds from the inputs, in a folder of its own, and returns whether the build ran. */
async function build(name: string, inputs: string, run = () => Promise.resolve()): Promise<boolean> {
  const result = path.join(folder, name, 'result');
  let hasRun = false;
  await ensureBuilt({
    stampFile: path.join(folder, `${name}.inputs`),
    result,
    inputsHash: () => inputs,
    async run() {
      hasRun = true;
      mkdirSync(path.dirname(result), { recursive: true });
      writeFileSync(result, inputs);
      await run();
    },
  });
  return hasRun;
}

test('a build runs only if its inputs have changed', async () => {
  expect([await build('changed', 'a'), await build('changed', 'a'), await build('changed', 'b')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('a build that failed halfway is repeated, even for the inputs of the build before', async () => {
  await build('failed', 'a');
  const failing = build('failed', 'b', () => Promise.reject(new Error('ended')));
  await expect(failing).rejects.toThrow('ended');
  expect(await build('failed', 'a')).toBe(true);
});
