import { addDays, addMonths, mondayOf, movedByDays } from '#lib/i18n/days.ts';
import { formatDate, formatDay, formatMonth } from '#lib/i18n/format.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { minuteMilliseconds, type CalendarSpan } from './entry.ts';

/** Dates that follow one another. */
const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, place) => addDays(first, place));

/** The seven days of the week that contains `day`, starting on Monday. */
export const weekOf = (day: string): string[] => daysFrom(mondayOf(day), 7);

/** The whole weeks that overlap the month of `day`. */
export function weeksOfMonth(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const weeks = [weekOf(first)];
  for (;;) {
    const next = addDays(weeks.at(-1)?.[0] ?? first, 7);
    if (next.slice(0, 7) > day.slice(0, 7)) return weeks;
    weeks.push(weekOf(next));
  }
}

/** The start of the first day and the end of the last day in a time zone, as instants. `to` is exclusive. */
export function spanOf(first: string, last: string, timeZone: string): { from: string; to: string } {
  return {
    from: fromZoned(`${first}T00:00`, timeZone) ?? '',
    to: fromZoned(`${addDays(last, 1)}T00:00`, timeZone) ?? '',
  };
}

/** The same local time on a day that is a number of days later, or where a clock change puts it. */
export const moveDays = (moment: number, days: number, timeZone: string): number =>
  Date.parse(movedByDays(new Date(moment), days, timeZone));

/** A moment for people: "Monday, November 30, 9:00 AM". */
export function momentText(moment: string | number): string {
  const at = new Date(moment);
  return `${formatDate(at, 'weekday')}, ${formatDate(at, 'time')}`;
}

/** The moment of a local time on a day. */
export const dayAt = (day: string, time: string, timeZone: string): number =>
  Date.parse(fromZoned(`${day}T${time}`, timeZone) ?? '');

/** How many minutes of its day follow a moment. */
export function minutesUntilMidnight(moment: number, timeZone: string): number {
  const day = toZoned(new Date(moment), timeZone).slice(0, 10);
  return (dayAt(addDays(day, 1), '00:00', timeZone) - moment) / minuteMilliseconds;
}

/** How many days an agenda lists. */
const agendaDays = 28;

/** The days that a calendar shows with a day, in weeks. */
export function weeksShown(span: CalendarSpan, day: string): string[][] {
  if (span === 'month') return weeksOfMonth(day);
  if (span === 'week') return [weekOf(day)];
  return [daysFrom(day, span === 'day' ? 1 : agendaDays)];
}

/** The day to choose in order to see what comes after, or before, what a calendar shows with a day. */
export function stepFrom(span: CalendarSpan, day: string, direction: 1 | -1): string {
  if (span === 'month') return addMonths(day, direction);
  return addDays(day, direction * { day: 1, week: 7, agenda: agendaDays }[span]);
}

/** What a calendar shows, as a title. */
export function calendarTitle(
  span: CalendarSpan,
  day: string,
  weeks: readonly (readonly string[])[],
): string {
  if (span === 'month') return formatMonth(day);
  if (span === 'day') return formatDay(day, 'shortWeekday');
  const [first = day, last = day] = [weeks[0]?.[0], weeks.at(-1)?.at(-1)];
  return `${formatDay(first, 'day')} – ${formatDay(last)}`;
}
