import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ServiceError } from '../../http/service-error.ts';
import { authorize, escape, sendXml, type Call, type S3Options } from './call.ts';
import { allowOrigin, preflight } from './cors.ts';
import { abortUpload, completeUpload, putPart, startUpload } from './multipart.ts';
import type { Digests, ObjectHead } from './object-store.ts';
import { verifySignature, type Signed } from './signature.ts';

/**
 * Serves one bucket at the root of a listener: preflight requests and the calls in `operations`. Other signed calls get
 * `NotImplemented`.
 */
export function createS3(options: S3Options): RequestListener {
  return (request, response) => {
    response.setHeader('x-amz-request-id', randomUUID());
    allowOrigin(request, response, options.bucket.cors);
    answer(options, request, response).catch((error: unknown) => sendError(request, response, error));
  };
}

async function answer(options: S3Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') {
    const headers = preflight(request, options.bucket.cors);
    if (!headers)
      throw new ServiceError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
    response.writeHead(200, headers).end();
    return;
  }
  const signed = verifySignature(request, options.region, options.secretOf);
  const [path = '/', search = ''] = (request.url ?? '/').split('?');
  const query = new URLSearchParams(search);
  const key = decodeURIComponent(path.slice(1));
  const operation =
    key === '' ? bucketOperations[request.method ?? ''] : operationOf(request.method ?? '', query);
  if (!operation) {
    throw new ServiceError(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      501,
    );
  }
  await operation({ ...options, request, response, key, query, signed });
}

type Operation = (call: Call) => Promise<void>;

/** Calls about an upload in parts name it in their query. */
const operationOf = (method: string, query: URLSearchParams): Operation | undefined =>
  query.has('uploads') || query.has('uploadId')
    ? uploadOperations[query.has('uploads') ? `${method} uploads` : method]
    : operations[method];

const uploadOperations: Record<string, Operation> = {
  'POST uploads': startUpload,
  PUT: putPart,
  POST: completeUpload,
  DELETE: abortUpload,
};

const operations: Record<string, Operation> = {
  GET: (call) => read(call, true),
  HEAD: (call) => read(call, false),
  PUT: (call) => (call.request.headers['x-amz-copy-source'] === undefined ? put(call) : copy(call)),
  DELETE: remove,
};

const bucketOperations: Record<string, Operation> = {
  GET: listVersions,
};

/** Callers without permission to list a bucket cannot tell a missing object from a forbidden one. */
function headOf(call: Call, key: string): ObjectHead {
  const head = call.store.head(key);
  if (head) return head;
  const why = call.refusal(call.signed.accessKeyId, 's3:ListBucket', call.bucket.arn);
  throw why
    ? new ServiceError('AccessDenied', 'Access Denied', 403)
    : new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
}

function checkIfMatch(head: ObjectHead, expected: string | string[] | undefined): void {
  if (expected !== undefined && expected !== head.etag) {
    throw new ServiceError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
}

async function read(call: Call, withBody: boolean): Promise<void> {
  const { request, response, store, key } = call;
  authorize(call, 's3:GetObject', key);
  const head = headOf(call, key);
  checkIfMatch(head, request.headers['if-match']);
  const range = rangeOf(request.headers.range, head.sizeBytes);
  const { from, to } = range ?? { from: 0, to: head.sizeBytes - 1 };
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'content-type': head.type,
    'content-length': String(to - from + 1),
    etag: head.etag,
    'last-modified': new Date(head.modifiedMs).toUTCString(),
    ...overrides(request.url ?? ''),
    ...(range ? { 'content-range': `bytes ${from}-${to}/${head.sizeBytes}` } : {}),
  };
  response.writeHead(range ? 206 : 200, headers);
  if (!withBody || head.sizeBytes === 0) response.end();
  else await pipeline(store.open(head, { from, to }), response);
}

const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** Response headers that the query of the URL sets, such as `response-content-type`. */
function overrides(target: string): Record<string, string> {
  const query = new URLSearchParams(target.split('?')[1] ?? '');
  return Object.fromEntries(
    overridable.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function rangeOf(header: string | undefined, sizeBytes: number): { from: number; to: number } | undefined {
  const parts = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!parts) return undefined;
  const from = Number(parts[1]);
  const to = Math.min(parts[2] ? Number(parts[2]) : sizeBytes - 1, sizeBytes - 1);
  if (from > to) throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { from, to };
}

const largestBytes = 5 * 1024 ** 3;

async function put(call: Call): Promise<void> {
  const { request, response, store, key, signed } = call;
  authorize(call, 's3:PutObject', key);
  const length = request.headers['content-length'];
  if (length === undefined)
    throw new ServiceError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  if (Number(length) > largestBytes)
    throw new ServiceError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400);
  if (request.headers['content-encoding']?.includes('aws-chunked')) {
    throw new ServiceError('NotImplemented', 'Chunked uploads are not implemented', 501);
  }
  const type = request.headers['content-type'] ?? 'binary/octet-stream';
  const head = await store.put(key, type, request, (digests) => checkDigests(request, signed, digests));
  response.writeHead(200, { etag: head.etag }).end();
}

