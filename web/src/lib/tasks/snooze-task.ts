import type { Task } from '#contract/task.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { timeZone } from '#lib/i18n/time-zone.svelte.ts';
import { movedReminder } from '#lib/plans/snooze.ts';
import { moveTask } from './tasks.ts';

/** Puts a task off to another due time. Its reminder moves as far. */
export function snoozeTask(orgId: string, task: Task, dueAt: string): Promise<void> {
  const { remindAt } = task;
  const to = {
    dueAt,
    ...(remindAt ? { remindAt: movedReminder(task.dueAt, remindAt, dueAt, timeZone()) } : {}),
  };
  return moveTask(orgId, task, to, (after) =>
    t.tasks.snoozed(after.title, formatDate(after.dueAt, 'shortMoment')),
  );
}
