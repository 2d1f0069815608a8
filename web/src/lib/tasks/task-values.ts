import type { Task } from '#contract/task.ts';
import { movedByDays } from '#lib/i18n/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { movedReminder } from '#lib/plans/snooze.ts';
import { plainKindId } from './task-kinds.ts';

/** The values of the task form. */
export interface TaskValues {
  /** The title, which can also name the day and the time of a new task. */
  title: string;
  notes: string;
  /** The id of an entry of the organization's list of types. Empty for a new task whose title says what it is. */
  kindId: string;
  due: string;
  /** Whether the user has set the due time by hand, so that the title no longer does. */
  isDueSet: boolean;
  /** Whether the whole title is meant as it is. */
  isLiteral: boolean;
  /** How long it takes, in minutes. Empty if that isn't planned. */
  duration: string;
  /** The reminder: a lead, `own` for another time, or empty for none. */
  remind: string;
  priority: string;
  assigneeId: string;
  /** The record that a new task is about. It can't be changed afterwards. */
  aboutType: string;
  aboutId: string;
}

/** The values of a task that nothing is known about yet. */
export const emptyTask = (due: string, assigneeId: string): TaskValues => ({
  title: '',
  notes: '',
  kindId: '',
  due,
  isDueSet: false,
  isLiteral: false,
  duration: '',
  remind: '',
  priority: 'normal',
  assigneeId,
  aboutType: '',
  aboutId: '',
});

const usualDurations = [15, 30, 45, 60, 90, 120];

/** The durations to choose from, in minutes: the usual ones, and those that a task has or had. */
export const durationChoices = (...durations: readonly string[]): number[] =>
  [...new Set([...usualDurations, ...durations.filter(Boolean).map(Number)])].sort((a, b) => a - b);

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

function leadOf({ dueAt, remindAt }: Pick<Task, 'dueAt' | 'remindAt'>, zone: string): string {
  if (!remindAt) return '';
  const at = Date.parse(remindAt);
  return leads.find((lead) => Date.parse(reminderOf(dueAt, lead, zone)) === at) ?? 'own';
}

export const taskValues = (task: Task, zone: string): TaskValues => ({
  ...emptyTask(toZoned(task.dueAt, zone), task.assigneeId),
  title: task.title,
  notes: task.notes ?? '',
  kindId: task.kindId ?? plainKindId,
  isLiteral: true,
  duration: task.durationMinutes === undefined ? '' : String(task.durationMinutes),
  remind: leadOf(task, zone),
  priority: task.priority,
});

/** The due time to send. What isn't a time stays as typed, so that the schema reports it at its field. */
const dueIn = ({ due }: TaskValues, zone: string): string => fromZoned(due, zone) ?? due;

const isMoment = (text: string): boolean => !Number.isNaN(Date.parse(text));

/**
 * The task to create. `chosen` is the moment that the user chose before: if a clock change repeats its local time, that
 * alone doesn't tell it.
 */
export function newTask(values: TaskValues, zone: string, chosen?: string): Record<string, unknown> {
  const dueAt = chosen && toZoned(chosen, zone) === values.due ? chosen : dueIn(values, zone);
  const notes = values.notes.trim();
  return {
    title: values.title.trim(),
    dueAt,
    ...(isLead(values.remind) && isMoment(dueAt) ? { remindAt: reminderOf(dueAt, values.remind, zone) } : {}),
    ...(notes ? { notes } : {}),
    ...(values.kindId ? { kindId: values.kindId } : {}),
    ...(values.duration ? { durationMinutes: Number(values.duration) } : {}),
    priority: values.priority,
    assigneeId: values.assigneeId,
    ...(values.aboutType ? { recordType: values.aboutType } : {}),
    ...(values.aboutId ? { recordId: values.aboutId } : {}),
  };
}

type Changeable = Exclude<keyof TaskValues, 'isDueSet' | 'isLiteral' | 'aboutType' | 'aboutId'>;

/**
 * The changes to send: only the values that the user changed, so that saving doesn't overwrite other users' changes to
 * the rest. If the due time changes, a reminder relative to it changes too.
 */
export function taskChange(task: Task, values: TaskValues, zone: string): Record<string, unknown> {
  const before = taskValues(task, zone);
  const isChanged = (name: Changeable) => values[name].trim() !== before[name].trim();
  const dueAt = isChanged('due') ? dueIn(values, zone) : task.dueAt;
  const reminds = (isChanged('due') || isChanged('remind')) && isMoment(dueAt);
  return {
    ...(isChanged('title') ? { title: values.title.trim() } : {}),
    ...(isChanged('notes') ? { notes: values.notes.trim() || null } : {}),
    ...(isChanged('kindId') ? { kindId: values.kindId } : {}),
    ...(isChanged('due') ? { dueAt } : {}),
    ...(isChanged('duration') ? { durationMinutes: values.duration ? Number(values.duration) : null } : {}),
    ...(reminds && isLead(values.remind) ? { remindAt: reminderOf(dueAt, values.remind, zone) } : {}),
    ...(isChanged('remind') && !values.remind ? { remindAt: null } : {}),
    ...(isChanged('priority') ? { priority: values.priority } : {}),
    ...(isChanged('assigneeId') ? { assigneeId: values.assigneeId } : {}),
  };
}

/** The changes that give a task another due time. Its reminder moves as far. */
export const dueChange = (
  { dueAt, remindAt }: Pick<Task, 'dueAt' | 'remindAt'>,
  due: string,
  zone: string,
) => ({
  dueAt: due,
  ...(remindAt ? { remindAt: movedReminder(dueAt, remindAt, due, zone) } : {}),
});
