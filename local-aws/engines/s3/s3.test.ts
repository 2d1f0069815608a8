import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close, createHttpServer, listen } from '../../http/listen.ts';
import { createMultipartUploads, type MultipartUploads } from './multipart-uploads.ts';
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
let uploads: MultipartUploads;

beforeAll(async () => {
  address = `http://127.0.0.1:${await listen(http.server, 0)}`;
  const database = new DatabaseSync(':memory:');
  store = createObjectStore(database, 'box', path.join(folder, 'objects'));
  uploads = createMultipartUploads(database, 'box', path.join(folder, 'parts'));
  http.answerWith(
    createS3({
      bucket: {
        name: 'box',
        arn,
        url: 'https://box.s3.us-east-1.amazonaws.com',
        cors: [
          {
            origins: [site, 'https://*.pages.example'],
            methods: ['PUT', 'GET'],
            headers: ['content-type'],
            maxAgeSeconds: 60,
          },
        ],
        expirations: [],
        uploadDays: 1,
      },
      store,
      uploads,
      region,
      secretOf: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
      refusal: (_id, action, resource) =>
        action === 's3:ListBucketVersions' ||
        (action !== 's3:ListBucket' && resource.startsWith(`${arn}/open/`))
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
const filesOf = (kind: 'objects' | 'parts') => readdirSync(path.join(folder, kind));
type SignedCall = {
  method?: string;
  key?: string;
  /** Headers to sign in addition to `host`. */
  headers?: Record<string, string>;
  at?: Date;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};

/** SHA-256 with the interface that the SDK's signer expects. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(data as string | Uint8Array);
  }
  reset(): void {
    throw new Error('The signer uses an object once');
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

/** A presigned URL that is valid for one minute, created with the SDK's signer. */
async function signed(call: SignedCall = {}): Promise<string> {
  const { method = 'PUT', key = 'open/signed.txt', headers = {}, at = new Date() } = call;
  const { hostname, port } = new URL(address);
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: call.credentials ?? credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const { path: signedPath, query = {} } = await signer.presign(
    {
      method,
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: `/${key}`,
      query: {},
      headers: { ...headers, host: `${hostname}:${port}`, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    { expiresIn: 60, signingDate: at, unhoistableHeaders: new Set(Object.keys(headers)) },
  );
  return `${address}${signedPath}?${new URLSearchParams(query as Record<string, string>).toString()}`;
}
const code = async (answer: Response) => [answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]];

test('the SDK client puts, heads, gets, copies and deletes objects', async () => {
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
  expect([store.keys(), filesOf('objects')]).toEqual([[], []]);
});

test('the SDK client lists versions by prefix and deletes each of them', async () => {
  const Bucket = address;
  for (const Key of ['open/v/a b', 'open/v/c', 'open/w'])
    await client.send(new PutObjectCommand({ Bucket, Key, Body: hello }));
  const list = (MaxKeys = 10) =>
    client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'open/v/', MaxKeys }));
  const { Versions = [], IsTruncated } = await list();
  expect([Versions.map(({ Key, VersionId }) => [Key, VersionId]), IsTruncated]).toEqual([
    [
      ['open/v/a b', 'null'],
      ['open/v/c', 'null'],
    ],
    false,
  ]);
  expect((await list(1)).IsTruncated).toBe(true);
  for (const { Key = '', VersionId } of Versions)
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  expect((await list()).Versions ?? []).toEqual([]);
  await expect(
    client.send(new DeleteObjectCommand({ Bucket, Key: 'open/w', VersionId: 'another' })),
  ).rejects.toMatchObject({ name: 'NoSuchVersion' });
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'open/w' }));
});

test('callers without permission or identity are refused', async () => {
  const put = new PutObjectCommand({ Bucket: address, Key: 'closed/a.txt', Body: hello });
  await expect(client.send(put)).rejects.toMatchObject({ name: 'AccessDenied' });
  const other = { ...credentials, secretAccessKey: 'another secret' };
  expect(
    await code(await fetch(await signed({ credentials: other }), { method: 'PUT', body: hello })),
  ).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await code(await fetch(`${address}/open/a.txt`))).toEqual([403, 'AccessDenied']);
});

test('callers who cannot list a bucket get access denied for missing objects', async () => {
  expect(await code(await fetch(await signed({ method: 'GET', key: 'open/never' })))).toEqual([
    403,
    'AccessDenied',
  ]);
});

test('a signed address accepts only the length and type it was signed for, until it expires', async () => {
  const headers = { 'content-length': String(hello.length), 'content-type': 'text/plain' };
  const put = (url: string, body: Buffer, type = 'text/plain') =>
    fetch(url, { method: 'PUT', body: new Uint8Array(body), headers: { 'content-type': type } });
  const mismatch = [403, 'SignatureDoesNotMatch'];
  const longer = Buffer.concat([hello, Buffer.from('!')]);
  expect(await code(await put(await signed({ headers }), longer))).toEqual(mismatch);
  expect(await code(await put(await signed({ headers }), hello, 'text/html'))).toEqual(mismatch);
  const elsewhere = (await signed({ headers })).replace('signed.txt', 'other.txt');
  expect(await code(await put(elsewhere, hello))).toEqual(mismatch);
  const late = await signed({ headers, at: new Date(Date.now() - 61_000) });
  expect(await code(await put(late, hello))).toEqual([403, 'AccessDenied']);
  expect((await put(await signed({ headers }), hello)).status).toBe(200);
});

