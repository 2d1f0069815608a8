import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Answer } from './call.ts';
import { compressed } from './compress.ts';

const long = JSON.stringify({ notes: 'ñandú 🙂 '.repeat(1_000) });
const answer = (body: string): Answer => ({ statusCode: 200, headers: { etag: '"v1"' }, body });
const bytesOf = ({ body = '' }: Answer) => Buffer.from(body, 'base64');

test('a long answer is compressed as the client accepts', () => {
  const brotli = compressed(answer(long), 'gzip, deflate, br');
  expect(brotli.headers).toEqual({ etag: '"v1"', 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(brotliDecompressSync(bytesOf(brotli)).toString()).toBe(long);
  const gzip = compressed(answer(long), 'br;q=0, GZIP;q=0.5');
  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip' });
  expect(gunzipSync(bytesOf(gzip)).toString()).toBe(long);
});

test('an answer stays as it is if it is short or the client accepts no compression', () => {
  expect(compressed(answer('{"a":1}'), 'br')).toEqual(answer('{"a":1}'));
  for (const accepted of [undefined, '', 'identity', 'deflate', 'gzip;q=0'])
    expect(compressed(answer(long), accepted)).toMatchObject({ body: long });
});

test('caches are told that the answer depends on what the client accepts', () => {
  expect(compressed(answer(long), undefined).headers?.vary).toBe('Accept-Encoding');
  const withOrigin = { ...answer(long), headers: { vary: 'Origin' } };
  expect(compressed(withOrigin, 'br').headers?.vary).toBe('Origin, Accept-Encoding');
});
