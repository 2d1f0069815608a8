import { advanceJob } from '#data/jobs/work.ts';
import { send } from '#data/store/queue.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** How long a job runs per message before it returns to the end of the queue, so that jobs take turns. */
const turnMs = 1_000;

interface JobMessage {
  orgId: string;
  jobId: string;
}

/**
 * Advances jobs, one turn per message. The next message is sent before this one is deleted, so a crash cannot stop
 * the job. Repeated turns are safe because every step is conditional on the job's position.
 */
export const handler = queueReader<JobMessage>({
  lanes: 1,
  failed: 'job failed',
  async handle(session, { orgId, jobId }) {
    const left = await advanceJob(session, orgId, jobId, Date.now() + turnMs);
    if (left.more) await send('jobs', { orgId, jobId }, { group: orgId, delaySeconds: left.afterSeconds });
    return { message: 'job advanced', orgId, jobId, more: left.more };
  },
});
