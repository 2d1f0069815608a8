import { isEntryType } from '#contract/entry-type-names.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { isImportable } from '../imports/importable.ts';
import { isTemporary } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { slotAfter, slotForJob } from './bounds.ts';
import { followingContext } from './following-context.ts';
import {
  isUnfinished,
  jobFrom,
  planOf,
  readJob,
  type JobItem,
  type JobParams,
  type JobPlan,
  type Needs,
  jobPermission,
} from './job.ts';
import { scopeNeeded } from './scope-needed.ts';
import { newJob, type NewJob } from './start.ts';

interface Undoing {
  /** What the job needed. */
  needed: Needs | undefined;
  /** The jobs of imports to undo afterward. */
  then?: readonly string[];
  /** The job that this one follows, in the transaction that ends it. */
  endedJobId?: string;
}

/** The job that undoes an ended one. */
export async function undoJob(
  context: Context,
  item: JobItem,
  { needed, then = [], endedJobId }: Undoing,
): Promise<NewJob> {
  const plan = planOf(item);
  const types = plan.recordTypes.filter(isImportable);
  const inOrder = [...types.filter(isEntryType), ...types.filter((type) => !isEntryType(type))];
  // What an import has created is deleted.
  const needs = needed === 'create' ? 'delete' : needed;
  const { kind, change: undone, isRedo } = jobFrom(item);
  const [mainType] = types;
  if (!mainType || !needs) throw new ProblemError('conflict', 'job_in_effect');
  if (isUnfinished(item)) throw new ProblemError('conflict', 'job_running');
  if (await isUndone(context, item)) throw alreadyUndone();
  const scopes = types.map((type) =>
    scopeNeeded(context, (action) => jobPermission({ kind, change: undone }, type, action), needs),
  );
  const scope = (['own', 'team'] as const).find((one) => scopes.includes(one)) ?? 'all';
  const makesAgain = kind === 'undo' && !isRedo;
  const { job, actions } = newJob(context, {
    kind: 'undo',
    params: {
      jobId: plan.id,
      jobCreatedAt: plan.createdAt,
      needs,
      ...(undone ? { undone } : {}),
      ...(makesAgain ? { isRedo: true } : {}),
      ...(then.length > 0 ? { then } : {}),
    },
    scope,
    mainType,
    // Entries are deleted before the records that the import created for them, and restored after them.
    sources: (makesAgain ? inOrder.toReversed() : inOrder).map((recordType) => ({
      recordType,
      ofJob: plan.id,
    })),
    isCounted: endedJobId === undefined,
  });
  const slot =
    endedJobId === undefined ? slotForJob(context, job.id) : slotAfter(context, endedJobId, job.id);
  return { job, actions: [...actions, await slot, undoneByAction(item, job.id)] };
}

/** Whether a job was undone, or is being undone. It can be undone again only if the earlier attempt was interrupted. */
export async function isUndone(context: Context, { undoneBy }: JobItem): Promise<boolean> {
  const earlier = undoneBy && (await readJob(context, context.orgId, undoneBy, context.now));
  return earlier ? isUnfinished(earlier) || earlier.state === 'done' : false;
}

export const alreadyUndone = (): ProblemError => new ProblemError('conflict', 'job_undone');

export function undoneByAction({ pk, sk, undoneBy = '' }: JobItem, jobId: string): Action {
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

/**
 * The actions that undo the next import of a chain, in the transaction that ends the undo before it. What can't be undone
 * any more is passed over, and a lack of permissions ends it.
 */
export async function undoNextImport(context: Context, plan: JobPlan): Promise<Action[]> {
  const { then = [] } = plan.params as JobParams['undo'];
  for (const [index, jobId] of then.entries()) {
    const item = await readJob(context, context.orgId, jobId, context.now);
    if (!item || (await isUndone(context, item))) continue;
    try {
      const undoing = { needed: 'create', then: then.slice(index + 1), endedJobId: plan.id } as const;
      return (await undoJob(followingContext(context, plan), item, undoing)).actions;
    } catch (error) {
      if (!(error instanceof ProblemError) || isTemporary(error)) throw error;
      return [];
    }
  }
  return [];
}
