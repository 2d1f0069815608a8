import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkCopies } from './copies-check.ts';

/** What the function answers, and what it was asked. */
let answer: { error?: string; body: object };
let asked: unknown[] = [];
const server = createServer((request, response) => {
  void text(request).then((body) => {
    asked = [request.url, JSON.parse(body)];
    if (answer.error) response.setHeader('x-amz-function-error', answer.error);
    response.end(JSON.stringify(answer.body));
  });
});
const dev = { stage: 'dev', region: 'us-east-1' };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
});

test('the deployed function for lists is asked whether its runtime can store and open copies', async () => {
  answer = { body: { runtime: 'v24.1.0', way: 'files' } };
  expect(await checkCopies(dev)).toEqual({ runtime: 'v24.1.0', way: 'files' });
  expect(asked).toEqual(['/2015-03-31/functions/cobalt-dev-lists/invocations', { question: 'copies' }]);
});

test('a deployment whose lists can’t be copied ends with one line that says why and what to do', async () => {
  answer = { error: 'Unhandled', body: { errorMessage: 'db.exec is not a function' } };
  await expect(checkCopies(dev)).rejects.toThrow(
    /^[^\n]*db\.exec is not a function[^\n]*previous release[^\n]*$/,
  );
  answer = { body: {} };
  await expect(checkCopies(dev)).rejects.toThrow(/no answer/);
});
