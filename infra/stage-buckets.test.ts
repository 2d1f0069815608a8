import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bucketsOf, emptyBucket } from './stage-buckets.ts';

type Version = { key: string; id: string; isMarker?: boolean };

/** The state of a server that speaks S3's wire protocol: each bucket's stack and versions. */
const buckets = new Map<string, { stack?: string; versions: Version[] }>();
/** Versions in a page of a listing. */
const pageSize = 3;
let server: Server;
let client: S3Client;

beforeEach(async () => {
  buckets.clear();
  server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { status, text } = answerS3(request, body);
      response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
});

afterEach(() => {
  client.destroy();
  server.close();
});

test('a bucket is emptied of all versions and delete markers, and a missing bucket counts as empty', async () => {
  const versions = Array.from({ length: 7 }, (_, number) => ({
    key: `files/${number >> 1}`,
    id: String(number),
  }));
  buckets.set('files', { versions: [...versions, { key: 'files/0', id: 'gone', isMarker: true }] });
  buckets.set('other', { versions: [{ key: 'files/0', id: '1' }] });
  await emptyBucket(client, 'files');
  expect(buckets.get('files')?.versions).toEqual([]);
  expect(buckets.get('other')?.versions).toHaveLength(1);
  await expect(emptyBucket(client, 'none')).resolves.toBeUndefined();
});

test('only buckets of the stack are found, not those of a stage whose stacks are named alike', async () => {
  buckets.set('cobaltabdata-files1-x', { stack: 'CobaltAbData', versions: [] });
  buckets.set('cobaltabdata-files1-y', { stack: 'CobaltABData', versions: [] });
  buckets.set('cobaltabdata-files1-z', { versions: [] });
  buckets.set('somebody-elses', { stack: 'CobaltAbData', versions: [] });
  expect(await bucketsOf(client, 'CobaltAbData')).toEqual(['cobaltabdata-files1-x']);
});

function answerS3(request: IncomingMessage, body: string): { status: number; text: string } {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
  const name = pathname.replaceAll('/', '');
  if (name === '') {
    const names = [...buckets.keys()].filter((one) => one.startsWith(searchParams.get('prefix') ?? ''));
    const list = names.map((one) => `<Bucket><Name>${one}</Name></Bucket>`).join('');
    return {
      status: 200,
      text: `<ListAllMyBucketsResult><Buckets>${list}</Buckets></ListAllMyBucketsResult>`,
    };
  }
  const bucket = buckets.get(name);
  if (!bucket) return { status: 404, text: error('NoSuchBucket') };
  if (searchParams.has('tagging')) {
    if (bucket.stack === undefined) return { status: 404, text: error('NoSuchTagSet') };
    const tag = `<Tag><Key>aws:cloudformation:stack-name</Key><Value>${bucket.stack}</Value></Tag>`;
    return { status: 200, text: `<Tagging><TagSet>${tag}</TagSet></Tagging>` };
  }
  if (request.method === 'POST') {
    for (const [, key, id] of body.matchAll(/<Key>([^<]*)<\/Key><VersionId>([^<]*)<\/VersionId>/g))
      bucket.versions = bucket.versions.filter((one) => one.key !== key || one.id !== id);
    return { status: 200, text: '<DeleteResult></DeleteResult>' };
  }
  if (!searchParams.has('versions')) return { status: 501, text: error('NotImplemented') };
  const page = bucket.versions.slice(0, pageSize).map(({ key, id, isMarker }) => {
    const element = isMarker ? 'DeleteMarker' : 'Version';
    return `<${element}><Key>${key}</Key><VersionId>${id}</VersionId></${element}>`;
  });
  return { status: 200, text: `<ListVersionsResult>${page.join('')}</ListVersionsResult>` };
}

const error = (code: string): string => `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