function checkDigests({ headers }: IncomingMessage, { payloadSha256 }: Signed, digests: Digests): void {
  const conditions: [string | string[] | undefined, string][] = [
    [headers['x-amz-checksum-sha256'], digests.sha256],
    [headers['x-amz-checksum-crc32'], digests.crc32],
  ];
  if (conditions.some(([expected, actual]) => expected !== undefined && expected !== actual)) {
    throw new ServiceError('BadDigest', 'The checksum you specified did not match what we received.', 400);
  }
  const isSigned = /^[0-9a-f]{64}$/.test(payloadSha256);
  if (isSigned && payloadSha256 !== Buffer.from(digests.sha256, 'base64').toString('hex')) {
    throw new ServiceError(
      'XAmzContentSHA256Mismatch',
      'The provided x-amz-content-sha256 header does not match.',
      400,
    );
  }
}

async function copy(call: Call): Promise<void> {
  const { request, response, store, key, bucket } = call;
  const source = decodeURIComponent(String(request.headers['x-amz-copy-source'])).replace(/^\//, '');
  if (!source.startsWith(`${bucket.name}/`))
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
  const from = source.slice(bucket.name.length + 1);
  authorize(call, 's3:GetObject', from);
  authorize(call, 's3:PutObject', key);
  const head = headOf(call, from);
  checkIfMatch(head, request.headers['x-amz-copy-source-if-match']);
  const made = await store.copy(head, key);
  const modified = new Date(made.modifiedMs).toISOString();
  sendXml(
    response,
    200,
    `<CopyObjectResult><LastModified>${modified}</LastModified><ETag>${escape(made.etag)}</ETag></CopyObjectResult>`,
  );
}

/** ListObjectVersions. Each object has one version here, with the id that S3 uses in buckets without versions. */
function listVersions(call: Call): Promise<void> {
  const { query } = call;
  if (!query.has('versions')) throw new ServiceError('NotImplemented', 'Only versions can be listed', 501);
  const why = call.refusal(call.signed.accessKeyId, 's3:ListBucketVersions', call.bucket.arn);
  if (why) throw new ServiceError('AccessDenied', why, 403);
  const prefix = query.get('prefix') ?? '';
  const marker = query.get('key-marker') ?? '';
  const keys = call.store
    .keys()
    .filter((key) => key.startsWith(prefix) && key > marker)
    .sort();
  const most = Number(query.get('max-keys') ?? 1_000);
  const shown = (key: string) =>
    query.get('encoding-type') === 'url' ? encodeURIComponent(key) : escape(key);
  const entries = keys
    .slice(0, most)
    .map(
      (key) =>
        `<Version><Key>${shown(key)}</Key><VersionId>${onlyVersion}</VersionId><IsLatest>true</IsLatest></Version>`,
    );
  const isTruncated = keys.length > most;
  const next = isTruncated
    ? `<NextKeyMarker>${shown(keys[most - 1] ?? '')}</NextKeyMarker><NextVersionIdMarker>${onlyVersion}</NextVersionIdMarker>`
    : '';
  sendXml(
    call.response,
    200,
    `<ListVersionsResult><IsTruncated>${isTruncated}</IsTruncated>${next}${entries.join('')}</ListVersionsResult>`,
  );
  return Promise.resolve();
}

const onlyVersion = 'null';

async function remove(call: Call): Promise<void> {
  const version = call.query.get('versionId');
  if (version !== null && version !== onlyVersion)
    throw new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404);
  authorize(call, version === null ? 's3:DeleteObject' : 's3:DeleteObjectVersion', call.key);
  await call.store.remove(call.key);
  call.response.writeHead(204).end();
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || (request.destroyed && !request.complete)) {
    response.destroy();
    return;
  }
  const known = error instanceof ServiceError;
  if (!known) console.error(error);
  const { status, name, message } = known
    ? error
    : { status: 500, name: 'InternalError', message: 'We encountered an internal error.' };
  // The rest of a rejected upload is not read, so the connection cannot be used again.
  response.setHeader('connection', 'close');
  if (request.method === 'HEAD') {
    response.writeHead(status).end();
    return;
  }
  sendXml(
    response,
    status,
    `<Error><Code>${escape(name)}</Code><Message>${escape(message)}</Message></Error>`,
  );
}
