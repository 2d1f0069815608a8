import { fromZoned } from '#lib/i18n/zoned-time.ts';

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
