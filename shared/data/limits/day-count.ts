import { epochSeconds } from '../values/epoch.ts';
import type { Key } from '../store/keys.ts';
import { isConditionFailed, updateItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

const daySeconds = 86_400;

type DayCount =
  | 'mail-count'
  | 'job-count'
  | 'import-count'
  | 'export-count'
  | 'duplicate-scan-count'
  | 'form-count'
  | 'recovery-tries'
  | 'creation-count'
  | 'e-mail-changes'
  | 'demo-count'
  | 'own-data-count'
  | 'portal-issue-count'
  | 'portal-request-count'
  | 'portal-file-count'
  | 'sign-up-count';

/** The action that increments the count of a day, up to `most`. The key contains the date (UTC). */
export function dayCount(
  key: Key,
  kind: DayCount,
  most: number,
  now: string,
  /** Creates the error from the number of seconds until the next day. */
  refuse: (seconds: number) => Error,
): Action {
  return {
    update: increment(key, kind, most, now),
    refuse: () => refuse(daySeconds - (epochSeconds(now) % daySeconds)),
  };
}

/** Increments the count of a day on its own. Returns false if it has reached `most`. */
export async function countOnDay(
  session: Session,
  key: Key,
  kind: DayCount,
  { most, now }: { most: number; now: string },
): Promise<boolean> {
  try {
    await updateItem(session, increment(key, kind, most, now));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

const increment = (key: Key, kind: DayCount, most: number, now: string) => ({
  Key: { ...key },
  UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
  ConditionExpression: 'attribute_not_exists(used) OR used < :most',
  ExpressionAttributeValues: {
    ':kind': kind,
    ':end': epochSeconds(now) + 2 * daySeconds,
    ':one': 1,
    ':most': most,
  },
});
