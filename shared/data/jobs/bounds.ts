import { limits } from '#contract/limits.ts';
import { fieldLimit, type ProblemError } from '#contract/problem.ts';
import { dayCount } from '../limits/day-count.ts';
import { slotFor, slotInstead } from '../limits/slots.ts';
import type { Context } from '../organization/context.ts';
import { isKept } from '../store/kept.ts';
import { jobCountKey, jobKey, underWayKey } from '../store/run-keys.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { isUnfinished, type JobItem } from './job.ts';

/** The action that counts a job toward the organization's daily limit. */
export function jobCount(orgId: string, now: string): Action {
  const limit = limits.jobsPerDay;
  return dayCount(jobCountKey(orgId, now.slice(0, 10)), 'job-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'jobs_a_day', { limit }),
  );
}

/** A user's jobs that can be unfinished at the same time. */
const slotsOf = ({ orgId, actor }: Context) =>
  ({ key: underWayKey(orgId, actor.userId), kind: 'jobs-under-way', attribute: 'jobIds' }) as const;

/** The action that gives a new job one of its creator's slots. Throws if unfinished jobs occupy all of them. */
export function slotForJob(context: Context, jobId: string): Promise<Action> {
  const { orgId, now } = context;
  const slots = {
    ...slotsOf(context),
    most: limits.jobsAtOnce,
    async unfinished(ids: readonly string[]) {
      const items = await getItems<JobItem>(
        context,
        ids.map((id) => jobKey(orgId, id)),
      );
      return items.flatMap((item) => (item && isUnfinished(item) && isKept(item, now) ? [item.sk] : []));
    },
    tooMany,
  };
  return slotFor(context, slots, jobId);
}

/** The action that gives the slot of a job to the one that follows it, in the transaction that ends it. */
export const slotAfter = (context: Context, endedId: string, nextId: string): Promise<Action> =>
  slotInstead(context, slotsOf(context), endedId, nextId);

/** A job usually takes some seconds. */
const retrySeconds = 30;
const tooMany = (): ProblemError =>
  fieldLimit(retrySeconds, '', 'jobs_at_once', { limit: limits.jobsAtOnce });
