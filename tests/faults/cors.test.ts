import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { proxyEvent } from 'local-aws/http/event.ts';
import { beforeAll, expect, test, vi } from 'vitest';

const app = 'https://app.example.com';
const other = 'https://shop.example.com';
const path = '/v1/openapi.json';
const secret = 'secret-of-the-edge';

type Handler = (event: APIGatewayProxyEventV2, context: object) => Promise<APIGatewayProxyStructuredResultV2>;
/** The function's handler in a stage that allows two origins, and in one that allows none. */
const handlers = new Map<string, Handler>();

async function handlerWith(origins: string): Promise<Handler> {
  vi.stubEnv('CORS_ORIGINS', origins);
  vi.stubEnv('ORIGIN_SECRET', secret);
  vi.resetModules();
  const { handler } = await import('../../functions/health/handler.ts');
  return handler as Handler;
}

beforeAll(async () => {
  handlers.set('open', await handlerWith(`https://first.example.com ${app}`));
  handlers.set('closed', await handlerWith(''));
});

async function send(stage: 'open' | 'closed', method: string, origin?: string, query = '') {
  const request = {
    method,
    target: path + query,
    rawHeaders: origin === undefined ? [] : ['Origin', origin],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
  };
  const route = { routeKey: `ANY ${path}`, functionName: 'health', isPermitted: true };
  const api = { apiId: 'api', domainName: 'api.example', accountId: '1', stage: '$default' };
  const event = proxyEvent(request, { route, pathParameters: {} }, api, { 'x-origin-secret': secret });
  const { statusCode, headers = {} } = await handlers.get(stage)!(event, {
    awsRequestId: 'request',
    getRemainingTimeInMillis: () => 10_000,
  });
  return {
    statusCode,
    vary: headers.vary,
    cors: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-'))),
  };
}

test('a page of an allowed site may send requests with a token and read answers, but no cookies', async () => {
  const preflight = await send('open', 'OPTIONS', app);
  expect(preflight).toMatchObject({ statusCode: 204, vary: expect.stringContaining('Origin') });
  expect(preflight.cors).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-allow-methods': expect.stringContaining('GET'),
    'access-control-allow-headers': expect.stringMatching(/authorization.*if-match/),
  });
  const answer = await send('open', 'GET', app);
  expect(answer).toMatchObject({ statusCode: 200, vary: expect.stringContaining('Origin') });
  expect(answer.cors).toEqual({
    'access-control-allow-origin': app,
    'access-control-expose-headers': expect.stringContaining('etag'),
  });
  for (const { cors } of [preflight, answer])
    expect(cors).not.toHaveProperty('access-control-allow-credentials');
});

test('browsers may ask with the query of the request that will follow', async () => {
  const { statusCode, cors } = await send('open', 'OPTIONS', app, '?limit=10&anything=1');
  expect([statusCode, cors['access-control-allow-origin']]).toEqual([204, app]);
});

test('a page of an allowed site can read problems, too', async () => {
  const { statusCode, cors } = await send('open', 'DELETE', app);
  expect([statusCode, cors['access-control-allow-origin']]).toEqual([405, app]);
});

test.each([
  ['another site', 'open', other],
  ['a site whose address begins like an allowed one', 'open', `${app}.evil.example`],
  ['an allowed site without encryption', 'open', app.replace('https', 'http')],
  ['a page without an address', 'open', 'null'],
  ['a program without an origin', 'open', undefined],
  ['any site, in a stage that allows none', 'closed', app],
] as const)(
  '%s gets no permission to read answers, neither before nor with a request',
  async (_, stage, origin) => {
    for (const [method, expected] of [
      ['OPTIONS', 204],
      ['GET', 200],
    ] as const) {
      const { statusCode, cors } = await send(stage, method, origin);
      expect([statusCode, cors]).toEqual([expected, {}]);
    }
  },
);
