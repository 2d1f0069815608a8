import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { apiRequest, pageRequest } from './edge-functions.ts';

type Handler = (event: object) => { uri: string; statusCode?: number; body?: { data: string } };
const compile = (code: string): Handler =>
  (runInNewContext(`${code}; ({ handler })`) as { handler: Handler }).handler;

const ofPages = compile(pageRequest);
const handler = ({ request }: { request: { uri: string } }) =>
  ofPages({ request, context: { requestId: 'r1' } });

test.each([
  ['/', '/index.html'],
  ['/o/acme/contacts', '/index.html'],
  ['/o/acme/contacts/', '/index.html'],
  ['/o/a.b/contacts/0192f0c4', '/index.html'],
])('the page address %s returns the page that renders every route', (uri, served) => {
  expect(handler({ request: { uri } }).uri).toBe(served);
});

test.each(['/_app/immutable/start.a1b2.js', '/config.json', '/favicon.svg'])(
  'the file address %s is unchanged, so that a missing file is 404',
  (uri) => {
    expect(handler({ request: { uri } }).uri).toBe(uri);
  },
);

test.each([
  '/v1',
  '/V1/orgs',
  '/v2/orgs',
  '/api',
  '/api/orgs',
  '/health',
  '/hooks',
  '/HOOKS/x',
  '/openapi.json',
])('the address %s is no page but a problem, because programs ask for it', (uri) => {
  const { statusCode, body } = handler({ request: { uri } });
  expect(statusCode).toBe(404);
  expect(JSON.parse(body!.data)).toEqual({
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'not_found',
    detail: expect.stringContaining('/v1/openapi.json') as string,
    requestId: 'r1',
  });
});

test('addresses that only begin like the API are pages', () => {
  for (const uri of ['/v1x', '/apis', '/healthy', '/o/v1', '/vendors'])
    expect(handler({ request: { uri } }).uri).toBe('/index.html');
});

test.each([
  ['/v1/orgs/', '/v1/orgs'],
  ['/v1/orgs//', '/v1/orgs'],
  ['/v1/orgs', '/v1/orgs'],
  ['/', '/'],
])('the API address %s is passed on without a slash at the end', (uri, passed) => {
  expect(compile(apiRequest)({ request: { uri, headers: {} }, viewer: { ip: '192.0.2.7' } }).uri).toBe(
    passed,
  );
});

test('the viewer’s address is passed on, whatever the viewer sent', () => {
  const headers = { 'x-viewer-ip': { value: '6.6.6.6' }, accept: { value: '*/*' } };
  const request = { uri: '/v1/me', headers };
  expect(compile(apiRequest)({ request, viewer: { ip: '2001:db8::1' } })).toMatchObject({
    headers: { 'x-viewer-ip': { value: '2001:db8::1' }, accept: { value: '*/*' } },
  });
});
