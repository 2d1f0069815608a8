import type { Period } from '#contract/lists/filter.ts';

const calendars = new Map<string, Intl.DateTimeFormat>();
const datesByInstant = new Map<string, string>();
/** The date on a calendar in the time zone. */
export function localDate(timeZone: string, instant: string): string {
  const name = `${timeZone} ${instant}`;
  const known = datesByInstant.get(name);
  if (known !== undefined) return known;
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  calendars.set(timeZone, calendar);
  const date = calendar.format(new Date(instant)).padStart(10, '0');
  datesByInstant.set(name, date);
  return date;
}

const dateBy = (change: (at: Date) => void, date: string): string => {
  const at = new Date(`${date}T12:00:00Z`);
  change(at);
  return at.toISOString().slice(0, 10);
};
export const plusDays = (date: string, days: number): string =>
  dateBy((at) => at.setUTCDate(at.getUTCDate() + days), date);

/** The same day some months later, or the last day of a shorter month. */
function plusMonths(date: string, months: number): string {
  return dateBy((at) => {
    const day = at.getUTCDate();
    at.setUTCDate(1);
    at.setUTCMonth(at.getUTCMonth() + months);
    const month = at.getUTCMonth();
    at.setUTCDate(day);
    while (at.getUTCMonth() !== month) at.setUTCDate(at.getUTCDate() - 1);
  }, date);
}

const plusUnits = (date: string, unit: string, count: number): string => {
  if (unit === 'day' || unit === 'week') return plusDays(date, unit === 'day' ? count : 7 * count);
  return plusMonths(date, count * { month: 1, quarter: 3, year: 12 }[unit as 'month']);
};

/** What two dates of the same day, week, month, quarter or fiscal year have in common. */
function unitOf(date: string, unit: string, yearStartMonth: number): string {
  if (unit === 'week') {
    let monday = date;
    while (new Date(`${monday}T12:00:00Z`).getUTCDay() !== 1) monday = plusDays(monday, -1);
    return monday;
  }
  if (unit === 'day' || unit === 'month') return date.slice(0, unit === 'day' ? 10 : 7);
  const [year, month] = plusMonths(date, 1 - yearStartMonth).split('-');
  return unit === 'year' ? String(year) : `${year} ${Math.ceil(Number(month) / 3)}`;
}

export function isInPeriod(date: string, period: Period, today: string, yearStart: number): boolean {
  if ('this' in period) return unitOf(date, period.this, yearStart) === unitOf(today, period.this, yearStart);
  if ('last' in period) return date > plusUnits(today, period.unit, -period.last) && date <= today;
  return date >= today && date < plusUnits(today, period.unit, period.next);
}
