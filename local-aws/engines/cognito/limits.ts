import { limitExceeded, notAuthorized } from './errors.ts';
import type { Pool } from './pool.ts';

const freeSignInAttempts = 5;
const longestLockSeconds = 900;
const windowMs = 3_600_000;

/**
 * Cognito's lockout: from the fifth wrong password on, sign-in is locked for 1, 2, 4 … seconds, up to 15 minutes.
 * Attempts during a lockout are rejected unchecked and not counted. A correct password resets the count, as do 15
 * minutes without another wrong one.
 */
export function refuseLockedSignIn(pool: Pool, subject: string): void {
  const attempts = pool.store.attempts(`sign-in:${subject}`);
  if (attempts === undefined || attempts.count < freeSignInAttempts) return;
  const lockSeconds = Math.min(2 ** (attempts.count - freeSignInAttempts), longestLockSeconds);
  if (pool.now() < attempts.lastAt + lockSeconds * 1000) throw notAuthorized('Password attempts exceeded');
}

export function countWrongPassword(pool: Pool, subject: string): void {
  const key = `sign-in:${subject}`;
  const now = pool.now();
  const before = pool.store.attempts(key);
  const quiet = before === undefined || now - before.lastAt > longestLockSeconds * 1000;
  pool.store.putAttempts(key, {
    count: quiet ? 1 : before.count + 1,
    firstAt: quiet ? now : before.firstAt,
    lastAt: now,
  });
}

export function forgetWrongPasswords(pool: Pool, subject: string): void {
  pool.store.deleteAttempts(`sign-in:${subject}`);
}

/** Rejects a call if `key` has been counted `limit` times in the hour that started with its first count. */
export function refuseBeyond(pool: Pool, key: string, limit: number): void {
  const attempts = pool.store.attempts(key);
  if (attempts === undefined || pool.now() - attempts.firstAt > windowMs) return;
  if (attempts.count >= limit) throw limitExceeded();
}

export function countAttempt(pool: Pool, key: string): void {
  const now = pool.now();
  const before = pool.store.attempts(key);
  const fresh = before === undefined || now - before.firstAt > windowMs;
  pool.store.putAttempts(key, {
    count: fresh ? 1 : before.count + 1,
    firstAt: fresh ? now : before.firstAt,
    lastAt: now,
  });
}
