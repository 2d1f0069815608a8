import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createMultipartUploads, type MultipartUploads } from 'local-aws/engines/s3/multipart-uploads.ts';
import { createObjectStore, type ObjectStore } from 'local-aws/engines/s3/object-store.ts';
import { createS3 } from 'local-aws/engines/s3/s3.ts';
import { close, listen } from 'local-aws/http/listen.ts';
import { temporary } from '../host.ts';

/** What happens to a request before the bucket handles it. */
type Meeting = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/**
 * Starts a real engine with an empty bucket and no permission checks. Product modules that are imported afterward use
 * it. Call it after `startTable`, which sets the credentials.
 */
export async function startBucket(): Promise<{
  store: ObjectStore;
  uploads: MultipartUploads;
  /** Number of parts of unfinished uploads. */
  parts(): number;
  /** Has each request pass through a function from now on. */
  meet(meeting: Meeting): void;
  stop(): Promise<void>;
}> {
  const folder = mkdtempSync(path.join(temporary, 'cobalt-bucket-'));
  const database = new DatabaseSync(':memory:');
  const store = createObjectStore(database, 'trial', path.join(folder, 'objects'));
  const uploads = createMultipartUploads(database, 'trial', path.join(folder, 'parts'));
  const listener = createS3({
    bucket: { name: 'trial', arn: 'arn:aws:s3:::trial', url: '', cors: [], expirations: [], uploadDays: 1 },
    store,
    uploads,
    region: process.env.AWS_REGION ?? '',
    secretOf: () => process.env.AWS_SECRET_ACCESS_KEY,
    refusal: () => undefined,
  });
  let meeting: Meeting = () => undefined;
  const server = createServer((request, response) => {
    void Promise.resolve(meeting(request, response)).then(() => listener(request, response));
  });
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  process.env.FILES_URL = url;
  process.env.SNAPSHOTS_URL = url;
  return {
    store,
    uploads,
    parts: () => readdirSync(path.join(folder, 'parts')).length,
    meet(next) {
      meeting = next;
    },
    async stop() {
      await close(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
