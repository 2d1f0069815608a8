import type { Task } from '#contract/task.ts';
import { movedByDays } from '#lib/i18n/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';

/** The values of the task form. */
export interface TaskValues {
  title: string;
  notes: string;
  due: string;
  /** The reminder: a lead, `own` for another time, or empty for none. */
  remind: string;
  priority: string;
  assigneeId: string;
}

/** How long before the due time a reminder can be sent. */
export const leads = ['atDue', 'hour', 'day'] as const;
type Lead = (typeof leads)[number];
const isLead = (text: string): text is Lead => leads.some((lead) => lead === text);

const hour = 3_600_000;
/** When the reminder of a task is sent. A day before is at the same time of day, also if a clock changes in between. */
function reminderOf(dueAt: string, lead: Lead, zone: string): string {
  const due = new Date(dueAt);
  if (lead === 'day') return movedByDays(due, -1, zone);
  return new Date(due.getTime() - (lead === 'hour' ? hour : 0)).toISOString();
}

export function leadOf({ dueAt, remindAt }: Pick<Task, 'dueAt' | 'remindAt'>, zone: string): string {
  if (!remindAt) return '';
  const at = Date.parse(remindAt);
  return leads.find((lead) => Date.parse(reminderOf(dueAt, lead, zone)) === at) ?? 'own';
}

export const taskValues = (task: Task, zone: string): TaskValues => ({
  title: task.title,
  notes: task.notes ?? '',
  due: toZoned(task.dueAt, zone),
  remind: leadOf(task, zone),
  priority: task.priority,
  assigneeId: task.assigneeId,
});

/** The due time to send. What isn't a time stays as typed, so that the schema reports it at its field. */
const dueIn = ({ due }: TaskValues, zone: string): string => fromZoned(due, zone) ?? due;

const isMoment = (text: string): boolean => !Number.isNaN(Date.parse(text));

export function newTask(values: TaskValues, zone: string): Record<string, unknown> {
  const dueAt = dueIn(values, zone);
  const notes = values.notes.trim();
  return {
    title: values.title.trim(),
    dueAt,
    ...(isLead(values.remind) && isMoment(dueAt) ? { remindAt: reminderOf(dueAt, values.remind, zone) } : {}),
    ...(notes ? { notes } : {}),
    priority: values.priority,
    assigneeId: values.assigneeId,
  };
}

/**
 * The changes to send: only the values that the user changed, so that saving doesn't overwrite other users' changes to
 * the rest. If the due time changes, a reminder relative to it changes too.
 */
export function taskChange(task: Task, values: TaskValues, zone: string): Record<string, unknown> {
  const before = taskValues(task, zone);
  const isChanged = (name: keyof TaskValues) => values[name].trim() !== before[name].trim();
  const dueAt = isChanged('due') ? dueIn(values, zone) : task.dueAt;
  const reminds = (isChanged('due') || isChanged('remind')) && isMoment(dueAt);
  return {
    ...(isChanged('title') ? { title: values.title.trim() } : {}),
    ...(isChanged('notes') ? { notes: values.notes.trim() || null } : {}),
    ...(isChanged('due') ? { dueAt } : {}),
    ...(reminds && isLead(values.remind) ? { remindAt: reminderOf(dueAt, values.remind, zone) } : {}),
    ...(isChanged('remind') && !values.remind ? { remindAt: null } : {}),
    ...(isChanged('priority') ? { priority: values.priority } : {}),
    ...(isChanged('assigneeId') ? { assigneeId: values.assigneeId } : {}),
  };
}
