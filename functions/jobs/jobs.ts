import type { Job, JobResult } from '#contract/job.ts';
import { isCancelable } from '#contract/job-kind.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { endJob } from '#data/jobs/end.ts';
import { isUnfinished, Overtaken, planOf } from '#data/jobs/job.ts';
import { listJobs, loadJob, loadOwnJob, readResults, shownJob } from '#data/jobs/read.ts';

interface One {
  id: string;
}

export async function list(context: Context): Promise<{ items: Job[] }> {
  return { items: await listJobs(context) };
}

export async function get(context: Context, { id }: One): Promise<Job> {
  return shownJob(context, await loadJob(context, id));
}

export async function results(
  context: Context,
  { id, ...page }: One & { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: JobResult[]; nextCursor?: string }> {
  await loadOwnJob(context, id);
  return readResults(context, id, page);
}

/**
 * Cancels a job. A finished job stays unchanged. A job can't be canceled if the change that it applies is already in
 * effect, such as a retired status.
 */
export async function cancel(context: Context, { id }: One): Promise<Job> {
  for (let attempt = 1; ; attempt += 1) {
    const item = await loadOwnJob(context, id);
    if (!isUnfinished(item)) return shownJob(context, item);
    if (!isCancelable(planOf(item).kind)) {
      throw new ProblemError('conflict', 'job_in_effect');
    }
    await endJob(context, item, 'cancelled', context.now).catch((error: unknown) => {
      if (!(error instanceof Overtaken)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
    });
  }
}

/** Attempts to cancel a job that changes its state at the same time. */
const attemptsMax = 10;
