import type { Job } from '#contract/job.ts';
import { ProblemError } from '#contract/problem.ts';
import { readChain, readLinked } from '#data/imports/chain.ts';
import { loadImport } from '#data/imports/import-runs.ts';
import { isUnfinished, jobFrom, readJob } from '#data/jobs/job.ts';
import { isOwnJob, loadOwnJob } from '#data/jobs/read.ts';
import { alreadyUndone, isUndone, undoJob } from '#data/jobs/start-undo.ts';
import type { Context } from '#data/organization/context.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';

/** Undoes an import after those that follow it in its chain. Returns the first one of the jobs that do so. */
export const undo = (context: Context, { id }: { id: string }): Promise<Job> =>
  transactOnce(
    context,
    () => prepare(context, id),
    async ([jobId = '']) => jobFrom(await loadOwnJob(context, jobId)),
  );

async function prepare(context: Context, id: string): Promise<Making<Job>> {
  const { orgId, now } = context;
  const stored = await loadImport(context, id);
  if (stored.jobId === undefined) throw new ProblemError('conflict', 'import_other_state');
  const { ids } = await readChain(context, orgId, stored);
  const linked = await readLinked(context, orgId, { ids: ids.slice(ids.indexOf(id)) }, now);
  const jobIds = linked.flatMap(({ jobId }) => jobId ?? []).toReversed();
  const found = await Promise.all(jobIds.map((jobId) => readJob(context, orgId, jobId, now)));
  const items = found.flatMap((item) => item ?? []);
  if (!items.every((item) => isOwnJob(context, item))) throw new ProblemError('not_found');
  if (items.some(isUnfinished)) throw new ProblemError('conflict', 'job_running');
  const undone = await Promise.all(items.map((item) => isUndone(context, item)));
  const [last, ...others] = items.filter((_, index) => !undone[index]);
  if (!last) throw alreadyUndone();
  const then = others.map(({ sk }) => sk);
  const { job, actions } = await undoJob(context, last, { needed: 'create', then });
  return { actions, ids: [job.id], value: job };
}
