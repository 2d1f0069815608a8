import { dayParameters } from '#contract/day-of.ts';
import type { RecordType } from '#contract/record-type.ts';
import { dateAfter, startOfDay } from '../values/day.ts';
import type { KeySpan } from './merged-lists.ts';

/** A range of days in the organization's calendar, including the last one. */
export interface DayRange {
  /** One of the record type's days. */
  name: string;
  from?: string;
  to?: string;
}

/** The day ranges in a list's query. */
export function dayRangesOf({ days }: RecordType, input: Readonly<Record<string, unknown>>): DayRange[] {
  return Object.keys(days).flatMap((name) => {
    const { from, to } = dayParameters(name);
    const ends = { ...bound('from', input[from]), ...bound('to', input[to]) };
    return Object.keys(ends).length > 0 ? [{ name, ...ends }] : [];
  });
}

const bound = (end: 'from' | 'to', value: unknown) => (typeof value === 'string' ? { [end]: value } : {});

/** Whether the range contains no day, because it ends before it starts. */
export const isEmpty = ({ from = '', to = '9999' }: DayRange): boolean => to < from;

/**
 * Returns a test whether a record or list row is within the ranges. Timestamps count by the local time of the time
 * zone.
 */
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

/** Timestamps and dates sort as text: a date precedes the timestamps that start with it. */
export function keySpanOf({ days }: RecordType, { name, from, to }: DayRange, timeZone: string): KeySpan {
  const start = from && startOfDay(timeZone, from);
  const isMixed = (days[name]?.fields.length ?? 0) > 1;
  return {
    ...(from && start ? { from: isMixed && from < start ? from : start } : {}),
    ...(to ? { to: startOfDay(timeZone, dateAfter(to)) } : {}),
  };
}
