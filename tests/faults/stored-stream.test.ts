import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startBucket } from './bucket-under-test.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const bucket = await startBucket();
const { storeStream } = await import('#data/files/stored-stream.ts');
const { getObject } = await import('#data/files/object-store.ts');

afterAll(async () => {
  await bucket.stop();
  await table.stop();
});

const megabyte = 1024 * 1024;
async function* chunksOf(megabytes: number, fails = false): AsyncGenerator<Uint8Array, void> {
  for (let index = 0; index < megabytes; index += 1) yield Buffer.alloc(megabyte, index);
  if (fails) throw new Error('no more');
}

test('an object of any size has all bytes of its stream', async () => {
  for (const megabytes of [0, 1, 8, 16, 19]) {
    const key = `exports/size-${megabytes}`;
    expect(await storeStream(key, 'text/csv', chunksOf(megabytes))).toBe(megabytes * megabyte);
    expect(bucket.store.head(key)).toMatchObject({ type: 'text/csv', sizeBytes: megabytes * megabyte });
    const bytes = await getObject(key, megabytes * megabyte);
    const expected = Array.from({ length: megabytes }, (_, index) => Buffer.alloc(megabyte, index));
    expect(bytes?.equals(Buffer.concat(expected))).toBe(true);
  }
});

test('a stream that fails stores nothing, however much of it was sent', async () => {
  for (const megabytes of [1, 19]) {
    const key = `exports/failed-${megabytes}`;
    await expect(storeStream(key, 'text/csv', chunksOf(megabytes, true))).rejects.toThrow('no more');
    expect([bucket.store.head(key), bucket.parts()]).toEqual([undefined, 0]);
  }
});

const isCompletion = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && url.includes('uploadId=');

test('an upload is stored whose completion was done, but whose answer was lost', async () => {
  const key = 'exports/lost-answer';
  let completions = 0;
  bucket.meet((request, response) => {
    if (!isCompletion(request)) return;
    completions += 1;
    if (completions > 1) return;
    response.writeHead = () => response.destroy();
  });
  expect(await storeStream(key, 'text/csv', chunksOf(19))).toBe(19 * megabyte);
  expect(completions).toBe(2);
  expect(bucket.store.head(key)).toMatchObject({ sizeBytes: 19 * megabyte });
});

test('an upload that is gone without an object is not taken for a stored one', async () => {
  const key = 'exports/gone';
  bucket.meet(async (request) => {
    if (!isCompletion(request)) return;
    const id = new URL(request.url ?? '', 'http://bucket').searchParams.get('uploadId') ?? '';
    const upload = bucket.uploads.find(key, id);
    if (upload) await bucket.uploads.remove(upload);
  });
  await expect(storeStream(key, 'text/csv', chunksOf(19))).rejects.toThrow('storage answered 404');
  expect(bucket.store.head(key)).toBeUndefined();
});

test('a completion is waited for that takes longer than other calls may', async () => {
  let completions = 0;
  bucket.meet(async (request) => {
    if (!isCompletion(request)) return;
    completions += 1;
    await pause(5_000);
  });
  expect(await storeStream('exports/slow', 'text/csv', chunksOf(19))).toBe(19 * megabyte);
  expect(completions).toBe(1);
});
