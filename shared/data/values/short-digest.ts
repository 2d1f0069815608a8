import { createHash } from 'node:crypto';

/** A short digest of values as JSON, by which a layout or a question is recognized. It isn't a secret. */
export const shortDigest = (values: unknown, characters = 16): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, characters);
