import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Marks API keys, so that people and scanners of source code recognize them. */
export const apiKeyPrefix = 'cobalt_';

/** Characters of the random part, which has 256 bits. */
const randomLength = 43;
const checksumLength = 7;

/** A new secret: the prefix, 256 random bits and a checksum. */
export function newSecret(): string {
  const random = randomBytes(32).toString('base64url');
  return apiKeyPrefix + random + checksumOf(random);
}

/** The first characters of a secret, which identify it and reveal little of it. */
export const startOf = (secret: string): string => secret.slice(0, apiKeyPrefix.length + 4);

/**
 * Whether a secret can have been issued: its checksum is right. Others are refused before anything is read for them, and
 * scanners can tell a key from a text that only looks like one. Secrets of earlier releases have no checksum.
 */
export function canBeSecret(secret: string): boolean {
  const text = secret.slice(apiKeyPrefix.length);
  const [random, checksum] = [text.slice(0, randomLength), text.slice(randomLength)];
  return random.length === randomLength && (checksum === '' || checksum === checksumOf(random));
}

const checksumOf = (random: string): string => crc32(random).toString(36).padStart(checksumLength, '0');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
