import type { Task } from '#contract/task.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';

/** The values of the task form. */
export interface TaskValues {
  title: string;
  notes: string;
  due: string;
  /** The reminder: a key of `leads`, `own` for another time, or empty for none. */
  remind: string;
  priority: string;
  assigneeId: string;
}

const hour = 3_600_000;
/** How long before the due time a reminder is sent, in milliseconds. */
const leads: Record<string, number> = { atDue: 0, hour, day: 24 * hour };

function leadOf({ dueAt, remindAt }: Task): string {
  if (!remindAt) return '';
  const before = Date.parse(dueAt) - Date.parse(remindAt);
  return Object.keys(leads).find((name) => leads[name] === before) ?? 'own';
}

export const taskValues = (task: Task, zone: string): TaskValues => ({
  title: task.title,
  notes: task.notes ?? '',
  due: toZoned(task.dueAt, zone),
  remind: leadOf(task),
  priority: task.priority,
  assigneeId: task.assigneeId,
});

const earlier = (moment: string, milliseconds: number) =>
  new Date(Date.parse(moment) - milliseconds).toISOString();

/** The due time to send. What isn't a time stays as typed, so that the schema reports it at its field. */
const dueIn = ({ due }: TaskValues, zone: string): string => fromZoned(due, zone) ?? due;

const isMoment = (text: string): boolean => !Number.isNaN(Date.parse(text));

export function newTask(values: TaskValues, zone: string): Record<string, unknown> {
  const dueAt = dueIn(values, zone);
  const lead = leads[values.remind];
  const notes = values.notes.trim();
  return {
    title: values.title.trim(),
    dueAt,
    ...(lead !== undefined && isMoment(dueAt) ? { remindAt: earlier(dueAt, lead) } : {}),
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
  const lead = leads[values.remind];
  const reminds = (isChanged('due') || isChanged('remind')) && isMoment(dueAt);
  return {
    ...(isChanged('title') ? { title: values.title.trim() } : {}),
    ...(isChanged('notes') ? { notes: values.notes.trim() || null } : {}),
    ...(isChanged('due') ? { dueAt } : {}),
    ...(reminds && lead !== undefined ? { remindAt: earlier(dueAt, lead) } : {}),
    ...(isChanged('remind') && !values.remind ? { remindAt: null } : {}),
    ...(isChanged('priority') ? { priority: values.priority } : {}),
    ...(isChanged('assigneeId') ? { assigneeId: values.assigneeId } : {}),
  };
}
