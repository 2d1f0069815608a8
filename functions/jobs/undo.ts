import type { Job } from '#contract/job.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { slotForJob } from '#data/jobs/bounds.ts';
import { isUnfinished, jobFrom, planOf, readJob, type JobItem } from '#data/jobs/job.ts';
import { needsOf } from '#data/jobs/kinds.ts';
import { loadOwnJob } from '#data/jobs/read.ts';
import { newJob } from '#data/jobs/start.ts';
import { unmerge } from '#data/jobs/unmerge.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { isImportable } from '#data/imports/importable.ts';
import { explainTaken } from '#data/records/operations.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import type { Action } from '#data/store/transact.ts';
import { scopeNeeded } from './scope-needed.ts';

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
  const types = plan.recordTypes.filter(isImportable);
  const needed = needsOf(plan);
  // What an import has created is deleted.
  const needs = needed === 'create' ? 'delete' : needed;
  const { kind, change: undone, isRedo } = jobFrom(item);
  if (types.length === 0 || !needs) throw new ProblemError('conflict', 'job_in_effect');
  if (isUnfinished(item)) throw new ProblemError('conflict', 'job_running');
  await refuseUndone(context, item);
  const scopes = types.map((type) => scopeNeeded(context, type, needs));
  const scope = (['own', 'team'] as const).find((one) => scopes.includes(one)) ?? 'all';
  const { job, actions } = newJob(context, {
    kind: 'undo',
    params: {
      jobId: id,
      jobCreatedAt: plan.createdAt,
      needs,
      ...(undone ? { undone } : {}),
      ...(kind === 'undo' && !isRedo ? { isRedo: true } : {}),
    },
    scope,
    sources: types.map((recordType) => ({ recordType, ofJob: id })),
  });
  return {
    actions: [...actions, await slotForJob(context, job.id), undoneByAction(item, job.id)],
    ids: [job.id],
    value: job,
  };
}

async function prepareUnmerge(context: Context, item: JobItem): Promise<Making<Job>> {
  if (isUnfinished(item)) throw new ProblemError('conflict', 'job_running');
  await refuseUndone(context, item);
  const { job, actions } = await unmerge(context, item);
  return {
    actions: [...actions, await slotForJob(context, job.id), undoneByAction(item, job.id)],
    ids: [job.id],
    value: job,
  };
}

/** A job can be undone again only if the earlier attempt was interrupted. */
async function refuseUndone(context: Context, { undoneBy }: JobItem): Promise<void> {
  const earlier = undoneBy && (await readJob(context, context.orgId, undoneBy, context.now));
  if (earlier && (isUnfinished(earlier) || earlier.state === 'done')) throw alreadyUndone();
}

const alreadyUndone = (): ProblemError => new ProblemError('conflict', 'job_undone');

function undoneByAction({ pk, sk, undoneBy = '' }: JobItem, jobId: string): Action {
  return {
    update: {
      Key: { pk, sk },
      UpdateExpression: 'SET undoneBy = :job',
      ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(undoneBy) OR undoneBy = :earlier)',
      ExpressionAttributeValues: { ':job': jobId, ':earlier': undoneBy },
    },
    refuse: alreadyUndone,
  };
}
