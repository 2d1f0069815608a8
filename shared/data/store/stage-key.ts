import { createHmac, hkdfSync } from 'node:crypto';

const keys = new Map<string, Buffer>();

/**
 * Derives a key for one purpose from the deployment stage's origin secret with HKDF-SHA256. Keys for different purposes
 * are independent and reveal nothing about the secret. Changing the secret changes all keys.
 */
export function stageKey(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const secret = process.env.ORIGIN_SECRET;
  if (!secret) throw new Error('the stage has no secret');
  const key = Buffer.from(hkdfSync('sha256', secret, '', `cobalt ${purpose}`, 32));
  keys.set(purpose, key);
  return key;
}

/** The keyed hash that the table stores instead of a subject, such as an IP address. It differs in every time span. */
export const spanHash = (purpose: string, span: number, subject: string): string =>
  createHmac('sha256', stageKey(purpose)).update(`${span}.${subject}`).digest('base64url');
