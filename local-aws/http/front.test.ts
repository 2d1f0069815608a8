import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close, createHttpServer, listen } from './listen.ts';
import type { EdgeBehavior } from '../template/edge.ts';
import { createApi, maxRequestBytes } from './api.ts';
import { createFront, type AnsweredRequest } from './front.ts';
import { createSite } from './site.ts';
import { createThrottle } from './throttle.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-site-'));
const { server, answerWith } = createHttpServer();
let port = 0;
let lastEvent: Record<string, any> = {};
let result: unknown;
let answered: AnsweredRequest[] = [];

const definition = {
  name: 'f',
  arn: 'arn:f',
  codeFolder: '',
  handler: 'index.handler',
  environment: {},
  timeoutSeconds: 1,
  memoryMb: 128,
  reservedConcurrency: undefined,
  roleName: 'r',
};
const runner = {
  definition,
  // A function that returns what the test has set.
  invoke(event: unknown) {
    lastEvent = event as Record<string, any>;
    const { body, ...rest } = (result ?? {}) as { body?: string };
    return Promise.resolve({
      kind: 'result' as const,
      json: JSON.stringify(rest),
      ...(body ? { body } : {}),
    });
  },
  state: () => ({ running: true, underWay: 0, starts: 1 }),
  reload: () => undefined,
  stop: () => Promise.resolve(),
};
const site: EdgeBehavior = {
  pathPattern: undefined,
  leadsTo: 'site',
  methods: ['GET', 'HEAD'],
  originHeaders: {},
  compresses: true,
  viewerRequestCode: `function handler(event) {
    var uri = event.request.uri;
    if (uri === '/old') return { statusCode: 301, headers: { location: { value: '/new' } } };
    if (!uri.split('/').pop().includes('.')) event.request.uri = '/index.html';
    return event.request;
  }`,
  responseHeaders: [{ name: 'x-frame-options', value: 'DENY' }],
};
const api: EdgeBehavior = {
  ...site,
  pathPattern: '/v1/*',
  leadsTo: 'api',
  methods: ['GET', 'HEAD', 'POST'],
  originHeaders: { 'x-origin-secret': 's3cret' },
  compresses: false,
  viewerRequestCode: `function handler({ request, viewer }) {
    request.uri = request.uri.replace(/\\/$/, '');
    request.headers['x-viewer'] = { value: viewer.ip };
    return request;
  }`,
};

beforeAll(async () => {
  mkdirSync(path.join(folder, 'site'));
  writeFileSync(path.join(folder, 'site/index.html'), '<h1>Home</h1>');
  writeFileSync(path.join(folder, 'site/app.js'), 'run()');
  writeFileSync(path.join(folder, 'site/long.js'), 'run();'.repeat(500));
  writeFileSync(path.join(folder, 'secret.txt'), 'out of reach');
  port = await listen(server, 0);
  const throttle = { rate: 1, burst: 1_000_000 };
  const apiDefinition = {
    id: 'abc',
    domainName: 'abc.example',
    stage: '$default',
    throttle,
    routes: [
      { routeKey: 'ANY /v1/{proxy+}', functionName: 'f', isPermitted: true },
      { routeKey: 'ANY /v1/locked', functionName: 'f', isPermitted: false },
    ],
  };
  answerWith(
    createFront({
      edge: { url: 'https://edge', rootObject: 'index.html', behaviors: [api], fallback: site },
      api: createApi(apiDefinition, '000000000000', new Map([['f', runner]])),
      site: createSite(path.join(folder, 'site')),
      settings: { path: '/config.json', contents: (origin) => ({ origin }) },
      onAnswer: (request) => answered.push(request),
      own: { '/_local': (_request, response) => response.end('own') },
    }),
  );
});
afterAll(async () => {
  await close(server);
  rmSync(folder, { recursive: true });
});

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

