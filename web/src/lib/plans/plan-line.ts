import { planContext } from './plan-context.ts';
import type { PlanKind } from './plan-words.ts';
import { readPlan, type Plan } from './read-plan.ts';

/** A plan that names a day. */
export type DayPlan = Plan & { day: string };

/** A line in which the user can name a day. */
export interface PlannedLine {
  text: string;
  /** Whether the whole text is meant as it is. */
  isLiteral: boolean;
}
export const emptyLine: PlannedLine = { text: '', isLiteral: false };

/** The day and the time that a line names, unless it is meant as it is. */
export const planOfLine = ({ text, isLiteral }: PlannedLine): DayPlan | undefined =>
  isLiteral ? undefined : understood(text);

/** What a line plans, such as a call, unless it is meant as it is. It needn't name a day. */
export const kindOfLine = ({ text, isLiteral }: PlannedLine): PlanKind | undefined =>
  isLiteral ? undefined : readPlan(text, planContext()).kind;

/** Reads a line as the user would mean it now. Undefined if it names neither a day nor a time. */
export function understood(line: string): DayPlan | undefined {
  const { day, ...rest } = readPlan(line, planContext());
  return day === undefined ? undefined : { ...rest, day };
}
