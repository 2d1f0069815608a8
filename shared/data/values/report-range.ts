import type { PeriodKind } from '#contract/report.ts';
import { earliestDate } from '#contract/field.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { addDays } from './day.ts';
import { addMonths, startOfPeriod } from './period.ts';

/** Calendar dates in the organization's time zone, YYYY-MM-DD, both inclusive. */
export interface Range {
  from: string;
  to: string;
}

const dayMs = 86_400_000;
const atNoon = (date: string): number => Date.parse(`${date}T12:00:00Z`);
export const monthOf = (date: string): string => date.slice(0, 7);
export const daysIn = ({ from, to }: Range): number => Math.round((atNoon(to) - atNoon(from)) / dayMs) + 1;

export const isFirst = (date: string): boolean => date.endsWith('-01');
export const isLast = (date: string): boolean => isFirst(addDays(date, 1));
export const lastOfMonth = (date: string): string => addDays(addMonths(date, 1), -1);

/** The usual range of a report: twelve months up to today. */
export const lastTwelveMonths = (today: string): Range => ({ from: addMonths(today, -11), to: today });

/**
 * The requested range. If only the end is given, the range starts on the first day of the month eleven months earlier, or
 * on the first day of all calendar dates if that is later; otherwise, missing dates are those of `usual`.
 */
export function requestedRange(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  usual: Range,
): Range {
  const range = { from: from ?? (to ? elevenMonthsBefore(to) : usual.from), to: to ?? usual.to };
  if (range.to < range.from) throw fieldProblem('/query/to', 'range_order');
  if (daysIn(range) > limits.reportDays)
    throw fieldProblem('/query/from', 'range_too_long', 'invalid_input', { limit: limits.reportDays });
  return range;
}

function elevenMonthsBefore(date: string): string {
  const first = addMonths(date, -11);
  return first < earliestDate ? earliestDate : first;
}

/**
 * The preceding range of the same length: in months if the range consists of whole months, otherwise in days.
 */
export function rangeBefore({ from, to }: Range): Range {
  const before = addDays(from, -1);
  if (!isFirst(from) || !isLast(to)) return { from: addDays(from, -daysIn({ from, to })), to: before };
  const [a, b] = [from, to].map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)));
  return { from: addMonths(from, (a ?? 0) - (b ?? 0) - 1), to: before };
}

/** How a range is divided, and the month (1 to 12) in which the organization's fiscal year starts. */
export interface Division {
  by: PeriodKind;
  yearStartMonth: number;
}

/** First day of the period that contains a day or month, or the start of the range if that is later. */
export function periodStart({ by, yearStartMonth }: Division, { from }: Range, at: string): string {
  const date = at.length === 7 ? `${at}-01` : at;
  const start = startOfPeriod(by, date, yearStartMonth);
  return start < from ? from : start;
}

/** First days of all periods in a range, including empty ones. */
export function periodStarts(division: Division, range: Range): string[] {
  const starts: string[] = [];
  for (let date = range.from; date <= range.to;) {
    const start = periodStart(division, range, date);
    if (starts.at(-1) !== start) starts.push(start);
    date = division.by === 'day' || division.by === 'week' ? addDays(date, 1) : addMonths(date, 1);
  }
  return starts;
}
