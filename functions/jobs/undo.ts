import type { Job } from '#contract/job.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { slotForJob } from '#data/jobs/bounds.ts';
import { isUnfinished, jobFrom, planOf, type JobItem } from '#data/jobs/job.ts';
import { needsOf } from '#data/jobs/kinds.ts';
import { loadOwnJob } from '#data/jobs/read.ts';
import { alreadyUndone, isUndone, undoJob, undoneByAction } from '#data/jobs/start-undo.ts';
import { unmerge } from '#data/jobs/unmerge.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { explainTaken } from '#data/records/operations.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';

/** Starts a job that undoes another one. */
export function undo(context: Context, { id }: { id: string }): Promise<Job> {
  return transactOnce(
    context,
    () => prepare(context, id),
    async ([jobId]) => jobFrom(await loadOwnJob(context, jobId ?? '')),
  ).catch((error: unknown) => explain(context, id, error));
}

/** Rethrows an error. A unique value that a merged record had can be that of a record that the caller can't see. */
async function explain(context: Context, id: string, error: unknown): Promise<never> {
  if (!(error instanceof ProblemError) || !error.errors?.some(({ code }) => code === 'taken')) throw error;
  const [type = ''] = planOf(await loadOwnJob(context, id)).recordTypes;
  const definition = definitionOf(type);
  if (!definition) throw error;
  return explainTaken(definition, context, error);
}

async function prepare(context: Context, id: string): Promise<Making<Job>> {
  const item = await loadOwnJob(context, id);
  const plan = planOf(item);
  if (plan.kind === 'merge') return prepareUnmerge(context, item);
  const { job, actions } = await undoJob(context, item, { needed: needsOf(plan) });
  return { actions, ids: [job.id], value: job };
}

async function prepareUnmerge(context: Context, item: JobItem): Promise<Making<Job>> {
  if (isUnfinished(item)) throw new ProblemError('conflict', 'job_running');
  if (await isUndone(context, item)) throw alreadyUndone();
  const { job, actions } = await unmerge(context, item);
  return {
    actions: [...actions, await slotForJob(context, job.id), undoneByAction(item, job.id)],
    ids: [job.id],
    value: job,
  };
}
