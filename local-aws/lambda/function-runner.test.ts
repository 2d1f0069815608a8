import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createFunctionRunner, type FunctionRunner, type Outcome } from './function-runner.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-runner-'));
const codeFolder = path.join(import.meta.dirname, 'fixtures/handler');
let runner: FunctionRunner;

function start(options: { timeoutSeconds?: number; memoryMb?: number; idleSeconds?: number } = {}) {
  const { timeoutSeconds = 5, memoryMb = 128, idleSeconds = 300 } = options;
  const definition = {
    name: `f${Math.random()}`,
    arn: 'arn:f',
    codeFolder,
    handler: 'index.handler',
    environment: {},
    timeoutSeconds,
    memoryMb,
    reservedConcurrency: undefined,
    roleName: 'r',
  };
  runner = createFunctionRunner(definition, {
    environment: { ONLY: 'this' },
    logFolder: folder,
    idleSeconds,
  });
  return runner;
}

const answer = (outcome: Outcome) =>
  outcome.kind === 'result' ? (JSON.parse(outcome.json) as unknown) : outcome;
const works = async () => (await runner.invoke({ do: 'remaining' })).kind === 'result';
const logged = () =>
  readFileSync(path.join(folder, `${runner.definition.name}.log`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

afterEach(() => runner.stop());
afterAll(() => rmSync(folder, { recursive: true }));

test('a response is serialized as in Lambda, and its text body is returned separately', async () => {
  expect(await start().invoke({ a: 'é' })).toEqual({
    kind: 'result',
    json: '{"statusCode":200}',
    body: '{"a":"é"}',
  });
});

test('a function sees only its own environment variables', async () => {
  process.env.SECRET_OF_THE_HOST = 'x';
  expect(answer(await start().invoke({ do: 'environment' }))).toEqual({ ONLY: 'this' });
});

test('waiting calls do not block one another', async () => {
  start();
  await works();
  const startedAt = Date.now();
  await Promise.all(Array.from({ length: 20 }, () => runner.invoke({ do: 'wait', milliseconds: 100 })));
  expect(Date.now() - startedAt).toBeLessThan(1000);
});

test('a handler’s error is reported with its name, and the thread survives', async () => {
  const outcome = await start().invoke({ do: 'throw' });
  expect(outcome).toEqual({ kind: 'failure', errorType: 'TypeError', message: 'as requested' });
  expect(await works()).toBe(true);
  expect(runner.state().starts).toBe(1);
});

test.each(['exit', 'crash', 'eat'])(
  'after a thread ends by "%s", the next call gets a new one',
  async (how) => {
    const outcome = await start({ memoryMb: 32 }).invoke({ do: how });
    expect(outcome).toMatchObject({ kind: 'failure', errorType: 'Runtime.ExitError' });
    expect(await works()).toBe(true);
    expect(runner.state()).toMatchObject({ starts: 2, underWay: 0 });
  },
);

test('code is reloaded for later calls, and those that are running end with the code that they began with', async () => {
  start();
  await works();
  const slow = runner.invoke({ do: 'wait', milliseconds: 300 });
  runner.reload(path.join(import.meta.dirname, 'fixtures/later-handler'));
  expect(answer(await runner.invoke({ do: 'wait' }))).toBe('reloaded');
  expect(answer(await slow)).toEqual({ waited: 300 });
  expect(runner.state()).toMatchObject({ starts: 2, underWay: 0 });
  runner.reload(codeFolder);
  expect(await works()).toBe(true);
});

test('a function is restarted for later calls, and those that are running end in the thread in which they began', async () => {
  start();
  await works();
  const slow = runner.invoke({ do: 'wait', milliseconds: 300 });
  runner.reload();
  expect(await works()).toBe(true);
  expect(answer(await slow)).toEqual({ waited: 300 });
  expect(runner.state()).toMatchObject({ starts: 2, underWay: 0 });
});

test('a call that never ends is stopped at its timeout and does not block later ones', async () => {
  start({ timeoutSeconds: 1 });
  await works();
  const startedAt = Date.now();
  const endless = runner.invoke({ do: 'loop' });
  expect(await endless).toMatchObject({ kind: 'failure', errorType: 'Sandbox.Timedout' });
  expect(await works()).toBe(true);
  expect(Date.now() - startedAt).toBeLessThan(2500);
  expect(logged().at(-1)).toMatchObject({
    level: 'ERROR',
    message: expect.stringContaining('Task timed out after 1.00'),
  });
});

test('other calls in the thread of a timed-out call can finish', async () => {
  start({ timeoutSeconds: 1 });
  await works();
  const slow = runner.invoke({ do: 'wait', milliseconds: 5000 });
  await sleep(700);
  const other = runner.invoke({ do: 'wait', milliseconds: 600 });
  expect(await slow).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(answer(await other)).toEqual({ waited: 600 });
});

test('a response above 6 MB is refused', async () => {
  const characters = 6 * 1024 * 1024;
  expect(await start().invoke({ do: 'fill', characters })).toMatchObject({
    errorType: 'Function.ResponseSizeTooLarge',
  });
  expect((await runner.invoke({ do: 'fill', characters: characters - 2 })).kind).toBe('result');
});

test('an idle thread ends, the next call starts another', async () => {
  start({ idleSeconds: 0.1 });
  await works();
  await sleep(300);
  expect(runner.state().running).toBe(false);
  expect(await works()).toBe(true);
});

test('every log line is JSON, with the request id for console output', async () => {
  await start().invoke({ do: 'print' });
  expect(logged()).toEqual([
    expect.objectContaining({
      level: 'INFO',
      message: "a text { of: 'parts' }",
      requestId: expect.any(String),
    }),
    { own: 'line' },
  ]);
});
