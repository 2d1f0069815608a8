import type { Activity } from '#contract/logged-activity.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import { factOf, type Fact } from './facts.ts';
import { activityPart } from './planned-facts.ts';

/** One fact on the activity's date: a count of one for the kind of activity, and the duration in minutes. */
export function activityFacts(activity: Activity, { timeZone }: Organization): Fact[] {
  const { kind, kindId = kind, outcomeId, date, durationMinutes } = activity;
  const amounts = { [kind]: 1, minutes: durationMinutes ?? 0 };
  return [factOf('activities', dateIn(timeZone, date), activityPart(kindId, outcomeId), amounts)];
}
