import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { firstKeyId, minutesUntilReadAgain } from '#contract/sealing-keys.ts';

/** What the server in the place of Secrets Manager answers: a value, or the name of an error. */
let value: string | undefined;
let errorName: string | undefined;
let calls = 0;
let logged: string[] = [];
const server = createServer((request, response) => {
  request.resume();
  calls += 1;
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  if (errorName !== undefined) response.writeHead(400).end(JSON.stringify({ __type: errorName }));
  else if (value !== undefined) response.end(JSON.stringify({ SecretString: value }));
  // Otherwise the call hangs.
});

const later = '2020-01-01T00:00:00Z';
const first = JSON.stringify({ [firstKeyId]: 'first' });
const rotated = JSON.stringify({ [firstKeyId]: 'first', [later]: 'second' });

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('SEALING_SECRET_ARN', 'arn:aws:secretsmanager:us-east-1:1:secret:keys');
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${port}`);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'key');
  vi.stubEnv('AWS_REGION', 'us-east-1');
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  [value, errorName, calls, logged] = [first, undefined, 0, []];
});

/** Modules as a new instance of a function loads them. */
async function newInstance() {
  vi.resetModules();
  const { loadStageKeys } = await import('#data/store/load-stage-keys.ts');
  const { stageKey } = await import('#data/store/stage-key.ts');
  return { load: loadStageKeys, currentId: () => stageKey('any').id };
}

const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

test('an instance reads the keys once, and again a while later, while it goes on with those that it knows', async () => {
  const { load, currentId } = await newInstance();
  await Promise.all([load(), load()]);
  await load();
  expect([calls, currentId()]).toEqual([1, firstKeyId]);
  value = rotated;
  pass(minutesUntilReadAgain - 1);
  await load();
  expect(calls).toBe(1);
  pass(2);
  await load();
  await expect.poll(currentId).toBe(later);
  expect(calls).toBe(2);
});

test('an instance that knows keys waits for no answer, and tries again after a minute', async () => {
  const { load, currentId } = await newInstance();
  const spied = vi.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  await load();
  value = undefined;
  pass(minutesUntilReadAgain + 1);
  await load();
  expect(currentId()).toBe(firstKeyId);
  await expect.poll(() => calls).toBeGreaterThan(1);
  // The call that hangs ends after a time, and the SDK repeats it.
  errorName = 'AccessDeniedException';
  await expect.poll(() => logged.join('')).toContain('keys of the stage not read again');
  spied.mockRestore();
  const tried = calls;
  await load();
  expect(calls).toBe(tried);
  [value, errorName] = [rotated, undefined];
  pass(2);
  await load();
  await expect.poll(currentId).toBe(later);
});

test('an instance without keys fails: as a fault of the release if no repetition helps, otherwise as unavailable', async () => {
  const { load } = await newInstance();
  errorName = 'AccessDeniedException';
  await expect(load()).rejects.toThrow(/can't be read: AccessDeniedException/);
  errorName = 'LimitExceededException';
  await expect(load()).rejects.toHaveProperty('$metadata');
  errorName = undefined;
  await expect(load()).resolves.toBeUndefined();
});
