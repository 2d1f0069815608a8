import { planContext } from './plan-context.ts';
import { readPlan, type Plan } from './read-plan.ts';

/** A plan that names a day. */
export type DayPlan = Plan & { day: string };

/** Reads a line as the user would mean it now. Undefined if it names neither a day nor a time. */
export function understood(line: string): DayPlan | undefined {
  const { day, ...rest } = readPlan(line, planContext());
  return day === undefined ? undefined : { ...rest, day };
}
