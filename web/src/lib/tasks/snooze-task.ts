import type { Task } from '#contract/task.ts';
import { formatMoment } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { moveTask } from './move-task.ts';

/** Puts a task off to another due time. */
export const snoozeTask = (orgId: string, task: Task, dueAt: string): Promise<void> =>
  moveTask(
    orgId,
    task,
    { due: dueAt },
    {
      moved: (after) => t.tasks.snoozed(after.title, formatMoment(after.dueAt, 'weekdayMoment')),
    },
  );
