import { limits } from '#contract/limits.ts';
import type { Context } from '../organization/context.ts';
import { jobKey } from '../store/run-keys.ts';
import { getItems } from '../store/table.ts';
import {
  scheduledChangesSince,
  type ScheduledChange,
  type Replacing,
} from '../organization/scheduled-changes.ts';
import { isUnfinished, type JobItem } from './job.ts';

/** Maximum number of jobs to read: the newest ones. Older jobs are assumed to have ended. */
const jobsRead = 100;

/** The scheduled changes of one kind whose jobs haven't ended. */
export async function scheduledChangesInMotion(
  context: Context,
  kind: Replacing,
): Promise<ScheduledChange[]> {
  const since = Date.parse(context.now) - limits.jobDays * 86_400_000;
  const scheduledChanges = await scheduledChangesSince(context, context.orgId, since);
  const ofKind = scheduledChanges.filter((one) => one.kind === kind).slice(-jobsRead);
  const jobs = await getItems<JobItem>(
    context,
    ofKind.map(({ id }) => jobKey(context.orgId, id)),
  );
  return ofKind.filter((_, index) => jobs[index] && isUnfinished(jobs[index]));
}
