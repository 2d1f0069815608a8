import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFunctionRunner } from '../lambda/function-runner.ts';
import { createSandboxes } from './sandboxes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-sandboxes-'));
const definition = {
  name: 'f',
  arn: 'arn:f',
  codeFolder: path.join(import.meta.dirname, '../lambda/fixtures/handler'),
  handler: 'index.handler',
  environment: {},
  timeoutSeconds: 5,
  memoryMb: 128,
  reservedConcurrency: undefined,
  roleName: 'r',
};
const sandboxOf = (key: string) =>
  createFunctionRunner(definition, { environment: { KEY: key }, logFolder: folder });
const sandboxes = createSandboxes([sandboxOf('first'), sandboxOf('second')]);

afterAll(async () => {
  await sandboxes.stop();
  rmSync(folder, { recursive: true });
});

test('invocations are spread over sandboxes with their own keys, which are replaced now and then', async () => {
  const keys = new Set<string>();
  for (let call = 0; call < 1_000; call += 1) {
    const outcome = await sandboxes.invoke({ do: 'environment' });
    if (outcome.kind === 'failure') throw new Error(outcome.message);
    keys.add(outcome.json);
  }
  expect([...keys].sort()).toEqual(['{"KEY":"first"}', '{"KEY":"second"}']);
  expect(sandboxes.state()).toMatchObject({ running: true, underWay: 0 });
  expect(sandboxes.state().starts).toBeGreaterThan(2);
});
