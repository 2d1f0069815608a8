import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { smokeTest } from './smoke-test.ts';

const config = { stage: 'prod', userPoolId: 'us-east-1_a' };
const ok = { state: 'ok' };

type Answer = [status: number, body: string];
let answers: Record<string, Answer>;
let url: string;
const server = createServer((request, response) => {
  const [status, body] = answers[request.url ?? ''] ?? [404, ''];
  response.writeHead(status).end(body);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  answers = {
    '/': [200, '<!doctype html><html></html>'],
    '/config.json': [200, JSON.stringify(config)],
    '/v1/health': [200, JSON.stringify({ version: '1.2.3', parts: { table: ok, index: ok } })],
    '/v1/me': [401, JSON.stringify({ code: 'unauthenticated' })],
    '/v1/orgs/x/contacts': [401, JSON.stringify({ code: 'unauthenticated' })],
  };
});

const refused = [
  { method: 'GET', path: '/v1/me' },
  { method: 'POST', path: '/v1/orgs/x/contacts' },
];
const tested = (at = url) => smokeTest({ url: at, config, version: '1.2.3', refused }, 0);

test('a stage that answers as it should passes', async () => {
  await expect(tested()).resolves.toBeUndefined();
});

test.each<[string, Record<string, Answer>, RegExp]>([
  ['no page', { '/': [403, '<Error/>'] }, /the site answers 403/],
  ['another pool', { '/config.json': [200, '{"stage":"prod"}'] }, /other values of userPoolId/],
  ['the site in place of the API', { '/v1/health': [200, '<html></html>'] }, /runs version unknown/],
  [
    'a former release',
    { '/v1/health': [200, '{"version":"1.2.2"}'] },
    /runs version 1\.2\.2 instead of 1\.2\.3/,
  ],
  [
    'a part that fails',
    {
      '/v1/health': [
        200,
        '{"version":"1.2.3","parts":{"index":{"state":"failing","detail":"400 seconds behind"}}}',
      ],
    },
    /index is failing \(400 seconds behind\)/,
  ],
  ['health without parts', { '/v1/health': [200, '{"version":"1.2.3"}'] }, /says nothing about its parts/],
  ['an open door', { '/v1/me': [200, '{}'] }, /GET \/v1\/me with 200 instead of 401/],
  [
    'a function that can’t be called',
    { '/v1/orgs/x/contacts': [500, '{}'] },
    /POST \/v1\/orgs\/x\/contacts with 500/,
  ],
  ['API Gateway’s own refusal', { '/v1/me': [401, '{"message":"Unauthorized"}'] }, /instead of 401/],
])('a stage with %s fails with one line about it', async (_, changed, line) => {
  Object.assign(answers, changed);
  const error = await tested().catch((caught: unknown) => caught as Error);
  expect((error as Error).message).toMatch(line);
  expect((error as Error).message.split('\n')).toHaveLength(2);
});

test('a stage that can’t be reached is reported with the reason', async () => {
  await expect(tested('http://127.0.0.1:1')).rejects.toThrow(/the API can’t be reached \(.+\)/);
});
