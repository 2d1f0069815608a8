import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import type { DayPlan } from './plan-line.ts';

/**
 * The due time on a date for which no time is named: 9 a.m. or, if the date is today, the start of the next hour (at most
 * 23:59). Local, as in `2026-11-30T09:00`.
 */
export function dueOn(date: string, now: Date, zone: string): string {
  if (date !== toZoned(now, zone).slice(0, 10)) return `${date}T09:00`;
  const next = `${toZoned(new Date(now.getTime() + 3_600_000), zone).slice(0, 13)}:00`;
  return next.startsWith(date) ? next : `${date}T23:59`;
}

/** The local due time of a plan that names a day. */
export const dueOf = ({ day, time }: DayPlan, now: Date, zone: string): string =>
  time === undefined ? dueOn(day, now, zone) : `${day}T${time}`;

/** The instant of a plan's day, at its time or at noon. */
export const instantOf = ({ day, time = '12:00' }: DayPlan, zone: string): string =>
  fromZoned(`${day}T${time}`, zone) ?? '';
