import { hkdfSync } from 'node:crypto';

const keys = new Map<string, Buffer>();

/**
 * A key for one purpose, by HKDF-SHA256 from the stage's one secret, which proves that requests came through the edge.
 * Another purpose has another key, and none of them tells the secret; a changed secret changes all.
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
