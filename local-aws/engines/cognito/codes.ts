import { randomBytes, randomInt } from 'node:crypto';
import { ServiceError } from '../../http/service-error.ts';
import { countAttempt, refuseBeyond } from './limits.ts';
import { keyedHash } from './pool.ts';
import type { Pool } from './pool.ts';

type CodePurpose = 'signUp' | 'resetPassword' | 'verifyEmail';

const lifetimeSeconds: Record<CodePurpose, number> = {
  signUp: 24 * 3600,
  resetPassword: 3600,
  verifyEmail: 24 * 3600,
};
const codesPerHour = 10;
const wrongCodesPerHour = 10;

function codeHash(pool: Pool, subject: string, purpose: CodePurpose, code: string): string {
  return keyedHash(pool, `${purpose}:${subject}:${code}`);
}

/** Creates a code for a user. It replaces an earlier code for the same purpose. */
export function issueCode(pool: Pool, subject: string, purpose: CodePurpose): string {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  keepCode(pool, subject, purpose, codeHash(pool, subject, purpose, code));
  return code;
}

/**
 * Stores a code that nobody can enter, for a user who doesn't exist or can't be sent a code. Limits and later responses
 * are the same as after `issueCode`, so they don't reveal that no code was sent.
 */
export function imagineCode(pool: Pool, subject: string, purpose: CodePurpose): void {
  keepCode(pool, subject, purpose, randomBytes(32).toString('hex'));
}

function keepCode(pool: Pool, subject: string, purpose: CodePurpose, hash: string): void {
  const sent = `sent:${purpose}:${subject}`;
  refuseBeyond(pool, sent, codesPerHour);
  countAttempt(pool, sent);
  pool.store.putCode(subject, purpose, { hash, expiresAt: pool.now() + lifetimeSeconds[purpose] * 1000 });
}

/**
 * Rejects a wrong, expired or missing code, and every code after too many wrong ones. If the code is accepted, the
 * caller must remove it with `useUpCode` in the transaction that applies the change.
 */
export function checkCode(pool: Pool, subject: string, purpose: CodePurpose, code: string): void {
  const wrong = `wrong:${purpose}:${subject}`;
  refuseBeyond(pool, wrong, wrongCodesPerHour);
  const kept = pool.store.code(subject, purpose);
  if (kept === undefined || kept.expiresAt <= pool.now()) {
    throw new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
  if (kept.hash !== codeHash(pool, subject, purpose, code)) {
    countAttempt(pool, wrong);
    throw new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
}

/** Removes a used code, and the count of wrong codes for the same user and purpose. */
export function useUpCode(pool: Pool, subject: string, purpose: CodePurpose): void {
  pool.store.deleteCode(subject, purpose);
  pool.store.deleteAttempts(`wrong:${purpose}:${subject}`);
}
