import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presign, type SignedCall } from '#data/signature.ts';
import { close, createHttpServer, listen } from '../listen.ts';
import { createObjectStore, type ObjectStore } from './object-store.ts';
import { createS3 } from './s3.ts';

const credentials = { accessKeyId: 'AKIAWRITER', secretAccessKey: 'a secret of the writer' };
const region = 'us-east-1';
const arn = 'arn:aws:s3:::box';
const site = 'https://crm.example.com';
const http = createHttpServer();
const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-objects-'));
let address: string;
let client: S3Client;
let store: ObjectStore;

beforeAll(async () => {
  address = `http://127.0.0.1:${await listen(http.server, 0)}`;
  store = createObjectStore(new DatabaseSync(':memory:'), 'box', folder);
  http.answerWith(
    createS3({
      bucket: {
        name: 'box',
        arn,
        url: 'https://box.s3.us-east-1.amazonaws.com',
        cors: [{ origins: [site], methods: ['PUT', 'GET'], headers: ['content-type'], maxAgeSeconds: 60 }],
        expirations: [],
      },
      store,
      region,
      secretOf: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
      refusal: (_id, action, resource) =>
        action !== 's3:ListBucket' && resource.startsWith(`${arn}/open/`)
          ? undefined
          : `not allowed: ${action}`,
    }),
  );
  client = new S3Client({ region, credentials, bucketEndpoint: true, maxAttempts: 1 });
});
afterAll(async () => {
  await close(http.server);
  rmSync(folder, { recursive: true });
});

const hello = Buffer.from('Hello, bytes');
const signed = (call: Partial<SignedCall> & { key?: string } = {}): string =>
  presign({
    method: 'PUT',
    url: new URL(`${address}/${call.key ?? 'open/signed.txt'}`),
    expiresSeconds: 60,
    at: new Date(),
    region,
    credentials,
    ...call,
  });
const code = async (answer: Response) => [answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]];

test('the client of the SDK puts, looks at, reads, copies and removes objects', async () => {
  const Bucket = address;
  const Key = 'open/ä b/c+d.txt';
  await client.send(new PutObjectCommand({ Bucket, Key, Body: hello, ContentType: 'text/plain' }));
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
  expect([head.ContentLength, head.ContentType]).toEqual([hello.length, 'text/plain']);
  const part = await client.send(
    new GetObjectCommand({ Bucket, Key, Range: 'bytes=0-4', IfMatch: head.ETag! }),
  );
  expect(await part.Body!.transformToString()).toBe('Hello');
  const CopySource = `/box/${encodeURIComponent(Key)}`;
  const copied = { Bucket, Key: 'open/copy.txt' };
  await expect(
    client.send(new CopyObjectCommand({ ...copied, CopySource, CopySourceIfMatch: '"another"' })),
  ).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await client.send(new CopyObjectCommand({ ...copied, CopySource, CopySourceIfMatch: head.ETag! }));
  await client.send(new DeleteObjectCommand({ Bucket, Key }));
  const read = await client.send(new GetObjectCommand(copied));
  expect(await read.Body!.transformToString()).toBe('Hello, bytes');
  await client.send(new DeleteObjectCommand(copied));
  expect([store.keys(), readdirSync(folder)]).toEqual([[], []]);
});

test('who may not do something, or is not known, is refused', async () => {
  const put = new PutObjectCommand({ Bucket: address, Key: 'closed/a.txt', Body: hello });
  await expect(client.send(put)).rejects.toMatchObject({ name: 'AccessDenied' });
  const other = { ...credentials, secretAccessKey: 'another secret' };
  expect(await code(await fetch(signed({ credentials: other }), { method: 'PUT', body: hello }))).toEqual([
    403,
    'SignatureDoesNotMatch',
  ]);
  expect(await code(await fetch(`${address}/open/a.txt`))).toEqual([403, 'AccessDenied']);
});

test('who may not list a bucket is told that what is missing is denied', async () => {
  expect(await code(await fetch(signed({ method: 'GET', key: 'open/never' })))).toEqual([
    403,
    'AccessDenied',
  ]);
});

test('a signed address takes the length and type that it was signed for and no others, until it expires', async () => {
  const headers = { 'content-length': String(hello.length), 'content-type': 'text/plain' };
  const put = (url: string, body: Buffer, type = 'text/plain') =>
    fetch(url, { method: 'PUT', body: new Uint8Array(body), headers: { 'content-type': type } });
  const mismatch = [403, 'SignatureDoesNotMatch'];
  const longer = Buffer.concat([hello, Buffer.from('!')]);
  expect(await code(await put(signed({ headers }), longer))).toEqual(mismatch);
  expect(await code(await put(signed({ headers }), hello, 'text/html'))).toEqual(mismatch);
  const elsewhere = signed({ headers }).replace('signed.txt', 'other.txt');
  expect(await code(await put(elsewhere, hello))).toEqual(mismatch);
  const late = signed({ headers, at: new Date(Date.now() - 61_000) });
  expect(await code(await put(late, hello))).toEqual([403, 'AccessDenied']);
  expect((await put(signed({ headers }), hello)).status).toBe(200);
});

test('other bytes than those whose checksum was signed are refused, and nothing is kept', async () => {
  const sha256 = createHash('sha256').update(hello).digest('base64');
  const headers = { 'x-amz-checksum-sha256': sha256 };
  const url = signed({ headers, key: 'open/summed' });
  const answer = await fetch(url, { method: 'PUT', body: 'Hello, Bytes', headers });
  expect(await code(answer)).toEqual([400, 'BadDigest']);
  expect(store.head('open/summed')).toBeUndefined();
  const more = { ...headers, 'x-amz-acl': 'public-read' };
  expect(await code(await fetch(url, { method: 'PUT', body: 'Hello, bytes', headers: more }))).toEqual([
    403,
    'AccessDenied',
  ]);
});

test('an upload that breaks off leaves nothing', async () => {
  const before = readdirSync(folder);
  const url = signed({ key: 'open/broken', headers: { 'content-length': '1000' } });
  await new Promise((resolve) => {
    const call = request(url, { method: 'PUT', headers: { 'content-length': 1000 } });
    call.on('error', resolve);
    call.write(hello, () => setTimeout(() => call.destroy(new Error('broken off')), 50));
  });
  await expect.poll(() => readdirSync(folder)).toEqual(before);
  expect(store.head('open/broken')).toBeUndefined();
});

test('pages of the site, and of no other, may call and read answers', async () => {
  const ask = (origin: string, header = 'content-type') =>
    fetch(`${address}/open/a`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': header },
    });
  expect((await ask(site)).headers.get('access-control-allow-origin')).toBe(site);
  expect((await ask('https://evil.example')).status).toBe(403);
  expect((await ask(site, 'authorization')).status).toBe(403);
  const answer = await fetch(signed({ method: 'GET' }), { headers: { origin: 'https://evil.example' } });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('what lies longer than a rule of the bucket allows is gone', async () => {
  const Bucket = address;
  await client.send(new PutObjectCommand({ Bucket, Key: 'open/old/a', Body: hello }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'open/kept', Body: hello }));
  await store.expire('open/old/', Date.now() + 1);
  expect([store.head('open/old/a'), store.head('open/kept')?.sizeBytes]).toEqual([undefined, hello.length]);
});
