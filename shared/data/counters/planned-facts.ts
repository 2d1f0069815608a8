import type { ActivityRecord } from '#contract/records/activity.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import { factOf, type Fact } from './facts.ts';
import { ownerGroup, wholeGroup, type Tallies } from './groups.ts';

/** What reports on activities count by: the type, and what came of it. */
export const activityPart = (kindId: string, outcomeId: string | undefined): string =>
  `${kindId}#${outcomeId ?? ''}`;

/** The number of planned activities that are done, in the counters of all and of each assignee. */
export const doneAttribute = 'done';

export const doneTallies = ({ done, ownerId }: ActivityRecord): Tallies =>
  done ? { [wholeGroup]: { [doneAttribute]: 1 }, [ownerGroup(ownerId)]: { [doneAttribute]: 1 } } : {};

/** The facts of a planned activity: on the day for which it was planned, and on that when it was done. */
export function plannedFacts(planned: ActivityRecord, { timeZone }: Organization): Fact[] {
  const { kindId, outcomeId, dueAt, doneAt, durationMinutes } = planned;
  const due = factOf('planned', dateIn(timeZone, dueAt), activityPart(kindId, undefined), {
    planned: 1,
    kept: doneAt === undefined ? 0 : 1,
  });
  if (doneAt === undefined) return [due];
  const day = dateIn(timeZone, doneAt);
  const amounts = { done: 1, minutes: durationMinutes ?? 0 };
  return [due, factOf('planned', day, activityPart(kindId, outcomeId), amounts)];
}
