import type { Activity } from '#contract/activity.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import { factOf, type Fact } from './facts.ts';

/** Facts of an activity: one of its kind and its minutes, on its date and for the person who did it. */
export function activityFacts({ kind, date, durationMinutes }: Activity, { timeZone }: Organization): Fact[] {
  return [factOf('activities', dateIn(timeZone, date), '', { [kind]: 1, minutes: durationMinutes ?? 0 })];
}
