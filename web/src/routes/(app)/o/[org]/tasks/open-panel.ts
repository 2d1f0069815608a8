import type { Task } from '#contract/task.ts';
import type { TimeRange } from '#lib/calendar/entry.ts';

/** What the calendar shows beside a place: a task, or the form for a new one. */
export interface OpenPanel {
  /** The task. Otherwise, a new one is created. */
  task?: Task;
  /** When the new task is due. */
  dueAt?: string;
  range?: TimeRange;
  /** The element beside which it is, or its selector. */
  anchor: Element | string | undefined;
}
