import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret for a link in an e-mail: 256 random bits. Only the hex digest is stored. */
export function newLinkSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret) };
}

/** The hex digest by which a secret is stored. */
export const hashOf = (secret: string): string => digestOf(secret).toString('hex');

/** Whether a stored hex digest is that of a secret. */
export function sameHash(hash: string, secret: string): boolean {
  const [expected, received] = [Buffer.from(hash, 'hex'), digestOf(secret)];
  return expected.length === received.length && timingSafeEqual(expected, received);
}

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
