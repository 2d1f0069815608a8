import { call, expectFine, findObject, putObject } from './object-store.ts';

/** Size of a part. S3 requires 5 MiB, except for the last one, and accepts 10,000 of them. */
const partBytes = 8 * 1024 * 1024;

/**
 * Stores an object of any size whose bytes are generated, and returns their number. Only one part is in memory, and
 * nothing is stored until all bytes were received. An interrupted upload leaves parts that only a lifecycle rule of the
 * bucket sees.
 */
export async function storeStream(
  key: string,
  type: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  let upload: Upload | undefined;
  let size = 0;
  try {
    for await (const { bytes, isLast } of partsOf(chunks)) {
      size += bytes.byteLength;
      if (isLast && !upload) {
        await putObject(key, type, bytes);
        return size;
      }
      upload ??= await startUpload(key, type);
      await sendPart(upload, bytes);
    }
    if (upload) await complete(upload, size);
    return size;
  } catch (error) {
    if (upload) await abort(upload).catch(() => undefined);
    throw error;
  }
}

/** The bytes in parts. There is at least one, which is empty if there are no bytes. */
async function* partsOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }, void> {
  let pending: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    pending.push(chunk);
    size += chunk.byteLength;
    if (size < partBytes) continue;
    yield { bytes: Buffer.concat(pending), isLast: false };
    pending = [];
    size = 0;
  }
  yield { bytes: Buffer.concat(pending), isLast: true };
}

interface Upload {
  key: string;
  id: string;
  etags: string[];
}

async function startUpload(key: string, type: string): Promise<Upload> {
  const answer = await call('POST', key, { query: { uploads: '' }, headers: { 'content-type': type } });
  expectFine(answer);
  const [, id] = /<UploadId>([^<]+)<\/UploadId>/.exec(await answer.text()) ?? [];
  if (id === undefined) throw new Error('storage answered without an upload id');
  return { key, id, etags: [] };
}

async function sendPart({ key, id, etags }: Upload, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength === 0) return;
  const query = { partNumber: String(etags.length + 1), uploadId: id };
  const answer = await call('PUT', key, { query, bytes });
  expectFine(answer);
  etags.push(answer.headers.get('etag') ?? '');
}

/** S3 can take minutes to make an object of many parts. */
const completionMs = 120_000;

/** Makes an object of the parts. After a lost answer, the upload no longer exists, but the object does. */
async function complete({ key, id, etags }: Upload, size: number): Promise<void> {
  const parts = etags.map(
    (etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const bytes = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
  const answer = await call('POST', key, { query: { uploadId: id }, bytes, timeoutMs: completionMs });
  if (answer.status === 404 && (await findObject(key))?.sizeBytes === size) return;
  expectFine(answer);
  // S3 can report an error in the body of a 200 response.
  if ((await answer.text()).includes('<Error>')) throw new Error('storage has not completed an upload');
}

async function abort({ key, id }: Upload): Promise<void> {
  expectFine(await call('DELETE', key, { query: { uploadId: id } }));
}
