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

/** Creates a code for a user and invalidates the previous one. */
export function issueCode(pool: Pool, subject: string, purpose: CodePurpose): string {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  keepCode(pool, subject, purpose, codeHash(pool, subject, purpose, code));
  return code;
}

/**
 * Does the same as `issueCode` for an unknown user, so that cost, limits and later responses don't reveal that the user
 * doesn't exist.
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

/** Rejects wrong and expired codes. The caller removes the code in the same transaction as its effect. */
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

/** Removes a used code and its count of failed attempts. */
export function useUpCode(pool: Pool, subject: string, purpose: CodePurpose): void {
  pool.store.deleteCode(subject, purpose);
  pool.store.deleteAttempts(`wrong:${purpose}:${subject}`);
}
