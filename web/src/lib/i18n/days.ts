import { fromZoned, toZoned } from './zoned-time.ts';

const minute = 60_000;
const day = 1_440 * minute;

/** The date (`YYYY-MM-DD`) a number of days after another one. Dates have no clock changes, so this counts in UTC. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * day).toISOString().slice(0, 10);

/** The number of days from one date to another. */
export const daysApart = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / day);

/** The same day in another month or, if that month is shorter, its last day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(dayOfMonth, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** The day of the week of a date, from 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay() || 7;

/** The next day from Monday to Friday. */
export function workdayAfter(date: string): string {
  const weekday = weekdayOf(date);
  return addDays(date, weekday < 5 || weekday === 7 ? 1 : 8 - weekday);
}

/** The Monday of the week that contains `date`. */
export const mondayOf = (date: string): string => addDays(date, 1 - weekdayOf(date));

/** An instant (ISO 8601) moved by days, at the same local time: a day with a clock change has 23 or 25 hours. */
export function movedByDays(moment: string | Date, days: number, timeZone: string): string {
  const instant = new Date(moment);
  const local = toZoned(instant, timeZone);
  const moved = fromZoned(`${addDays(local.slice(0, 10), days)}${local.slice(10)}`, timeZone);
  const withinMinute = instant.getUTCSeconds() * 1_000 + instant.getUTCMilliseconds();
  return new Date(Date.parse(moved ?? '') + withinMinute).toISOString();
}

/** How many whole days have passed between two instants on the clock of a time zone. */
export function daysBetween(from: string | Date, to: string | Date, timeZone: string): number {
  const onClock = (moment: string | Date) => Date.parse(`${toZoned(moment, timeZone)}Z`);
  return Math.floor((onClock(to) - onClock(from)) / day);
}
