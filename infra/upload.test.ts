import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { s3Error, startS3, type S3Answer } from './s3-under-test.ts';
import { uploadSite } from './upload.ts';

type Stored = { body: string; headers: IncomingMessage['headers']; tags: string; writes: number };

/** The state of the server. `puts` contains the keys in the order of the writes. */
const store = { objects: new Map<string, Stored>(), puts: [] as string[] };
let s3: Awaited<ReturnType<typeof startS3>>;
let folder: string;

beforeEach(async () => {
  store.objects.clear();
  store.puts.length = 0;
  s3 = await startS3(answerS3);
  folder = mkdtempSync(path.join(tmpdir(), 'cobalt-site-'));
});

afterEach(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true });
});

test('files are uploaded before those that refer to them, and index.html last', async () => {
  build({ 'index.html': 'page', 'theme.js': 'theme', '_app/immutable/start.1.js': 'start' });
  expect(await upload()).toBe(4);
  expect(store.puts[0]).toBe('_app/immutable/start.1.js');
  expect(store.puts.at(-1)).toBe('index.html');
});

test('browsers cache hashed files forever and revalidate all others', async () => {
  build({ 'index.html': 'page', '_app/immutable/start.1.js': 'start' });
  await upload();
  expect(store.objects.get('_app/immutable/start.1.js')?.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'text/javascript; charset=utf-8',
  });
  expect(store.objects.get('index.html')?.headers['cache-control']).toBe('no-cache');
  expect(store.objects.get('config.json')?.headers['cache-control']).toBe('no-cache');
});

test('the stage’s settings are served at /config.json', async () => {
  build({ 'index.html': 'page' });
  await upload();
  expect(JSON.parse(store.objects.get('config.json')?.body ?? '')).toEqual({ stage: 'dev' });
});

test('hashed files of the previous build stay and are tagged once; other obsolete files are deleted', async () => {
  build({ 'index.html': 'page', 'old.svg': 'old', '_app/immutable/start.1.js': 'start' });
  await upload();
  build({ 'index.html': 'page 2', '_app/immutable/start.2.js': 'start 2' });
  await upload();
  await upload();
  expect(store.objects.get('_app/immutable/start.1.js')).toMatchObject({
    tags: 'superseded=true',
    writes: 2,
  });
  expect(store.objects.get('_app/immutable/start.2.js')?.tags).toBe('');
  expect([...store.objects.keys()]).not.toContain('old.svg');
});

test('a hashed file that a later build uses again loses its tag', async () => {
  const first = { 'index.html': 'page', '_app/immutable/start.1.js': 'start' };
  build(first);
  await upload();
  build({ 'index.html': 'page 2' });
  await upload();
  build(first);
  await upload();
  expect(store.objects.get('_app/immutable/start.1.js')?.tags).toBe('');
});

function build(files: Record<string, string>): void {
  rmSync(folder, { recursive: true });
  for (const [name, body] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), body);
  }
}

function upload(): Promise<number> {
  return uploadSite({ client: s3.client, bucket: 'site', folder, config: { stage: 'dev' } });
}

function answerS3(request: IncomingMessage, body: string): S3Answer {
  const url = new URL(request.url ?? '', 'http://s3');
  const key = decodeURIComponent(url.pathname.replace(/^\/site\/?/, ''));
  if (request.method === 'PUT') return putObject(key, body, request.headers);
  if (request.method === 'POST') return deleteObjects(body);
  if (url.searchParams.has('tagging')) {
    const [name, value] = (store.objects.get(key)?.tags ?? '').split('=');
    const tag = name ? `<Tag><Key>${name}</Key><Value>${value}</Value></Tag>` : '';
    return { body: `<Tagging><TagSet>${tag}</TagSet></Tagging>` };
  }
  const contents = [...store.objects.keys()].map((name) => `<Contents><Key>${name}</Key></Contents>`);
  return {
    body: `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  };
}

function putObject(key: string, body: string, headers: IncomingMessage['headers']): S3Answer {
  const source = headers['x-amz-copy-source'];
  const before = store.objects.get(key);
  const writes = (before?.writes ?? 0) + 1;
  if (source === undefined) {
    store.puts.push(key);
    store.objects.set(key, { body, headers, tags: '', writes });
    return { body: '' };
  }
  if (source === `site/${key}` && headers['x-amz-metadata-directive'] !== 'REPLACE') {
    return s3Error(400, 'InvalidRequest');
  }
  const tags = headers['x-amz-tagging-directive'] === 'REPLACE' ? String(headers['x-amz-tagging']) : '';
  store.objects.set(key, { body: before?.body ?? '', headers, tags, writes });
  return { body: '<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>' };
}

function deleteObjects(body: string): S3Answer {
  for (const [, key] of body.matchAll(/<Key>([^<]*)<\/Key>/g)) store.objects.delete(String(key));
  return { body: '<DeleteResult></DeleteResult>' };
}
