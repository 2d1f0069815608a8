import { checkProgress } from '#data/jobs/stalled.ts';
import { checkRun } from '#data/jobs/stalled-run.ts';
import { dueExportsPartition, dueJobsPartitionAt, duePartitions } from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { newSession, type Session } from '#data/store/units.ts';
import { handleDue } from '../reader/due-rows.ts';
import { remindDue } from './remind.ts';

/** Seconds of work per run, well below the function's timeout. */
const workSeconds = 40;

/**
 * Runs every minute. Turns due reminders into change items: each reminder fires once, even after crashes and with
 * concurrent runs, because one transaction writes the change item under a fixed key and removes the task from the due
 * reminders. Also sends a new message for each unfinished job, export and import of an archive that made no progress for some minutes, so that
 * a lost message can't leave them unfinished; repeated messages are harmless.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  const partitions = Array.from({ length: duePartitions }, (_, index) => index);
  const closed = new Set<string>();
  const results = await Promise.allSettled([
    ...partitions.map(async (index) => ({
      ...noneOf,
      reminded: await remindDue(session, index, until, closed),
    })),
    ...partitions.map(async (index) => ({
      ...noneOf,
      resumed: await resumeDue(session, index, until),
    })),
    resumeExports(session, until).then((rewritten) => ({ ...noneOf, rewritten })),
  ]);
  const counts = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const reminded = counts.reduce((sum, count) => sum + count.reminded, 0);
  const resumed = counts.reduce((sum, count) => sum + count.resumed, 0);
  const rewritten = counts.reduce((sum, count) => sum + count.rewritten, 0);
  if (reminded > 0) writeLog({ level: 'info', message: 'reminded', reminded });
  if (resumed > 0) writeLog({ level: 'warn', message: 'stalled jobs resumed', resumed });
  if (rewritten > 0) writeLog({ level: 'warn', message: 'stalled exports resumed', resumed: rewritten });
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason as Error;
}

const noneOf = { reminded: 0, resumed: 0, rewritten: 0 };

/** Checks the unfinished jobs of one partition until the time `until`. Returns how many had stalled. */
const resumeDue = (session: Session, partition: number, until: number): Promise<number> =>
  handleDue(session, dueJobsPartitionAt(partition), until, (row, now) => checkProgress(session, row, now));

/** Checks the unfinished exports and imports of archives until the time `until`. Returns how many had stalled. */
const resumeExports = (session: Session, until: number): Promise<number> =>
  handleDue(session, dueExportsPartition, until, (row, now) => checkRun(session, row, now));
