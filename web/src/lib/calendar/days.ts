import { formatDay, formatMonth } from '#lib/i18n/format.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import type { CalendarSpan } from './entry.ts';

const dayMilliseconds = 86_400_000;
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);

/** The date that is a number of days after `day`. */
export function plusDays(day: string, days: number): string {
  return dayOf(utc(day) + days * dayMilliseconds);
}

/** The same day in another month or, if that month is shorter, its last day. */
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return dayOf(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())));
}

/** The seven days of the week that contains `day`, starting on Monday. */
export function weekOf(day: string): string[] {
  const sinceMonday = (new Date(utc(day)).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, place) => plusDays(day, place - sinceMonday));
}

/** The whole weeks that overlap the month of `day`. */
export function weeksOfMonth(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const weeks = [weekOf(first)];
  for (;;) {
    const next = plusDays(weeks.at(-1)?.[0] ?? first, 7);
    if (next.slice(0, 7) > day.slice(0, 7)) return weeks;
    weeks.push(weekOf(next));
  }
}

/** The start of the first day and the end of the last day in a time zone, as instants. `to` is exclusive. */
export function spanOf(first: string, last: string, timeZone: string): { from: string; to: string } {
  return {
    from: fromZoned(`${first}T00:00`, timeZone) ?? '',
    to: fromZoned(`${plusDays(last, 1)}T00:00`, timeZone) ?? '',
  };
}

/** The same local time on a day that is a number of days later, or where a clock change puts it. */
export function moveDays(moment: number, days: number, timeZone: string): number {
  const [day = '', time = ''] = toZoned(new Date(moment), timeZone).split('T');
  const moved = fromZoned(`${plusDays(day, days)}T${time}`, timeZone);
  // Local times have no seconds.
  return moved === undefined ? moment : Date.parse(moved) + (moment % 60_000);
}

/** The number of days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / dayMilliseconds);
}

/** The moment of a local time on a day. */
export const dayAt = (day: string, time: string, timeZone: string): number =>
  Date.parse(fromZoned(`${day}T${time}`, timeZone) ?? '');

/** How many days an agenda lists. */
const agendaDays = 28;

/** The days that a calendar shows with a day, in weeks. */
export function weeksShown(span: CalendarSpan, day: string): string[][] {
  if (span === 'month') return weeksOfMonth(day);
  if (span === 'week') return [weekOf(day)];
  const count = span === 'day' ? 1 : agendaDays;
  return [Array.from({ length: count }, (_, place) => plusDays(day, place))];
}

/** The day to choose in order to see what comes after, or before, what a calendar shows with a day. */
export function stepFrom(span: CalendarSpan, day: string, direction: 1 | -1): string {
  if (span === 'month') return plusMonths(day, direction);
  return plusDays(day, direction * { day: 1, week: 7, agenda: agendaDays }[span]);
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
