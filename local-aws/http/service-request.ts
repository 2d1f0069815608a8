import type { IncomingMessage } from 'node:http';
import { ServiceError } from './service-error.ts';

/** Throws an error if the holder of this access key lacks the permission. */
export type Authorize = (accessKeyId: string, action: string, resourceArn: string) => void | Promise<void>;

/**
 * The ID of the access key that signed a request. The signature itself is not verified. Throws an error if the request
 * is unsigned.
 */
export function signerOf(request: IncomingMessage): string {
  const signature = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '');
  if (signature?.[1]) return signature[1];
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
}

/** Reads a body that must be a JSON object of limited size. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    // The rest is read but not stored, so that the caller receives the response.
    if (size <= maxBytes) parts.push(part);
  }
  if (size > maxBytes) {
    throw new ServiceError('RequestEntityTooLargeException', 'The request is too large', 413);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Reported below, together with JSON that is not an object.
  }
  throw new ServiceError('SerializationException', 'The body must be a JSON object');
}
