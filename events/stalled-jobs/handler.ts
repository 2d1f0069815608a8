import { checkProgress } from '#data/jobs/stalled.ts';
import { dueJobsPartitionAt, duePartitions } from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { newSession } from '#data/store/units.ts';
import { handleDue, sumOfEach } from '../reader/due-rows.ts';

/** Seconds of work per run, well below the function's timeout. */
const workSeconds = 40;

/**
 * Runs every minute and sends a new message for each unfinished job that made no progress for some minutes, so that a
 * lost message can't leave a job unfinished. Concurrent runs and repeated messages are harmless.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  const resumed = await sumOfEach(duePartitions, (index) =>
    handleDue(session, dueJobsPartitionAt(index), until, (row, now) => checkProgress(session, row, now)),
  );
  if (resumed > 0) writeLog({ level: 'warn', message: 'stalled jobs resumed', resumed });
}
