import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { s3Error, startS3, type S3Answer } from './s3-under-test.ts';
import { bucketsOf, emptyBucket } from './stage-buckets.ts';

type Version = { key: string; id: string; isMarker?: boolean };

/** The state of the server: each bucket's stack and versions. */
const buckets = new Map<string, { stack?: string; versions: Version[] }>();
/** Versions in a page of a listing. */
const pageSize = 3;
let s3: Awaited<ReturnType<typeof startS3>>;

beforeEach(async () => {
  buckets.clear();
  s3 = await startS3(answerS3);
});

afterEach(() => s3.stop());

test('a bucket is emptied of all versions and delete markers, and a missing bucket counts as empty', async () => {
  const versions = Array.from({ length: 7 }, (_, number) => ({
    key: `files/${number >> 1}`,
    id: String(number),
  }));
  buckets.set('files', { versions: [...versions, { key: 'files/0', id: 'gone', isMarker: true }] });
  buckets.set('other', { versions: [{ key: 'files/0', id: '1' }] });
  await emptyBucket(s3.client, 'files');
  expect(buckets.get('files')?.versions).toEqual([]);
  expect(buckets.get('other')?.versions).toHaveLength(1);
  await expect(emptyBucket(s3.client, 'none')).resolves.toBeUndefined();
});

test('only buckets of the stack are found, not those of a stage whose stacks are named alike', async () => {
  buckets.set('cobaltabdata-files1-x', { stack: 'CobaltAbData', versions: [] });
  buckets.set('cobaltabdata-files1-y', { stack: 'CobaltABData', versions: [] });
  buckets.set('cobaltabdata-files1-z', { versions: [] });
  buckets.set('somebody-elses', { stack: 'CobaltAbData', versions: [] });
  expect(await bucketsOf(s3.client, 'CobaltAbData')).toEqual(['cobaltabdata-files1-x']);
});

function answerS3(request: IncomingMessage, body: string): S3Answer {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
  const name = pathname.replaceAll('/', '');
  if (name === '') {
    const names = [...buckets.keys()].filter((one) => one.startsWith(searchParams.get('prefix') ?? ''));
    const list = names.map((one) => `<Bucket><Name>${one}</Name></Bucket>`).join('');
    return {
      body: `<ListAllMyBucketsResult><Buckets>${list}</Buckets></ListAllMyBucketsResult>`,
    };
  }
  const bucket = buckets.get(name);
  if (!bucket) return s3Error(404, 'NoSuchBucket');
  if (searchParams.has('tagging')) {
    if (bucket.stack === undefined) return s3Error(404, 'NoSuchTagSet');
    const tag = `<Tag><Key>aws:cloudformation:stack-name</Key><Value>${bucket.stack}</Value></Tag>`;
    return { body: `<Tagging><TagSet>${tag}</TagSet></Tagging>` };
  }
  if (request.method === 'POST') {
    for (const [, key, id] of body.matchAll(/<Key>([^<]*)<\/Key><VersionId>([^<]*)<\/VersionId>/g))
      bucket.versions = bucket.versions.filter((one) => one.key !== key || one.id !== id);
    return { body: '<DeleteResult></DeleteResult>' };
  }
  if (!searchParams.has('versions')) return s3Error(501, 'NotImplemented');
  const page = bucket.versions.slice(0, pageSize).map(({ key, id, isMarker }) => {
    const element = isMarker ? 'DeleteMarker' : 'Version';
    return `<${element}><Key>${key}</Key><VersionId>${id}</VersionId></${element}>`;
  });
  return { body: `<ListVersionsResult>${page.join('')}</ListVersionsResult>` };
}
