import type { Cell } from './cell.ts';
import type { NumberKind } from './number-format.ts';

const daySeconds = 86_400;

/** Days from the first day of each system to 1970. Workbooks of old Macs begin in 1904. */
const epochDays = { 1900: 25_569, 1904: 24_107 };

export type DateSystem = keyof typeof epochDays;

/** 9999-12-31, the last date that Excel has. */
const lastDay = 2_932_896;

const isoDate = (days: number) => new Date(days * daySeconds * 1000).toISOString().slice(0, 10);

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

/** Excel's 1900 has a 29 February, so earlier serial numbers are a day less than the calendar's. */
function calendarDays(serialDay: number, system: DateSystem): number | undefined {
  if (system === 1904) return serialDay < 0 ? undefined : serialDay - epochDays[1904];
  if (serialDay < 1 || serialDay === 60) return undefined;
  return serialDay - epochDays[1900] + (serialDay < 60 ? 1 : 0);
}

/**
 * A number of a cell as a date, or as the time of a day: a text such as 09:30:00. A number that no date has, such as 0
 * or Excel's 29 February 1900, stays a number.
 */
export function dateOfSerial(
  serial: number,
  kind: Exclude<NumberKind, 'percent' | 'number'>,
  system: DateSystem,
): Cell {
  const seconds = Math.round(serial * daySeconds);
  const serialDay = Math.floor(seconds / daySeconds);
  const time = seconds - serialDay * daySeconds;
  if (kind === 'time' && serialDay === 0) return isoTime(time);
  const days = calendarDays(serialDay, system);
  if (days === undefined || days > lastDay) return serial;
  return { date: kind === 'date' && time === 0 ? isoDate(days) : `${isoDate(days)}T${isoTime(time)}` };
}
