import { followIntoTrash, type MovedRecord } from '#data/entries/follow-into-trash.ts';
import { advanceJob, type JobMessage } from '#data/jobs/work.ts';
import { send } from '#data/store/queue.ts';
import type { Session } from '#data/store/units.ts';
import { withinBudget } from '#data/store/write-budget.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** How long a job runs per message before it returns to the end of the queue, so that jobs take turns. */
const turnMs = 1_000;

/**
 * Advances a job, or one of its lanes, one turn per message, or has activities follow their record into the trash or back.
 * The next messages are sent before this one is deleted, so a crash cannot stop the work. Repeated turns are safe because
 * every step is conditional on the position of its lane, or on the state of the record.
 */
export const handler = queueReader<JobMessage | MovedRecord>({
  lanes: 1,
  failed: 'job failed',
  handle: (session, message, isLastAttempt) =>
    'recordId' in message ? follow(session, message, isLastAttempt) : advance(session, message),
});

async function advance(session: Session, message: JobMessage) {
  const { orgId, jobId, lane } = message;
  const next = await advanceJob(session, message, Date.now() + turnMs);
  for (const { message: body, afterSeconds: delaySeconds } of next) {
    const dueAtMs = Date.now() + delaySeconds * 1000;
    await send('jobs', { ...body, dueAtMs }, { group: orgId, delaySeconds });
  }
  return { message: 'job advanced', orgId, jobId, lane, more: next.length > 0 };
}

async function follow(session: Session, message: MovedRecord, isLastAttempt: boolean) {
  const { orgId, recordType, isBack } = message;
  const until = Date.now() + turnMs;
  const { next, error } = await withinBudget(session, () => followIntoTrash(session, message, until));
  // A message that comes again, for activities that couldn't follow, goes on only then.
  if (next && (!error || isLastAttempt)) await send('jobs', next, { group: orgId });
  if (error) throw error;
  return { message: 'record followed', orgId, recordType, isBack, more: next !== undefined };
}
