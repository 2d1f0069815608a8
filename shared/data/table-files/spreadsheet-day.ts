import { localTimeIn } from '../values/day.ts';

const dayMs = 86_400_000;
/** Day 0 of spreadsheets. */
const origin = Date.parse('1899-12-30T00:00:00Z');
/** March 1, 1900. Excel counts a February 29, 1900, so programs read the numbers of earlier days differently. */
const firstDay = 61;

/** The number by which spreadsheets represent a time without a zone. Undefined before March 1900. */
function dayNumber(local: string): number | undefined {
  const day = (Date.parse(`${local}Z`) - origin) / dayMs;
  return day >= firstDay ? day : undefined;
}

/** The number of a calendar date. Undefined for other texts and before March 1900. */
export const dateNumber = (date: string): number | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(date) ? dayNumber(`${date}T00:00:00.000`) : undefined;

/**
 * The number of a timestamp. Spreadsheets have no time zones, so it stands for the local time in `timeZone`. Undefined
 * for other texts and before March 1900.
 */
export const timestampNumber = (instant: string, timeZone: string): number | undefined =>
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(instant) ? dayNumber(localTimeIn(timeZone, instant)) : undefined;