/** Sends a request with node:http, because fetch would normalize paths and Host. */
function ask(
  target: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const call = request({ port, host: '127.0.0.1', path: target, method, headers }, (response) => {
      let text = '';
      response.on('data', (data) => (text += String(data)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

test('page addresses get the app page, and missing files stay 404', async () => {
  for (const address of ['/', '/o/acme/contacts', '/docs']) {
    expect(await ask(address)).toMatchObject({ status: 200, text: '<h1>Home</h1>' });
  }
  expect(await ask('/app.js')).toMatchObject({ status: 200, text: 'run()' });
  expect(await ask('/none.js')).toMatchObject({ status: 404, headers: { 'x-frame-options': 'DENY' } });
});

test('a CloudFront function can answer a request itself', async () => {
  expect(await ask('/old')).toMatchObject({ status: 301, headers: { location: '/new' } });
});

test('no path escapes the site’s folder', async () => {
  for (const address of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/x/../../secret.txt']) {
    expect((await ask(address)).text).not.toContain('out of reach');
  }
});

test('not even a CloudFront function can escape it', async () => {
  expect(await createSite(path.join(folder, 'site'))('../secret.txt')).toBeUndefined();
});

test('a file that the browser has cached is not sent again', async () => {
  const { headers } = await ask('/app.js');
  const again = await ask('/app.js', { headers: { 'if-none-match': String(headers.etag) } });
  expect(again).toMatchObject({ status: 304, text: '' });
});

test('long texts of the site are compressed for browsers that accept it', async () => {
  const headers = { 'accept-encoding': 'gzip, deflate, br' };
  const { headers: sent } = await ask('/long.js', { headers });
  expect(sent).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  expect(Number(sent['content-length'])).toBeLessThan(200);
  expect((await ask('/long.js')).headers).not.toHaveProperty('content-encoding');
  expect((await ask('/app.js', { headers })).headers).not.toHaveProperty('content-encoding');
});

test('other host names are refused, which prevents DNS rebinding', async () => {
  expect((await ask('/v1/x', { headers: { host: 'evil.example' } })).status).toBe(421);
  expect((await ask('/v1/x', { headers: { host: `localhost:${port}` } })).status).toBe(200);
});

test("the host's own paths are not part of the product", async () => {
  expect((await ask('/_local/mails')).text).toBe('own');
  expect((await ask('/_localx')).text).toBe('<h1>Home</h1>');
});

test('a CloudFront function can change the address and headers of a request to the API', async () => {
  await ask('/v1/x/?a=1', { headers: { 'x-viewer': '6.6.6.6' } });
  expect(lastEvent).toMatchObject({ rawPath: '/v1/x', rawQueryString: 'a=1' });
  expect(lastEvent.headers['x-viewer']).toBe('127.0.0.1');
});

test('addresses and headers that are too long for CloudFront or the HTTP API are refused', async () => {
  result = undefined;
  const address = (length: number) =>
    `/v1/x?q=${'a'.repeat(length - `http://127.0.0.1:${port}/v1/x?q=`.length)}`;
  expect((await ask(address(8_192))).status).toBe(200);
  expect((await ask(address(8_193))).status).toBe(414);
  const head = (length: number) => ask('/v1/x', { headers: { 'x-mine': 'a'.repeat(length) } });
  expect((await head(10_000)).status).toBe(200);
  expect((await head(10_240)).status).toBe(431);
});

test('callers cannot set headers reserved for CloudFront', async () => {
  const headers = {
    'x-origin-secret': 'guess',
    'cloudfront-viewer-address': '6.6.6.6:1',
    'CloudFront-Viewer-Country': 'XX',
    'x-mine': 'kept',
  };
  await ask('/v1/x', { headers });
  expect(lastEvent.headers).toMatchObject({ 'x-origin-secret': 's3cret', 'x-mine': 'kept' });
  expect(lastEvent.headers).not.toHaveProperty('cloudfront-viewer-country');
  expect(lastEvent.headers['cloudfront-viewer-address']).toMatch(/^127\.0\.0\.1:\d+$/);
});

test('status, headers, cookies and bodies of a function are returned', async () => {
  const body = Buffer.from([0, 255]).toString('base64');
  result = {
    statusCode: 418,
    headers: { 'X-Tea': 'green' },
    cookies: ['a=1', 'b=2'],
    isBase64Encoded: true,
    body,
  };
  const { status, headers } = await ask('/v1/x');
  expect([status, headers['x-tea'], headers['set-cookie'], headers['content-length']]).toEqual([
    418,
    'green',
    ['a=1', 'b=2'],
    '2',
  ]);
  result = undefined;
});

test('a route whose function the API has no permission to invoke fails with 500', async () => {
  expect(await ask('/v1/locked')).toMatchObject({
    status: 500,
    text: '{"message":"Internal Server Error"}',
  });
});

test('unsupported methods and bodies above 10 MB are refused with the service’s own responses', async () => {
  expect((await ask('/v1/x', { method: 'DELETE' })).status).toBe(403);
  expect((await ask('/', { method: 'POST' })).status).toBe(403);
  const body = Buffer.alloc(maxRequestBytes + 1);
  expect(await ask('/v1/x', { method: 'POST', body })).toMatchObject({
    status: 413,
    text: '{"message":"Request Entity Too Large"}',
  });
});

test('requests beyond rate and burst are refused until time passes', () => {
  let now = 0;
  const isWithin = createThrottle(10, 2, () => now);
  expect([isWithin(), isWithin(), isWithin()]).toEqual([true, true, false]);
  now = 100;
  expect([isWithin(), isWithin()]).toEqual([true, false]);
});

test('each request of the API is reported with its status and id, without query, and files of the site are not', async () => {
  answered = [];
  result = { statusCode: 201, headers: { 'X-Request-Id': 'r1' } };
  await ask('/v1/things?key=secret', { method: 'POST' });
  await ask('/app.js');
  result = undefined;
  await ask('/v1/locked');
  const milliseconds = expect.any(Number);
  expect(answered).toEqual([
    { method: 'POST', path: '/v1/things', status: 201, milliseconds, requestId: 'r1' },
    { method: 'GET', path: '/v1/locked', status: 500, milliseconds, requestId: undefined },
  ]);
});
