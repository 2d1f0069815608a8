import type { Activity, activityKinds } from '#contract/activity.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import type { Fact } from './facts.ts';

type ActivityKind = (typeof activityKinds)[number];

/** Amounts of activities under short names, because an item holds thirty of each. */
export const activityAmounts = {
  call: 'c',
  email: 'e',
  meeting: 'm',
  note: 'n',
  task: 't',
  minutes: 's',
} as const satisfies Record<ActivityKind | 'minutes', string>;

/** Facts of an activity: one of its kind and its minutes, on its date and for the person who did it. */
export function activityFacts({ kind, date, durationMinutes }: Activity, { timeZone }: Organization): Fact[] {
  const minutes = durationMinutes ? { [activityAmounts.minutes]: durationMinutes } : {};
  return [
    {
      family: 'a',
      day: dateIn(timeZone, date),
      part: '',
      amounts: { [activityAmounts[kind]]: 1, ...minutes },
    },
  ];
}
