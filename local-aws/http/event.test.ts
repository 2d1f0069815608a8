import { expect, test } from 'vitest';
import { proxyEvent, type FrontRequest } from './event.ts';

const api = {
  apiId: 'abc',
  domainName: 'abc.execute-api.example',
  accountId: '000000000000',
  stage: '$default',
};
const match = { route: { routeKey: '$default', functionName: 'any', isPermitted: true }, pathParameters: {} };

function eventOf(request: Partial<FrontRequest>) {
  const plain = { method: 'POST', target: '/', rawHeaders: [], body: Buffer.alloc(0), sourceIp: '127.0.0.1' };
  return proxyEvent({ ...plain, ...request }, match, api, { 'x-origin-secret': 's' });
}

test('the path is decoded up to an encoded question mark, and the query stays as sent', () => {
  const event = eventOf({ target: '/a%20b/c%3Fd?q=%20x&q=2&e' });
  expect(event.rawPath).toBe('/a b/c');
  expect(event.rawQueryString).toBe('q=%20x&q=2&e');
  expect(event.queryStringParameters).toEqual({ q: ' x,2', e: '' });
});

test('headers are joined in lower case, cookies are separate, and Host is the API’s', () => {
  const rawHeaders = ['Host', 'localhost', 'X-A', '1', 'x-a', '2', 'Cookie', 'a=1; b=2'];
  const event = eventOf({ rawHeaders });
  expect(event.headers).toEqual({ 'x-a': '1,2', host: 'abc.execute-api.example', 'x-origin-secret': 's' });
  expect(event.cookies).toEqual(['a=1', 'b=2']);
});

test("a caller's own value of a header set by CloudFront is overwritten", () => {
  expect(eventOf({ rawHeaders: ['X-Origin-Secret', 'guess'] }).headers['x-origin-secret']).toBe('s');
});

test.each([
  ['application/json; charset=utf-8', '{"é":1}', false],
  ['text/plain', 'é', false],
  ['application/x-www-form-urlencoded', 'YT0x', true],
  ['application/octet-stream', 'AP8=', true],
])('a body of type %s arrives in the encoding of the service', (type, expected, isBase64) => {
  const body = isBase64 ? Buffer.from(expected, 'base64') : Buffer.from(expected);
  const event = eventOf({ body, rawHeaders: ['content-type', type] });
  expect([event.body, event.isBase64Encoded]).toEqual([expected, isBase64]);
});

test('without a body the event has none', () => {
  expect(eventOf({})).not.toHaveProperty('body');
});
