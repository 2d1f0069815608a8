import { dateAfter, dateIn, startOfDay } from '#data/values/day.ts';
import type { Context } from '#data/organization/context.ts';
import { dayMs, type Random } from './random.ts';

const hourMs = 3_600_000;
const opensHour = 8;
const closesHour = 18;

interface Hours {
  opens: number;
  closes: number;
}

/** Working hours by date, in the time zone used last. Cached because a load converts the same days repeatedly. */
let known: { timeZone: string; days: Map<string, Hours | undefined> } = { timeZone: '', days: new Map() };

/** Working hours of a calendar date as instants; undefined on weekends. */
function hoursOn(timeZone: string, date: string): Hours | undefined {
  if (known.timeZone !== timeZone) known = { timeZone, days: new Map() };
  if (!known.days.has(date)) known.days.set(date, hoursOf(timeZone, date));
  return known.days.get(date);
}
function hoursOf(timeZone: string, date: string): Hours | undefined {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return undefined;
  const midnight = Date.parse(startOfDay(timeZone, date));
  return { opens: midnight + opensHour * hourMs, closes: midnight + closesHour * hourMs };
}

/** The first working hours that end after an instant. */
function hoursFrom(timeZone: string, at: number): Hours {
  let date = dateIn(timeZone, new Date(at));
  for (;;) {
    const hours = hoursOn(timeZone, date);
    if (hours && at < hours.closes) return hours;
    date = dateAfter(date);
  }
}

/** The last working hours that begin at an instant or before. */
function hoursUntil(timeZone: string, at: number): Hours {
  for (let day = at; ; day -= dayMs) {
    const hours = hoursOn(timeZone, dateIn(timeZone, new Date(day)));
    if (hours && hours.opens <= at) return hours;
  }
}

/**
 * Formats an instant as ISO 8601 after moving it into working hours if necessary: to a random time in the next working
 * hours or, if these start after now, in the last ones. The result is never after now. It is never before `notBefore`
 * either, if that time is within working hours and not after the instant.
 */
export function atWork(
  random: Random,
  instant: string | number,
  { now, settings: { timeZone } }: Pick<Context, 'now'> & { settings: { timeZone: string } },
  notBefore?: string,
): string {
  const [at, latest] = [new Date(instant).getTime(), Date.parse(now)];
  const share = random();
  let hours = hoursFrom(timeZone, at);
  if (hours.opens <= at) return new Date(Math.min(at, latest)).toISOString();
  if (hours.opens > latest) hours = hoursUntil(timeZone, latest);
  const closes = Math.min(hours.closes, latest);
  const opens = Math.min(Math.max(hours.opens, notBefore ? Date.parse(notBefore) : 0), closes);
  return new Date(opens + share * (closes - opens)).toISOString();
}

/** A random time on the hour or half hour, in the first working hours that end after `at`. */
export function appointment(random: Random, at: number, timeZone: string): number {
  const { opens } = hoursFrom(timeZone, at);
  return opens + hourMs + Math.floor(random() * 17) * (hourMs / 2);
}
