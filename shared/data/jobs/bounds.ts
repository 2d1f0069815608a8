import { limits } from '#contract/limits.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { ifEquals, under } from '../store/condition.ts';
import { dayCount } from '../limits/day-count.ts';
import type { Context } from '../organization/context.ts';
import { jobCountKey, jobKey, type Key, underWayKey } from '../store/keys.ts';
import { getItem, getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { isKept, isUnfinished, type JobItem } from './job.ts';

/** The action that counts a job toward the organization's daily limit. */
export function jobCount(orgId: string, now: string): Action {
  const limit = limits.jobsPerDay;
  return dayCount(jobCountKey(orgId, now.slice(0, 10)), 'job-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'jobs_a_day', { limit }),
  );
}

/**
 * The jobs that occupy a user's `jobsAtOnce` slots for running jobs. A finished job keeps its slot until another job
 * needs it.
 */
interface UnderWay {
  jobIds: string[];
}

/** The action that gives a new job one of its creator's slots. Throws if unfinished jobs occupy all of them. */
export async function slotForJob(context: Context, jobId: string): Promise<Action> {
  const { orgId, actor } = context;
  const key = underWayKey(orgId, actor.userId);
  const there = await getItem<UnderWay>(context, key);
  const taken = there?.jobIds ?? [];
  return taken.length < limits.jobsAtOnce ? added(key, jobId) : replaced(context, key, taken, jobId);
}

function added(key: Key, jobId: string): Action {
  return {
    update: {
      Key: { ...key },
      UpdateExpression: 'SET kind = :kind, jobIds = list_append(if_not_exists(jobIds, :none), :job)',
      ConditionExpression: 'attribute_not_exists(pk) OR size(jobIds) < :most',
      ExpressionAttributeValues: {
        ':kind': 'jobs-under-way',
        ':none': [],
        ':job': [jobId],
        ':most': limits.jobsAtOnce,
      },
    },
    refuse: tooMany,
  };
}

/** The action for a full set of slots: frees the slots of finished jobs and gives one of them to the new job. */
async function replaced(context: Context, key: Key, taken: string[], jobId: string): Promise<Action> {
  const items = await getItems<JobItem>(
    context,
    taken.map((id) => jobKey(context.orgId, id)),
  );
  const left = items.flatMap((item) =>
    item && isUnfinished(item) && isKept(item, context.now) ? [item.sk] : [],
  );
  if (left.length >= limits.jobsAtOnce) throw tooMany();
  return {
    update: under(ifEquals({ jobIds: taken }), {
      Key: { ...key },
      UpdateExpression: 'SET jobIds = :next',
      ExpressionAttributeValues: { ':next': [...left, jobId] },
    }),
    refuse: () => new ProblemError('unavailable'),
  };
}

/** A job usually takes some seconds. */
const retrySeconds = 30;
const tooMany = (): ProblemError =>
  fieldLimit(retrySeconds, '', 'jobs_at_once', { limit: limits.jobsAtOnce });
