import { takeFrom, type Bucket } from './bucket.ts';
import { errorNameOf, writeLog } from './log.ts';
import { writeBudgetKey } from './pass-keys.ts';
import { sleep } from './retry.ts';
import { newSession, type Session } from './units.ts';

/**
 * Write units per second that all functions of the stage that write in bulk may use together (`bulkWritePercent` in
 * infra/stages.ts). They share one bucket, so it doesn't matter how many of them run.
 */
const unitsPerSecond = Number(process.env.BULK_WRITE_UNITS_PER_SECOND ?? Infinity);
/** A process charges this much at a time, so that the bucket's item is written at most 20 times a second. */
const blockUnits = unitsPerSecond / 20;
/** The longest pause, so that a run ends before its function's timeout. The next work waits for the rest of it. */
const pauseMostMs = 10_000;
const bucket: Bucket = { key: writeBudgetKey, kind: 'write-budget', keptMs: 86_400_000 };

let unchargedUnits = 0;
let knownFullAtMs = 0;

/**
 * Does some work that writes in bulk, and waits until the stage's budget has made up for what it wrote, but not beyond
 * `until` (epoch milliseconds). Work that takes thousands of units should be divided, because nothing slows it down before
 * its end.
 */
export async function withinBudget<T>(
  session: Session,
  work: () => Promise<T>,
  { until = Infinity }: { until?: number } = {},
): Promise<T> {
  const before = session.units.write;
  try {
    return await work();
  } finally {
    unchargedUnits += session.units.write - before;
    // The outcome of the work counts, whatever becomes of the charge.
    if (unchargedUnits >= blockUnits) await pause(until).catch(logFailure);
  }
}

async function pause(until: number): Promise<void> {
  const now = Date.now();
  const charged = unchargedUnits;
  unchargedUnits = 0;
  try {
    const takenMs = (charged * 1000) / unitsPerSecond;
    knownFullAtMs = await takeFrom(newSession(), bucket, { now, takenMs, isInUse: knownFullAtMs > now });
  } catch (error) {
    unchargedUnits += charged;
    throw error;
  }
  await sleep(Math.min(knownFullAtMs - now, pauseMostMs, until - now));
}

const logFailure = (error: unknown): void =>
  writeLog({ level: 'error', message: 'bulk writes not charged', error: errorNameOf(error) });
