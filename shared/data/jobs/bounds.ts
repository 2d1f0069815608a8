import { limits } from '#contract/limits.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { dayCount } from '../limits/day-count.ts';
import { slotFor } from '../limits/slots.ts';
import type { Context } from '../organization/context.ts';
import { ifEquals, under } from '../store/condition.ts';
import { isKept } from '../store/kept.ts';
import { jobCountKey, jobKey, underWayKey } from '../store/run-keys.ts';
import { getItem, getItems, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { isUnfinished, type JobItem } from './job.ts';

/** The action that counts a job toward the organization's daily limit. */
export function jobCount(orgId: string, now: string): Action {
  const limit = limits.jobsPerDay;
  return dayCount(jobCountKey(orgId, now.slice(0, 10)), 'job-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'jobs_a_day', { limit }),
  );
}

/** The action that gives a new job one of its creator's slots. Throws if unfinished jobs occupy all of them. */
export function slotForJob(context: Context, jobId: string): Promise<Action> {
  const { orgId, actor, now } = context;
  const slots = {
    key: underWayKey(orgId, actor.userId),
    kind: 'jobs-under-way',
    attribute: 'jobIds',
    most: limits.jobsAtOnce,
    async unfinished(ids: readonly string[]) {
      const items = await getItems<JobItem>(
        context,
        ids.map((id) => jobKey(orgId, id)),
      );
      return items.flatMap((item) => (item && isUnfinished(item) && isKept(item, now) ? [item.sk] : []));
    },
    tooMany,
  } as const;
  return slotFor(context, slots, jobId);
}

/** The action that gives the slot of a job to the one that follows it, in the transaction that ends it. */
export async function slotAfter(
  { orgId, actor, ...session }: Context,
  endedId: string,
  nextId: string,
): Promise<Action> {
  const key = underWayKey(orgId, actor.userId);
  const item = await getItem<Item & { jobIds?: string[] }>(session, key);
  const taken = item?.jobIds;
  const ids = [...(taken ?? []).filter((id) => id !== endedId), nextId];
  const input = {
    Key: { ...key },
    UpdateExpression: 'SET kind = :kind, #ids = :ids',
    ExpressionAttributeNames: { '#ids': 'jobIds' },
    ExpressionAttributeValues: { ':kind': 'jobs-under-way', ':ids': ids },
  };
  return {
    update: taken
      ? under(ifEquals({ jobIds: taken }), input)
      : { ...input, ConditionExpression: 'attribute_not_exists(#ids)' },
    refuse: () => new ProblemError('precondition_failed'),
  };
}

/** A job usually takes some seconds. */
const retrySeconds = 30;
const tooMany = (): ProblemError =>
  fieldLimit(retrySeconds, '', 'jobs_at_once', { limit: limits.jobsAtOnce });
