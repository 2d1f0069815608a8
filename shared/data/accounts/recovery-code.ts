import { createHash, randomInt } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import { fieldLimit, fieldProblem, ProblemError } from '#contract/problem.ts';
import { ifVersion } from '../store/condition.ts';
import { dayCount } from '../limits/day-count.ts';
import { recoveryKey, recoveryTriesKey } from '../store/keys.ts';
import { deleteItem, getItem, isConditionFailed } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';

/** A user's stored recovery codes. */
export interface RecoveryItem {
  version: number;
  /** Digests of unused codes. */
  codes: string[];
  /** The code used last. It is accepted again for `finishSeconds`, so that an interrupted recovery can be finished. */
  used?: { digest: string; at: string };
}

/** Letters and digits without those that are easily confused: i, l, o, 0 and 1. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;
const finishSeconds = 600;

const randomGroup = (): string =>
  Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');

/** New codes of about 79 random bits each, too many for a brute-force search even if the digests are known. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: limits.recoveryCodes }, () =>
    Array.from({ length: groups }, randomGroup).join('-'),
  );
}

/**
 * The digest of a code. Only digests are stored, so reading the table reveals no code. Hyphens, spaces and case are
 * ignored.
 */
export function recoveryDigest(userId: string, code: string): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`${userId}:${plain}`).digest('base64url');
}

export const findRecovery = (session: Session, userId: string): Promise<RecoveryItem | undefined> =>
  getItem<RecoveryItem>(session, recoveryKey(userId));

/** The action that creates the item, or replaces it if it still has the version that was read. */
export function putRecovery(
  userId: string,
  before: RecoveryItem | undefined,
  next: Omit<RecoveryItem, 'version'>,
): Action {
  return {
    put: {
      Item: {
        ...recoveryKey(userId),
        kind: 'recovery',
        schema: 1,
        ...next,
        version: (before?.version ?? 0) + 1,
      },
      ...ifVersion(before?.version),
    },
    refuse: () => new ProblemError('conflict', 'recovery_codes_changed'),
  };
}

/** Deletes the codes of a user who has turned off the second factor, unless a concurrent request changes them. */
export async function forgetRecovery(session: Session, userId: string): Promise<void> {
  const item = await findRecovery(session, userId);
  if (!item) return;
  try {
    await deleteItem(session, {
      Key: recoveryKey(userId),
      ...ifVersion(item.version),
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/**
 * Checks a submitted code without marking it as used. `unfinished` means that the code was used within the last
 * `finishSeconds`, so the recovery may not have completed. Attempts are counted before the code is checked, so that
 * concurrent attempts are limited too.
 */
export async function tryRecoveryCode(
  session: Session,
  userId: string,
  code: string,
  now: string,
): Promise<{ state: 'unused' | 'unfinished'; item: RecoveryItem; next: Omit<RecoveryItem, 'version'> }> {
  const limit = limits.recoveryTriesPerDay;
  const tries = recoveryTriesKey(userId, now.slice(0, 10));
  await transact(session, [
    dayCount(tries, 'recovery-tries', limit, now, (seconds) =>
      fieldLimit(seconds, '/code', 'too_many_tries', { limit }),
    ),
  ]);
  const item = await findRecovery(session, userId);
  const digest = recoveryDigest(userId, code);
  if (item?.codes.includes(digest)) {
    const codes = item.codes.filter((kept) => kept !== digest);
    return { state: 'unused', item, next: { codes, used: { digest, at: now } } };
  }
  const isUnfinished =
    item?.used?.digest === digest && epochSeconds(now) - epochSeconds(item.used.at) < finishSeconds;
  if (!item || !isUnfinished) throw fieldProblem('/code', 'wrong_code');
  return { state: 'unfinished', item, next: item };
}
