import type { Activity } from '#contract/logged-activity.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import { factOf, type Fact } from './facts.ts';

/** One fact on the activity's date: a count of one for the kind of activity, and the duration in minutes. */
export function activityFacts({ kind, date, durationMinutes }: Activity, { timeZone }: Organization): Fact[] {
  return [factOf('activities', dateIn(timeZone, date), '', { [kind]: 1, minutes: durationMinutes ?? 0 })];
}
