import type { Activity } from '#contract/activity.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import { factOf, type Fact } from './facts.ts';

/** The facts of an activity on its date: a count of one for its kind, and its minutes. */
export function activityFacts({ kind, date, durationMinutes }: Activity, { timeZone }: Organization): Fact[] {
  return [factOf('activities', dateIn(timeZone, date), '', { [kind]: 1, minutes: durationMinutes ?? 0 })];
}
