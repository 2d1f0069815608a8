import { ProblemError } from '#contract/problem.ts';
import { presign } from '../sdk/signature.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';

/** The origin of the files bucket, which is not the origin of the site. Calls that don't name a bucket go to it. */
const filesUrl = process.env.FILES_URL ?? '';

export interface Address {
  url: string;
  expiresAt: string;
}

interface Options {
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  bucketUrl?: string;
  expiresSeconds: number;
  at?: Date;
}

/** A presigned URL. Anyone who has the URL can send this request until it expires. */
export function addressOf(method: 'GET' | 'PUT', key: string, options: Options): Address {
  const at = options.at ?? new Date();
  return {
    url: sign(method, key, { ...options, at }),
    expiresAt: new Date(at.getTime() + options.expiresSeconds * 1000).toISOString(),
  };
}

function sign(
  method: string,
  key: string,
  { query = {}, bucketUrl = filesUrl, ...options }: Options & { at: Date },
): string {
  const url = new URL(`${bucketUrl}/${key}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '' } = process.env;
  const { AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken } = process.env;
  return presign({
    method,
    url,
    ...options,
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
}

export interface StoredObject {
  sizeBytes: number;
  type: string;
  etag: string;
}

/**
 * The metadata of an object; undefined if it doesn't exist. S3 reports a missing object with 403 if the caller isn't
 * permitted to list the bucket.
 */
export async function findObject(key: string): Promise<StoredObject | undefined> {
  const answer = await call('HEAD', key);
  if (answer.status === 403 || answer.status === 404) return undefined;
  expectFine(answer);
  return {
    sizeBytes: Number(answer.headers.get('content-length')),
    type: answer.headers.get('content-type') ?? '',
    etag: answer.headers.get('etag') ?? '',
  };
}

/** The leading bytes of the object with this ETag; undefined if it was replaced or deleted. */
export async function firstBytes(key: string, etag: string, count: number): Promise<Buffer | undefined> {
  const answer = await call('GET', key, {
    headers: { range: `bytes=0-${count - 1}`, 'if-match': etag },
  });
  if (answer.status === 412 || answer.status === 403 || answer.status === 404) return undefined;
  expectFine(answer);
  return Buffer.from(await answer.arrayBuffer());
}

/**
 * A part of the object with this ETag, `to` excluded; undefined if the object was replaced or deleted. Objects that are
 * never replaced need no ETag.
 */
export async function readRange(
  key: string,
  etag: string | undefined,
  from: number,
  to: number,
): Promise<Buffer | undefined> {
  const headers = {
    range: `bytes=${from}-${to - 1}`,
    ...(etag === undefined ? {} : { 'if-match': etag }),
  };
  const answer = await call('GET', key, { headers, expectedBytes: to - from });
  if (answer.status === 412 || answer.status === 403 || answer.status === 404) return undefined;
  expectFine(answer);
  return Buffer.from(await answer.arrayBuffer());
}

/** Stores an object that a function generated, such as a file of the demo data. */
export async function putObject(
  key: string,
  type: string,
  bytes: Buffer,
  bucketUrl = filesUrl,
): Promise<void> {
  expectFine(await call('PUT', key, { headers: { 'content-type': type }, bytes, bucketUrl }));
}

/** The content of an object of this size; undefined if it doesn't exist. */
export async function getObject(
  key: string,
  sizeBytes: number,
  bucketUrl = filesUrl,
): Promise<Buffer | undefined> {
  const answer = await call('GET', key, { expectedBytes: sizeBytes, bucketUrl });
  if (answer.status === 403 || answer.status === 404) return undefined;
  expectFine(answer);
  return Buffer.from(await answer.arrayBuffer());
}

/** Copies the object with this ETag. Returns false if it was replaced or deleted. */
export async function copy(from: string, etag: string, to: string): Promise<boolean> {
  const bucket = process.env.FILES_BUCKET ?? '';
  const headers = { 'x-amz-copy-source': `/${bucket}/${from}`, 'x-amz-copy-source-if-match': etag };
  const answer = await call('PUT', to, { headers });
  if (answer.status === 412 || answer.status === 403 || answer.status === 404) return false;
  expectFine(answer);
  // S3 can report an error during a copy in the body of a 200 response.
  if ((await answer.text()).includes('<Error>')) throw new ProblemError('unavailable');
  return true;
}

/** Deletes an object. A missing object is not an error. */
export async function removeObject(key: string, bucketUrl = filesUrl): Promise<void> {
  expectFine(await call('DELETE', key, { bucketUrl }));
}

/** One stored version of an object. Deletions are versions, too, in a bucket that keeps them. */
export interface ObjectVersion {
  key: string;
  versionId: string;
}

/** Up to 1,000 versions of objects under a prefix, former ones and marks of deletions included. */
export async function someVersions(prefix: string, bucketUrl = filesUrl): Promise<ObjectVersion[]> {
  const query = { versions: '', prefix, 'max-keys': '1000', 'encoding-type': 'url' };
  const answer = await call('GET', '', { query, bucketUrl, expectedBytes: 500_000 });
  expectFine(answer);
  return versionsIn(await answer.text());
}

/** The versions in a response to ListObjectVersions, whose keys are percent-encoded. */
export function versionsIn(xml: string): (ObjectVersion & { isLatest: boolean })[] {
  const entries = [...xml.matchAll(/<(Version|DeleteMarker)>([\s\S]*?)<\/\1>/g)];
  return entries.map(([, , entry = '']) => ({
    key: decodedKey(/<Key>([^<]*)/.exec(entry)?.[1] ?? ''),
    versionId: /<VersionId>([^<]*)/.exec(entry)?.[1] ?? '',
    isLatest: entry.includes('<IsLatest>true<'),
  }));
}

const decodedKey = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/** All versions of objects under a prefix, page by page. Versions that are deleted meanwhile don't matter. */
export async function* eachVersion(
  prefix: string,
  bucketUrl = filesUrl,
): AsyncGenerator<ObjectVersion & { isLatest: boolean }> {
  let markers: Record<string, string> | undefined = {};
  while (markers) {
    const query = { versions: '', prefix, 'max-keys': '1000', 'encoding-type': 'url', ...markers };
    const answer = await call('GET', '', { query, bucketUrl, expectedBytes: 500_000 });
    expectFine(answer);
    const xml = await answer.text();
    yield* versionsIn(xml);
    markers = nextMarkers(xml);
  }
}

function nextMarkers(xml: string): Record<string, string> | undefined {
  const [, key] = /<NextKeyMarker>([^<]+)/.exec(xml) ?? [];
  const [, version] = /<NextVersionIdMarker>([^<]+)/.exec(xml) ?? [];
  if (key === undefined) return undefined;
  return {
    'key-marker': decodedKey(key),
    ...(version === undefined ? {} : { 'version-id-marker': version }),
  };
}

/** Deletes all versions of all objects under a prefix. */
export async function removeVersions(prefix: string, bucketUrl = filesUrl): Promise<void> {
  for await (const version of eachVersion(prefix, bucketUrl)) await removeVersion(version, bucketUrl);
}

/** Deletes one version for good. Afterwards, not even operators can bring it back. */
export async function removeVersion({ key, versionId }: ObjectVersion, bucketUrl = filesUrl): Promise<void> {
  expectFine(await call('DELETE', key, { query: { versionId }, bucketUrl }));
}

/** Throws if S3 refused a call. */
export function expectFine({ ok, status }: Response): void {
  if (!ok) throw new Error(`storage answered ${status}`);
}

const triesMax = 3;
/** Most calls are answered much sooner. */
const usualTimeoutMs = 4_000;
const bytesPerMs = 5_000;

interface CallOptions {
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** The body of the request. */
  bytes?: Uint8Array;
  /** The size of the expected body of the response. */
  expectedBytes?: number;
  /** Time for a response, in addition to the time for transferring bytes. */
  timeoutMs?: number;
  bucketUrl?: string;
}

/** Calls S3. Throws `unavailable` if there is no response, or one with a 5xx status, after `triesMax` attempts. */
export async function call(
  method: string,
  key: string,
  {
    query = {},
    headers = {},
    bytes,
    expectedBytes = 0,
    timeoutMs = usualTimeoutMs,
    bucketUrl = filesUrl,
  }: CallOptions = {},
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const url = sign(method, key, { query, headers, bucketUrl, expiresSeconds: 60, at: new Date() });
    const body = bytes ? { body: new Uint8Array(bytes) } : {};
    const answer = await fetch(url, {
      method,
      headers,
      ...body,
      signal: AbortSignal.timeout(timeoutMs + Math.ceil((bytes?.byteLength ?? expectedBytes) / bytesPerMs)),
    }).catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    if (attempt === triesMax) throw new ProblemError('unavailable');
    await sleep(retryDelayMs(attempt));
  }
}
