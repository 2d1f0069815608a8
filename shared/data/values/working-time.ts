import { weekdays, type WorkingHours } from '#contract/working-hours.ts';
import { addDays, dateAfter, dateIn, instantOf, startOfDay } from './day.ts';

/** When an organization works. */
export interface Schedule {
  timeZone: string;
  hours: WorkingHours;
}

/** Milliseconds since the epoch. */
type Instant = number;
interface Shift {
  start: Instant;
  end: Instant;
}

/** Days after which a search for the end of a duration gives up. */
const daysMost = 2 * 366;

/**
 * The working time between two instants, in milliseconds. Clock changes count: a shift from which an hour is missing is
 * an hour shorter.
 */
export function workingTimeBetween(schedule: Schedule, from: string, to: string): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  let time = 0;
  for (let date = dateIn(schedule.timeZone, from); startsBy(schedule, date, end); date = dateAfter(date))
    for (const shift of shiftsOn(schedule, date))
      time += Math.max(0, Math.min(shift.end, end) - Math.max(shift.start, start));
  return time;
}

/**
 * The instant at which a duration of working time ends that begins at another instant. It is undefined if that is more
 * than two years later. A duration of zero or less ends when it begins.
 */
export function afterWorkingTime(schedule: Schedule, from: string, duration: number): string | undefined {
  if (duration <= 0) return from;
  const start = Date.parse(from);
  let left = duration;
  let date = dateIn(schedule.timeZone, from);
  for (let day = 0; day < daysMost; day += 1, date = addDays(date, 1)) {
    for (const shift of shiftsOn(schedule, date)) {
      const begins = Math.max(shift.start, start);
      const time = Math.max(0, shift.end - begins);
      if (time >= left) return new Date(begins + left).toISOString();
      left -= time;
    }
  }
  return undefined;
}

const startsBy = ({ timeZone }: Schedule, date: string, end: Instant): boolean =>
  Date.parse(startOfDay(timeZone, date)) < end;

/** The shifts on a calendar date. A time that occurs twice is the first one. */
function shiftsOn({ timeZone, hours }: Schedule, date: string): Shift[] {
  if (hours.holidays?.includes(date)) return [];
  const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  const spans = (weekday && hours.days[weekday]) ?? [];
  return spans.map(({ from, to }) => ({ start: at(timeZone, date, from), end: at(timeZone, date, to) }));
}

const at = (timeZone: string, date: string, time: string): Instant =>
  Date.parse(
    time === '24:00' ? startOfDay(timeZone, dateAfter(date)) : instantOf(timeZone, `${date}T${time}:00.000`),
  );
