import type { PeriodKind } from '#contract/analytics.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';

/** Days of the calendar, YYYY-MM-DD, the last one with them. No time zone: each is a day of the organization's. */
export interface Range {
  from: string;
  to: string;
}

const dayMs = 86_400_000;
const atNoon = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const dateAt = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const addDays = (date: string, days: number): string => dateAt(atNoon(date) + days * dayMs);
export const monthOf = (date: string): string => date.slice(0, 7);
export const daysIn = ({ from, to }: Range): number => Math.round((atNoon(to) - atNoon(from)) / dayMs) + 1;

export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

export const isFirst = (date: string): boolean => date.endsWith('-01');
export const isLast = (date: string): boolean => isFirst(addDays(date, 1));
export const lastOfMonth = (date: string): string => addDays(addMonths(date, 1), -1);

/** What was asked for, or else so many months beginning with one that lies some before today's. */
export function askedRange(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  usual: Range,
): Range {
  const range = { from: from ?? (to ? addMonths(to, -11) : usual.from), to: to ?? usual.to };
  if (range.to < range.from) throw fieldProblem('/query/to', 'too_small');
  if (daysIn(range) > limits.reportDays)
    throw fieldProblem('/query/from', 'not_allowed', 'invalid_input', { limit: limits.reportDays });
  return range;
}

/** As long a range right before: of whole months as many months, of other days as many days. */
export function rangeBefore({ from, to }: Range): Range {
  const before = addDays(from, -1);
  if (!isFirst(from) || !isLast(to)) return { from: addDays(from, -daysIn({ from, to })), to: before };
  const [a, b] = [from, to].map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)));
  return { from: addMonths(from, (a ?? 0) - (b ?? 0) - 1), to: before };
}

/** What a range is divided into, and the month (1 to 12) in which the organization's year begins: its quarters follow. */
export interface Division {
  by: PeriodKind;
  yearStartMonth: number;
}

/** The first day of the period that a day or a month lies in; the range's own where the period began before. */
export function periodStart(division: Division, { from }: Range, at: string): string {
  const date = at.length === 7 ? `${at}-01` : at;
  const start = beginning(division, date);
  return start < from ? from : start;
}

function beginning({ by, yearStartMonth }: Division, date: string): string {
  /** Months since the year began. */
  const place = (Number(date.slice(5, 7)) - yearStartMonth + 12) % 12;
  switch (by) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, -((new Date(atNoon(date)).getUTCDay() + 6) % 7));
    case 'month':
      return addMonths(date, 0);
    case 'quarter':
      return addMonths(date, -(place % 3));
    case 'year':
      return addMonths(date, -place);
  }
}

/** The first days of all periods of a range, empty ones too. */
export function periodStarts(division: Division, range: Range): string[] {
  const starts: string[] = [];
  for (let date = range.from; date <= range.to;) {
    const start = periodStart(division, range, date);
    if (starts.at(-1) !== start) starts.push(start);
    date = division.by === 'day' || division.by === 'week' ? addDays(date, 1) : addMonths(date, 1);
  }
  return starts;
}
