import { epochSeconds } from './epoch.ts';
import type { Key } from './keys.ts';
import type { Action } from './transact.ts';

/** Counts one more on an item of the day (UTC), where there is one left of so many. */
export function dayCount(
  key: Key,
  kind: 'mail-count' | 'job-count' | 'form-count' | 'recovery-tries',
  most: number,
  now: string,
  refuse: () => Error,
): Action {
  return {
    update: {
      Key: { ...key },
      UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
      ConditionExpression: 'attribute_not_exists(used) OR used < :most',
      ExpressionAttributeValues: {
        ':kind': kind,
        ':end': epochSeconds(now) + 2 * 86_400,
        ':one': 1,
        ':most': most,
      },
    },
    refuse,
  };
}
