import type { Task } from '#contract/task.ts';
import { minuteMilliseconds, slotMinutes, type CalendarEntry } from '#lib/calendar/entry.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { isOverdue } from './tasks.ts';

/** A task in a calendar. Tasks have no duration, so they are shown as half an hour, at most until midnight. */
export function taskEntry(task: Task, mayMove: boolean): CalendarEntry {
  const start = Date.parse(task.dueAt);
  return {
    id: task.id,
    title: task.title,
    start,
    minutes: shownMinutes(start),
    tone: task.doneAt ? 'done' : isOverdue(task) ? 'overdue' : 'normal',
    mayMove,
    detail: task.recordTitle,
  };
}

function shownMinutes(start: number): number {
  const end = new Date(start + slotMinutes * minuteMilliseconds);
  if (dayKey(new Date(start)) === dayKey(new Date(end.getTime() - 1))) return slotMinutes;
  // Offsets of time zones are whole quarters of an hour.
  const untilQuarter = 15 - ((start / minuteMilliseconds) % 15);
  const quarter = new Date(start + untilQuarter * minuteMilliseconds);
  return dayKey(quarter) === dayKey(new Date(start)) ? untilQuarter + 15 : untilQuarter;
}