test('bytes that do not match the signed checksum are refused and not stored', async () => {
  const sha256 = createHash('sha256').update(hello).digest('base64');
  const headers = { 'x-amz-checksum-sha256': sha256 };
  const url = await signed({ headers, key: 'open/summed' });
  const answer = await fetch(url, { method: 'PUT', body: 'Hello, Bytes', headers });
  expect(await code(answer)).toEqual([400, 'BadDigest']);
  expect(store.head('open/summed')).toBeUndefined();
  const more = { ...headers, 'x-amz-acl': 'public-read' };
  expect(await code(await fetch(url, { method: 'PUT', body: 'Hello, bytes', headers: more }))).toEqual([
    403,
    'AccessDenied',
  ]);
});

test('an interrupted upload leaves nothing', async () => {
  const before = filesOf('objects');
  const url = await signed({ key: 'open/broken', headers: { 'content-length': '1000' } });
  await new Promise((resolve) => {
    const call = request(url, { method: 'PUT', headers: { 'content-length': 1000 } });
    call.on('error', resolve);
    call.write(hello, () => setTimeout(() => call.destroy(new Error('broken off')), 50));
  });
  await expect.poll(() => filesOf('objects')).toEqual(before);
  expect(store.head('open/broken')).toBeUndefined();
});

test('only pages of the site can call and read responses', async () => {
  const ask = (origin: string, header = 'content-type') =>
    fetch(`${address}/open/a`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': header },
    });
  expect((await ask(site)).headers.get('access-control-allow-origin')).toBe(site);
  const page = 'https://a.pages.example';
  expect((await ask(page)).headers.get('access-control-allow-origin')).toBe(page);
  expect((await ask(`${page}.evil.example`)).status).toBe(403);
  expect((await ask('https://evil.example')).status).toBe(403);
  expect((await ask(site, 'authorization')).status).toBe(403);
  const answer = await fetch(await signed({ method: 'GET' }), {
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('objects older than a lifecycle rule allows are deleted', async () => {
  const Bucket = address;
  await client.send(new PutObjectCommand({ Bucket, Key: 'open/old/a', Body: hello }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'open/kept', Body: hello }));
  await store.expire('open/old/', Date.now() + 1);
  expect([store.head('open/old/a'), store.head('open/kept')?.sizeBytes]).toEqual([undefined, hello.length]);
});

test('the SDK client uploads an object in parts, which is there when all are', async () => {
  const at = { Bucket: address, Key: 'open/parts' };
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...at, ContentType: 'text/csv' }),
  );
  const upload = { ...at, UploadId };
  const bodies = [Buffer.alloc(5 * 1024 ** 2, 'a'), hello];
  const Parts = [];
  for (const [index, Body] of bodies.entries()) {
    const part = { ...upload, PartNumber: index + 1, Body };
    const { ETag } = await client.send(new UploadPartCommand(part));
    Parts.push({ ETag, PartNumber: index + 1 });
  }
  expect(store.head(at.Key)).toBeUndefined();
  const reversed = { ...upload, MultipartUpload: { Parts: Parts.toReversed() } };
  await expect(client.send(new CompleteMultipartUploadCommand(reversed))).rejects.toMatchObject({
    name: 'InvalidPart',
  });
  const { ETag } = await client.send(
    new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
  );
  expect(ETag).toMatch(/^"[\da-f]{32}-2"$/);
  const read = await client.send(new GetObjectCommand(at));
  expect([read.ContentType, read.ContentLength]).toEqual(['text/csv', 5 * 1024 ** 2 + hello.length]);
  expect((await read.Body!.transformToString()).slice(-hello.length)).toBe('Hello, bytes');
  expect(filesOf('parts')).toEqual([]);
  await expect(client.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject({
    name: 'NoSuchUpload',
  });
});

test('parts that are too small make no object, and an aborted or old upload leaves nothing', async () => {
  const at = { Bucket: address, Key: 'open/small-parts' };
  const start = async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    const upload = { ...at, UploadId };
    const send = (PartNumber: number) =>
      client.send(new UploadPartCommand({ ...upload, PartNumber, Body: hello }));
    const Parts = [];
    for (const PartNumber of [1, 2]) Parts.push({ PartNumber, ETag: (await send(PartNumber)).ETag });
    return { ...upload, MultipartUpload: { Parts } };
  };
  const upload = await start();
  await expect(client.send(new CompleteMultipartUploadCommand(upload))).rejects.toMatchObject({
    name: 'EntityTooSmall',
  });
  await client.send(new AbortMultipartUploadCommand(upload));
  await start();
  expect(filesOf('parts')).toHaveLength(2);
  await uploads.expire(Date.now() + 1);
  expect([store.head(at.Key), filesOf('parts')]).toEqual([undefined, []]);
});
