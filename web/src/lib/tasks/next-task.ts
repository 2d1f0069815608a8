import { workdayAfter } from '#lib/i18n/days.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { dueOf, dueOn } from '#lib/plans/due-time.ts';
import { planOfLine, type PlannedLine } from '#lib/plans/plan-line.ts';
import { emptyTask, newTask } from './task-values.ts';

/** When a task is due unless someone says otherwise: on the next working day. Local time in `zone`. */
export const usualDue = (now: Date, zone: string): string => dueOn(workdayAfter(dayKey(now)), now, zone);

/** The task about a record that a line means, which is due at the usual time unless the line names a day. */
export function nextTask(
  line: PlannedLine,
  { recordType, recordId }: { recordType: string; recordId: string },
  assigneeId: string,
  zone: string,
): Record<string, unknown> {
  const plan = planOfLine(line);
  const now = new Date();
  const values = emptyTask(plan ? dueOf(plan, now, zone) : usualDue(now, zone), assigneeId);
  return { ...newTask({ ...values, title: plan ? plan.title : line.text }, zone), recordType, recordId };
}
