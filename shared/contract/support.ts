import * as z from 'zod/mini';
import { named, line } from './field.ts';
import { limits } from './limits.ts';
import { workingHours } from './working-hours.ts';

/** A duration of working time, in minutes. */
const minutes = z.int().check(z.gte(1), z.lte(limits.targetMinutes));

/** How soon issues of a priority should be answered and resolved, in minutes of working time. */
const target = z.strictObject({
  firstAnswerMinutes: z.optional(minutes),
  resolutionMinutes: z.optional(minutes),
});
export type Target = z.infer<typeof target>;

/** When an organization works on issues, and how soon they should be answered and resolved, by priority. */
export const support = z.strictObject({
  hours: workingHours,
  /** Targets by the id of a priority. Priorities that are left out have none. */
  targets: named(line(40), target, limits.statusesPerList),
});
export type Support = z.infer<typeof support>;

const office = [{ from: '09:00', to: '18:00' }];

/** What applies until an organization sets its own hours and targets. */
export const firstSupport: Support = {
  hours: { days: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office } },
  targets: {
    urgent: { firstAnswerMinutes: 60, resolutionMinutes: 480 },
    high: { firstAnswerMinutes: 240, resolutionMinutes: 960 },
    normal: { firstAnswerMinutes: 480, resolutionMinutes: 2_400 },
    low: { firstAnswerMinutes: 960, resolutionMinutes: 4_800 },
  },
};
