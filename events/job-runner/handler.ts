import { advanceJob, type JobMessage } from '#data/jobs/work.ts';
import { send } from '#data/store/queue.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** How long a job runs per message before it returns to the end of the queue, so that jobs take turns. */
const turnMs = 1_000;

/**
 * Advances a job, or one of its lanes, one turn per message. The next messages are sent before this one is deleted, so a
 * crash cannot stop the job. Repeated turns are safe because every step is conditional on the position of its lane.
 */
export const handler = queueReader<JobMessage>({
  lanes: 1,
  failed: 'job failed',
  async handle(session, message) {
    const { orgId, jobId, lane } = message;
    const next = await advanceJob(session, message, Date.now() + turnMs);
    for (const { message: body, afterSeconds: delaySeconds } of next) {
      const dueAtMs = Date.now() + delaySeconds * 1000;
      await send('jobs', { ...body, dueAtMs }, { group: orgId, delaySeconds });
    }
    return { message: 'job advanced', orgId, jobId, lane, more: next.length > 0 };
  },
});
