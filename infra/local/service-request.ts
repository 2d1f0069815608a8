import type { IncomingMessage } from 'node:http';
import { ServiceError } from './service-error.ts';

/** Throws the refusal when the holder of this access key may not do this. */
export type Authorize = (accessKeyId: string, action: string, resourceArn: string) => void | Promise<void>;

/** Whose signature a request carries. Throws when it carries none. */
export function signerOf(request: IncomingMessage): string {
  const signature = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '');
  if (signature?.[1]) return signature[1];
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
}

/** Reads a body that must be a JSON object of at most this size. */
export async function readJson(
  request: IncomingMessage,
  largestBytes: number,
): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    // What is too much is read to its end, so that the caller sees the answer, but not kept.
    if (size <= largestBytes) parts.push(part);
  }
  if (size > largestBytes) {
    throw new ServiceError('RequestEntityTooLargeException', 'The request is too large', 413);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Told below, with what is JSON but no object.
  }
  throw new ServiceError('SerializationException', 'The body must be a JSON object');
}
