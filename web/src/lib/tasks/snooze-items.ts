import CalendarDays from '@lucide/svelte/icons/calendar-days';
import type { Task } from '#contract/task.ts';
import type { MenuItem } from '#lib/components/menu-item.ts';
import { formatDate, formatMoment } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { timeZone } from '#lib/i18n/time-zone.svelte.ts';
import { snoozesOf } from '#lib/plans/snooze.ts';
import { snoozeTask } from './snooze-task.ts';

/** The menu of a task's row that puts it off. `pick` lets the user choose another time. */
export function snoozeItems(orgId: string, task: Task, pick: () => void): MenuItem[] {
  const named = snoozesOf(task.dueAt, new Date(), timeZone()).map(({ name, dueAt, isFromToday }) => ({
    label: t.plans.snooze[name][isFromToday ? 'today' : 'later'],
    detail: name === 'hour' ? formatDate(dueAt, 'time') : formatMoment(dueAt, 'weekdayMoment'),
    run: () => void snoozeTask(orgId, task, dueAt),
  }));
  return [...named, { label: t.plans.snooze.pick, icon: CalendarDays, apart: true, run: pick }];
}
