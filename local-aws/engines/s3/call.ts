import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../../http/service-error.ts';
import type { BucketDefinition } from '../../template/buckets.ts';
import type { MultipartUploads } from './multipart-uploads.ts';
import type { ObjectStore } from './object-store.ts';
import type { Signed } from './signature.ts';

export type S3Options = {
  bucket: BucketDefinition;
  store: ObjectStore;
  uploads: MultipartUploads;
  region: string;
  secretOf: (accessKeyId: string) => string | undefined;
  /** The error message for a call that is not allowed; otherwise undefined. */
  refusal: (accessKeyId: string, action: string, resource: string) => string | undefined;
};

/** A signed call for one key. */
export type Call = S3Options & {
  request: IncomingMessage;
  response: ServerResponse;
  key: string;
  query: URLSearchParams;
  signed: Signed;
};

export function authorize({ refusal, bucket, signed }: Call, action: string, key: string): void {
  const why = refusal(signed.accessKeyId, action, `${bucket.arn}/${key}`);
  if (why) throw new ServiceError('AccessDenied', why, 403);
}

export const escape = (text: string): string =>
  text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[c] ?? '&quot;');

export function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}
