import { workdayAfter } from '#lib/i18n/days.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { dueOf, dueOn } from '#lib/plans/due-time.ts';
import { kindOfLine, planOfLine, type PlannedLine } from '#lib/plans/plan-line.ts';
import type { Workspace } from '#lib/workspace.ts';
import { newKindId } from './task-kinds.ts';
import { emptyTask, newTask } from './task-values.ts';

/** When a task is due unless someone says otherwise: on the next working day. Local time in `zone`. */
export const usualDue = (now: Date, zone: string): string => dueOn(workdayAfter(dayKey(now)), now, zone);

/**
 * The task about a record that a line means, for the user. It is due at the usual time unless the line names a day, and of
 * the type that the line names.
 */
export function nextTask(
  line: PlannedLine,
  { recordType, recordId }: { recordType: string; recordId: string },
  workspace: Workspace,
  zone: string,
): Record<string, unknown> {
  const plan = planOfLine(line);
  const now = new Date();
  const values = emptyTask(plan ? dueOf(plan, now, zone) : usualDue(now, zone), workspace.me.id);
  const kindId = newKindId(workspace, kindOfLine(line));
  const title = plan ? plan.title : line.text;
  return { ...newTask({ ...values, title, kindId }, zone), recordType, recordId };
}

/** What a line plans, as the organization calls it. Undefined for a plain task. */
export function plannedKindName(workspace: Workspace, line: PlannedLine): string | undefined {
  const kind = kindOfLine(line);
  if (kind === undefined || kind === 'task') return undefined;
  const kindId = newKindId(workspace, kind);
  return workspace.organization.activityKinds.find(({ id }) => id === kindId)?.name;
}
