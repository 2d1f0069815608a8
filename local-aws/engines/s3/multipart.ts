import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { ServiceError } from '../../http/service-error.ts';
import { authorize, escape, sendXml, type Call } from './call.ts';
import type { OpenUpload, UploadedPart } from './multipart-uploads.ts';

/** S3's limit on all parts except the last one. */
const smallestPartBytes = 5 * 1024 ** 2;
const mostParts = 10_000;

export function startUpload(call: Call): Promise<void> {
  const { request, response, uploads, key, bucket } = call;
  authorize(call, 's3:PutObject', key);
  const { id } = uploads.start(key, request.headers['content-type'] ?? 'binary/octet-stream');
  sendXml(
    response,
    200,
    `<InitiateMultipartUploadResult><Bucket>${escape(bucket.name)}</Bucket><Key>${escape(key)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
  );
  return Promise.resolve();
}

export async function putPart(call: Call): Promise<void> {
  const { request, response, uploads, key, query } = call;
  authorize(call, 's3:PutObject', key);
  const upload = uploadOf(call);
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) {
    const message = `Part number must be an integer between 1 and ${mostParts}, inclusive`;
    throw new ServiceError('InvalidArgument', message, 400);
  }
  const { etag } = await uploads.put(upload, number, request);
  response.writeHead(200, { etag }).end();
}

/** Makes an object of the parts that the body lists. */
export async function completeUpload(call: Call): Promise<void> {
  const { request, response, store, uploads, key } = call;
  authorize(call, 's3:PutObject', key);
  const upload = uploadOf(call);
  const parts = uploads.partsOf(upload);
  checkParts(await text(request), parts);
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag.slice(1, -1), 'hex'));
  const etag = `"${md5.digest('hex')}-${parts.length}"`;
  await store.put(key, upload.type, uploads.read(upload), () => undefined, etag);
  await uploads.remove(upload);
  sendXml(
    response,
    200,
    `<CompleteMultipartUploadResult><Key>${escape(key)}</Key><ETag>${escape(etag)}</ETag></CompleteMultipartUploadResult>`,
  );
}

export async function abortUpload(call: Call): Promise<void> {
  authorize(call, 's3:AbortMultipartUpload', call.key);
  await call.uploads.remove(uploadOf(call));
  call.response.writeHead(204).end();
}

function uploadOf({ uploads, key, query }: Call): OpenUpload {
  const upload = uploads.find(key, query.get('uploadId') ?? '');
  if (upload) return upload;
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new ServiceError('NoSuchUpload', message, 404);
}

/** The product completes an upload with all of its parts, so a body that lists others is an error. */
function checkParts(body: string, parts: readonly UploadedPart[]): void {
  const listed = [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: `"${/<ETag>\W*(?:quot;)?([\da-f]+)/.exec(part)?.[1] ?? ''}"`,
  }));
  const isEqual = parts.every(
    ({ number, etag }, at) => listed[at]?.number === number && listed[at].etag === etag,
  );
  if (parts.length === 0 || listed.length !== parts.length || !isEqual) {
    const message = 'One or more of the specified parts could not be found.';
    throw new ServiceError('InvalidPart', message, 400);
  }
  if (parts.slice(0, -1).some(({ sizeBytes }) => sizeBytes < smallestPartBytes)) {
    const message = 'Your proposed upload is smaller than the minimum allowed size';
    throw new ServiceError('EntityTooSmall', message, 400);
  }
}
