import type { Task } from '#contract/task.ts';
import { minutesUntilMidnight } from '#lib/calendar/days.ts';
import { slotMinutes, type CalendarEntry } from '#lib/calendar/entry.ts';
import { timeZone } from '#lib/i18n/time-zone.svelte.ts';
import { isOverdue } from './tasks.ts';

/** A task in a calendar, as long as it takes, but at most until midnight. Without a duration, it's shown as half an hour. */
export function taskEntry(task: Task, mayMove: boolean, kind?: CalendarEntry['kind']): CalendarEntry {
  const start = Date.parse(task.dueAt);
  const { durationMinutes } = task;
  // What takes no time at all has to be seen, too.
  const minutes = durationMinutes === undefined || durationMinutes === 0 ? slotMinutes : durationMinutes;
  return {
    id: task.id,
    title: task.title,
    start,
    minutes: Math.min(minutes, minutesUntilMidnight(start, timeZone())),
    duration: durationMinutes,
    kind,
    tone: task.doneAt ? 'done' : isOverdue(task) ? 'overdue' : 'normal',
    mayMove,
    detail: task.recordTitle,
  };
}
