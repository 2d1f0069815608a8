import { stageLimits } from '../limits/stage-limits.ts';
import { ifAbsent, ifEquals, under } from '../store/condition.ts';
import { jobRateKey } from '../store/run-keys.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItem, isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { emptyLanes } from './lanes.ts';

/** What all jobs of an organization share. */
interface JobRate {
  /**
   * A token bucket: the time (epoch milliseconds) until which the records taken so far use up the rate. Records can be
   * taken unless that time is in the future.
   */
  usedUntil: number;
  /** When the last turns began. Items of version 0.8 have none. */
  turns?: number[];
}

const msPerRow = 1000 / (stageLimits?.jobRecordsPerSecond ?? Infinity);
/** For how long an organization's unused rate is kept, for jobs that start or whose messages were delayed. */
const burstMs = 2_000;
/**
 * How many records of a lane a run takes and processes before another lane has its turn. Even at the full rate, the item
 * is then written only a few times a second.
 */
export const rowsPerTurn = 64;
/**
 * How many turns an organization has while one of its messages waits: as many as a job has lanes. So if workers are
 * scarce, an organization with many jobs gets as much as one with a single job.
 */
const turnsPerWait = emptyLanes.length;
/** Workers are scarce if messages wait longer than this. */
const scarceMs = 2_000;
/** Seconds after which an unused item expires. It then no longer differs from a missing one. */
const keptSeconds = 86_400;

/**
 * Takes a number of records from the organization's rate, for a message that could be received since `dueAtMs`. Returns
 * undefined, or in how many milliseconds to try again, which can be 0 if others come first.
 */
export async function takeRows(
  session: Session,
  orgId: string,
  rows: number,
  dueAtMs = Infinity,
): Promise<number | undefined> {
  const key = jobRateKey(orgId);
  for (let attempt = 1; ; attempt += 1) {
    const now = Date.now();
    const found = await getItem<JobRate>(session, key);
    const usedUntil = Math.max(found?.usedUntil ?? 0, now - burstMs);
    if (usedUntil > now) return usedUntil - now;
    const turns = found?.turns ?? [];
    const isScarce = now - dueAtMs > scarceMs;
    if (isScarce && turns.filter((at) => at > dueAtMs).length >= turnsPerWait) return 0;
    const update = {
      Key: { ...key },
      UpdateExpression: 'SET kind = :kind, usedUntil = :next, turns = :turns, expiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':kind': 'job-rate',
        ':next': usedUntil + Math.round(rows * msPerRow),
        ':turns': [...turns, now].slice(-turnsPerWait),
        ':expiresAt': Math.floor(now / 1000) + keptSeconds,
      },
    };
    try {
      await updateItem(
        session,
        found ? under(ifEquals({ usedUntil: found.usedUntil }), update) : { ...update, ...ifAbsent },
      );
      return undefined;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}
