import { createHash, randomInt } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { dayCount } from './day-count.ts';
import { epochSeconds } from './epoch.ts';
import { recoveryKey, recoveryTriesKey } from './keys.ts';
import { deleteItem, getItem, isConditionFailed } from './table.ts';
import { transact, type Action } from './transact.ts';
import type { Session } from './units.ts';

/** A user's recovery codes as they are kept. */
export interface RecoveryItem {
  version: number;
  /** Digests of those that were not used. */
  codes: string[];
  /** The code that was used last; it may finish what it began, and nothing else. */
  used?: { digest: string; at: string };
}

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;
/** How long a code whose work was broken off may be sent again. */
const finishSeconds = 600;

const randomGroup = (): string =>
  Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');

/** New codes, of 79 random bits each: nobody finds one by trying, not even with the digests in hand. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: limits.recoveryCodes }, () =>
    Array.from({ length: groups }, randomGroup).join('-'),
  );
}

/** As it is kept: whoever reads the table learns no code. Hyphens, spaces and capitals are the typist's. */
export function recoveryDigest(userId: string, code: string): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`${userId}:${plain}`).digest('base64url');
}

export const findRecovery = (session: Session, userId: string): Promise<RecoveryItem | undefined> =>
  getItem<RecoveryItem>(session, recoveryKey(userId));

/** Writes the item over the version that was read, or where there was none. */
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
      ...(before
        ? {
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': before.version },
          }
        : { ConditionExpression: 'attribute_not_exists(pk)' }),
    },
    refuse: () => new ProblemError('conflict', 'The recovery codes were changed meanwhile: try again.'),
  };
}

/** Takes away the codes of a second factor that is off. Those that were made anew meanwhile stay. */
export async function forgetRecovery(session: Session, userId: string): Promise<void> {
  const item = await findRecovery(session, userId);
  if (!item) return;
  try {
    await deleteItem(session, {
      Key: recoveryKey(userId),
      ConditionExpression: '#version = :seen',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':seen': item.version },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/**
 * What a code that is given is good for: `unused` has its work before it, `unfinished` was used a moment ago and may not
 * have come to an end. Each try is counted before it is looked at, so that tries at once are bounded, too.
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
    dayCount(tries, 'recovery-tries', limit, now, () =>
      fieldProblem('/code', 'too_many_tries', 'too_many_requests', { limit }),
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
