import { expect, test } from 'vitest';
import { createRouter } from './routes.ts';

const route = createRouter(
  [
    'ANY /v1/{proxy+}',
    'ANY /v1/orgs/{orgId}',
    'ANY /v1/orgs/{orgId}/contacts',
    'ANY /v1/orgs/{orgId}/contacts/{proxy+}',
    'GET /v1/orgs/{orgId}/contacts/export',
    'GET /v1/orgs/{orgId}/contacts',
    'ANY /v1/orgs/mine',
    '$default',
  ].map((routeKey) => ({ routeKey, functionName: 'any', isPermitted: true })),
);
const matched = (method: string, path: string) => route(method, path)?.route.routeKey;

test.each([
  ['GET', '/v1/orgs/mine', 'ANY /v1/orgs/mine'],
  ['GET', '/v1/orgs/7', 'ANY /v1/orgs/{orgId}'],
  ['GET', '/v1/orgs/7/contacts', 'GET /v1/orgs/{orgId}/contacts'],
  ['POST', '/v1/orgs/7/contacts', 'ANY /v1/orgs/{orgId}/contacts'],
  ['GET', '/v1/orgs/7/contacts/export', 'GET /v1/orgs/{orgId}/contacts/export'],
  ['POST', '/v1/orgs/7/contacts/export', 'ANY /v1/orgs/{orgId}/contacts/{proxy+}'],
  ['GET', '/v1/orgs/7/contacts/8/restore', 'ANY /v1/orgs/{orgId}/contacts/{proxy+}'],
  ['GET', '/v1/orgs/7/leads', 'ANY /v1/{proxy+}'],
  ['GET', '/v1/orgs/7/contacts/', 'ANY /v1/{proxy+}'],
  ['GET', '/v1', '$default'],
  ['GET', '/', '$default'],
])('%s %s leads to %s: the most specific match', (method, path, expected) => {
  expect(matched(method, path)).toBe(expected);
});

test('path variables are passed decoded, a greedy one with its slashes', () => {
  expect(route('PUT', '/v1/orgs/a%20b/contacts/c/%C3%A9')?.pathParameters).toEqual({
    orgId: 'a b',
    proxy: 'c/é',
  });
});

test('invalid percent-encoding is passed on unchanged', () => {
  expect(route('GET', '/v1/orgs/%E0%A4')?.pathParameters).toEqual({ orgId: '%E0%A4' });
});

test('without a default route, unmatched paths are not found', () => {
  const strict = createRouter([{ routeKey: 'GET /a', functionName: 'any', isPermitted: true }]);
  expect([strict('GET', '/b'), strict('POST', '/a')]).toEqual([undefined, undefined]);
});
