import { addDays } from './day.ts';

/** The first day of the month that is some months after a date's, or before it if the number is negative. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/**
 * The first day of the period that contains a date. Weeks start on Monday; quarters and years follow the fiscal year,
 * which starts in a month from 1 to 12.
 */
export function startOfPeriod(
  unit: 'day' | 'week' | 'month' | 'quarter' | 'year',
  date: string,
  yearStartMonth: number,
): string {
  /** Months since the fiscal year started. */
  const elapsed = (Number(date.slice(5, 7)) - yearStartMonth + 12) % 12;
  switch (unit) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
    case 'month':
      return addMonths(date, 0);
    case 'quarter':
      return addMonths(date, -(elapsed % 3));
    case 'year':
      return addMonths(date, -elapsed);
  }
}
