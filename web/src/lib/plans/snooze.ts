import { addDays, movedByDays, weekdayOf } from '#lib/i18n/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far something that is due can be put off. */
export type SnoozeName = 'hour' | 'day' | 'monday' | 'week';

export interface Snooze {
  name: SnoozeName;
  dueAt: string;
  /** Whether it counts from today, because the due time has passed or is today. */
  isFromToday: boolean;
}

/**
 * To when something can be put off: from its due time or, if that has passed, from now. Days later, it is due at the same
 * time of day. An hour later only counts on the same day.
 */
export function snoozesOf(dueAt: string, now: Date, zone: string): Snooze[] {
  const isLate = Date.parse(dueAt) <= now.getTime();
  const base = isLate ? now : new Date(dueAt);
  const [date = ''] = toZoned(base, zone).split('T');
  const isFromToday = date === toZoned(now, zone).slice(0, 10);
  const inHour = new Date(Math.ceil((base.getTime() + hour) / minute) * minute);
  const days = { day: 1, monday: 8 - weekdayOf(date), week: 7 };
  const named = (Object.entries(days) as [SnoozeName, number][])
    // On Sundays, tomorrow is Monday, and on Mondays, the next one is in a week.
    .filter(([name, count]) => name !== 'monday' || (count > 1 && count < 7))
    .map(([name, count]) => ({ name, dueAt: sameTime(dueAt, addDays(date, count), zone), isFromToday }));
  return toZoned(inHour, zone).startsWith(date)
    ? [{ name: 'hour', dueAt: inHour.toISOString(), isFromToday: isLate }, ...named]
    : named;
}

function sameTime(dueAt: string, date: string, zone: string): string {
  return fromZoned(`${date}${toZoned(dueAt, zone).slice(10)}`, zone) ?? dueAt;
}

/**
 * When the reminder of something is sent that becomes due at another time: as long before, and if that is a day or more,
 * at the same time of day.
 */
export function movedReminder(dueAt: string, remindAt: string, next: string, zone: string): string {
  const local = (moment: string) => Date.parse(`${toZoned(moment, zone)}Z`);
  const days = Math.trunc((local(dueAt) - local(remindAt)) / day);
  const rest = Date.parse(movedByDays(dueAt, -days, zone)) - Date.parse(remindAt);
  return new Date(Date.parse(movedByDays(next, -days, zone)) - rest).toISOString();
}
