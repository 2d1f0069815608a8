import type { JobMessage, Next } from '#data/jobs/work.ts';

/** Delivers the messages of a job, those of its lanes concurrently, like a queue that ignores delays. */
export async function runJob(
  advance: (message: JobMessage) => Promise<Next[]>,
  message: JobMessage,
): Promise<void> {
  const next = await advance(message);
  const runs = await Promise.allSettled(next.map((one) => runJob(advance, one.message)));
  const failed = runs.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}
