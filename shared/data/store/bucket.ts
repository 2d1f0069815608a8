import type { Key } from './keys.ts';
import { isConditionFailed, updateItem } from './table.ts';
import type { Session } from './units.ts';

/**
 * A bucket that fills up steadily, stored as the time (epoch milliseconds) at which it will be full again: the generic
 * cell rate algorithm, GCRA.
 */
export interface Bucket {
  key: Key;
  kind: string;
  /** For how long the item is kept. A full bucket doesn't differ from a missing one. */
  keptMs: number;
}

interface Taking {
  now: number;
  /** How long it takes to fill up what is taken. */
  takenMs: number;
  /** Whether the bucket probably isn't full. A wrong guess costs a second update. */
  isInUse: boolean;
}

/**
 * Takes from a bucket, even if that leaves less than nothing, and returns when it will be full again. DynamoDB can't add
 * to the later of two times in one update, so one update adds to a bucket that isn't full, and another one starts with a
 * full bucket. The likelier one is tried first.
 */
export async function takeFrom(
  session: Session,
  { key, kind, keptMs }: Bucket,
  { now, takenMs, isInUse }: Taking,
): Promise<number> {
  const adds = { value: 'fullAtMs + :taken', ConditionExpression: 'fullAtMs >= :now' };
  const starts = {
    value: ':now + :taken',
    ConditionExpression: 'attribute_not_exists(fullAtMs) OR fullAtMs < :now',
  };
  const update = async ({ value, ConditionExpression }: typeof adds): Promise<number> => {
    const changed = await updateItem(session, {
      Key: { ...key },
      UpdateExpression: `SET kind = :kind, expiresAt = :end, fullAtMs = ${value}`,
      ConditionExpression,
      ExpressionAttributeValues: {
        ':kind': kind,
        ':now': now,
        ':taken': Math.ceil(takenMs),
        ':end': Math.ceil((now + keptMs) / 1000),
      },
      ReturnValues: 'UPDATED_NEW',
    });
    return Number(changed?.fullAtMs);
  };
  const [first, second] = isInUse ? [adds, starts] : [starts, adds];
  return update(first).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
    return update(second);
  });
}
