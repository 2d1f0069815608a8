import { epochSeconds } from '../values/epoch.ts';
import type { Key } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';

const daySeconds = 86_400;

/** The action that increments the count of a day, up to `most`. The key contains the date (UTC). */
export function dayCount(
  key: Key,
  kind:
    | 'mail-count'
    | 'job-count'
    | 'form-count'
    | 'recovery-tries'
    | 'creation-count'
    | 'e-mail-changes'
    | 'demo-count',
  most: number,
  now: string,
  /** Creates the error from the number of seconds until the next day. */
  refuse: (seconds: number) => Error,
): Action {
  return {
    update: {
      Key: { ...key },
      UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
      ConditionExpression: 'attribute_not_exists(used) OR used < :most',
      ExpressionAttributeValues: {
        ':kind': kind,
        ':end': epochSeconds(now) + 2 * daySeconds,
        ':one': 1,
        ':most': most,
      },
    },
    refuse: () => refuse(daySeconds - (epochSeconds(now) % daySeconds)),
  };
}
