import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ProblemError } from '#contract/problem.ts';
import { earliestKeyId } from '#contract/sealing-keys.ts';
import { stageKey, stageKeyWith } from './stage-key.ts';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a text with AES-256-GCM under the stage's key for a purpose: `<id of the key>.<base64url>`, without an id for
 * the earliest key, so that releases before 0.7 can read it, too. It can only be decrypted for the same owner, so that a
 * stored text copied to another organization is worthless there.
 */
export function seal(purpose: string, owner: string, text: string): string {
  const { id, bytes } = stageKey(purpose);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, bytes, iv).setAAD(Buffer.from(owner));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const sealed = Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url');
  return id === earliestKeyId ? sealed : `${id}.${sealed}`;
}

/**
 * The text that was encrypted. Undefined if it was altered, belongs to another owner, or was sealed before the stage had
 * the keys that it has. Throws `unavailable` if its key is one that this instance has not read yet.
 */
export function unseal(purpose: string, owner: string, sealed: string): string | undefined {
  const { keyId, bytes } = partsOf(sealed);
  const key = stageKeyWith(keyId, purpose);
  if (!key && keyId !== earliestKeyId) throw new ProblemError('unavailable');
  if (!key || bytes.length < ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, key.bytes, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    return undefined;
  }
}

/** Texts of releases before 0.7 have no id of their key. */
function partsOf(sealed: string): { keyId: string; bytes: Buffer } {
  const [first = '', second] = sealed.split('.');
  const [keyId, encoded] = second === undefined ? [earliestKeyId, first] : [first, second];
  return { keyId, bytes: Buffer.from(encoded, 'base64url') };
}
