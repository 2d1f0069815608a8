import { stageLimits } from '../limits/stage-limits.ts';
import { ifAbsent, ifEquals, under } from '../store/condition.ts';
import { jobRateKey } from '../store/run-keys.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItem, isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/**
 * The token bucket of an organization, which all of its jobs share: the time (epoch milliseconds) until which the
 * records taken so far use up the rate. Records can be taken unless that time is in the future.
 */
interface JobRate {
  usedUntil: number;
}

const msPerRow = 1000 / (stageLimits?.jobRecordsPerSecond ?? Infinity);
/** For how long an organization's unused rate is kept, for jobs that start or whose messages were delayed. */
const burstMs = 2_000;
/**
 * How many records of a lane a run takes and processes before another lane has its turn. Even at the full rate, the item
 * is then written only a few times a second.
 */
export const rowsPerTurn = 64;
/** Seconds after which an unused item expires. It then no longer differs from a missing one. */
const keptSeconds = 86_400;

/** Takes a number of records from the organization's rate. Returns 0, or the milliseconds to wait before another try. */
export async function takeRows(session: Session, orgId: string, rows: number): Promise<number> {
  const key = jobRateKey(orgId);
  for (let attempt = 1; ; attempt += 1) {
    const now = Date.now();
    const found = await getItem<JobRate>(session, key);
    const usedUntil = Math.max(found?.usedUntil ?? 0, now - burstMs);
    if (usedUntil > now) return usedUntil - now;
    const update = {
      Key: { ...key },
      UpdateExpression: 'SET kind = :kind, usedUntil = :next, expiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':kind': 'job-rate',
        ':next': usedUntil + Math.round(rows * msPerRow),
        ':expiresAt': Math.floor(now / 1000) + keptSeconds,
      },
    };
    try {
      await updateItem(
        session,
        found ? under(ifEquals({ usedUntil: found.usedUntil }), update) : { ...update, ...ifAbsent },
      );
      return 0;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}
