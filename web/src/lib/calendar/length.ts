import { minutesUntilMidnight } from './days.ts';
import { minuteMilliseconds, stepMinutes } from './entry.ts';
import { snapped, snappedDown, type HourScale } from './hour-scale.ts';

/** The length nearest to `minutes` that an entry can get: at least a step, and at most until midnight. */
export function possibleLength(start: number, minutes: number, timeZone: string): number {
  const most = snappedDown(minutesUntilMidnight(start, timeZone), stepMinutes);
  return Math.max(Math.min(minutes, most), stepMinutes);
}

/** The length, in steps, with which an entry would end at a place of the day on which it starts. */
export function lengthUntil(start: number, place: number, scale: HourScale, timeZone: string): number {
  const home = scale.placeOf(start);
  if (!home) return stepMinutes;
  const minutes = (scale.momentAt(home.day, place) - start) / minuteMilliseconds;
  return possibleLength(start, snapped(minutes, stepMinutes), timeZone);
}
