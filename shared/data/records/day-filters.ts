import { dayParameters } from '#contract/day-of.ts';
import type { RecordType } from '#contract/record-type.ts';
import { dateAfter, startOfDay } from '../values/day.ts';
import type { KeySpan } from './merged-lists.ts';

/** Days that a list is narrowed to, as they were asked for: of the organization's calendar, the last one with them. */
export interface DayRange {
  /** One of the record type's days. */
  name: string;
  from?: string;
  to?: string;
}

/** What a list is asked for by days. */
export function dayRangesOf({ days }: RecordType, input: Readonly<Record<string, unknown>>): DayRange[] {
  return Object.keys(days).flatMap((name) => {
    const { from, to } = dayParameters(name);
    const ends = { ...bound('from', input[from]), ...bound('to', input[to]) };
    return Object.keys(ends).length > 0 ? [{ name, ...ends }] : [];
  });
}

const bound = (end: 'from' | 'to', value: unknown) => (typeof value === 'string' ? { [end]: value } : {});

/** Whether no day can be within: it ends before it begins. */
export const isEmpty = ({ from = '', to = '9999' }: DayRange): boolean => to < from;

/** Tells of records, or of rows of lists, whether they lie on the days. Moments count by the clock of the time zone. */
export function onDays(
  { days }: RecordType,
  ranges: readonly DayRange[],
  timeZone: string,
): (values: Readonly<Record<string, unknown>>) => boolean {
  const tests = ranges.map(({ name, from, to }) => {
    const fields = days[name]?.fields ?? [];
    const start = from && startOfDay(timeZone, from);
    const end = to && startOfDay(timeZone, dateAfter(to));
    return (values: Readonly<Record<string, unknown>>): boolean => {
      const value = fields.map((field) => values[field]).find((one) => typeof one === 'string');
      if (typeof value !== 'string') return false;
      const isMoment = value.includes('T');
      if (from && start && value < (isMoment ? start : from)) return false;
      return !to || !end || (isMoment ? value < end : value <= to);
    };
  });
  return (values) => tests.every((isWithin) => isWithin(values));
}

/** Moments and dates lie in one order of texts: a date before the moments that begin with it. */
export function keySpanOf({ days }: RecordType, { name, from, to }: DayRange, timeZone: string): KeySpan {
  const start = from && startOfDay(timeZone, from);
  const isMixed = (days[name]?.fields.length ?? 0) > 1;
  return {
    ...(from && start ? { from: isMixed && from < start ? from : start } : {}),
    ...(to ? { to: startOfDay(timeZone, dateAfter(to)) } : {}),
  };
}
