import { fold } from '../values/search-terms.ts';
import { dateIn, instantOf } from '../values/day.ts';
import { cleanToken } from './clean-text.ts';
import {
  plainCell,
  problem,
  type Cell,
  type CellProblem,
  type CellValue,
  type DateOrder,
  type Reading,
} from './cell.ts';
import { monthNames, weekdayNames } from './month-names.ts';

type Problem = { problem: CellProblem };
/** Local date and time. `offset` is Z or such as +01:00 if the text states one. */
interface Moment {
  date: string;
  time?: string;
  offset?: string;
}

/** Longer texts aren't dates. */
const charactersMax = 60;
const months = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
);

/** The calendar date in a cell. A time of day is left out; if it has an offset, the date is that of the file's time zone. */
export function readDate(cell: Cell, reading: Reading): CellValue {
  const moment = momentIn(cell, reading.dateOrder);
  if ('problem' in moment) return moment;
  if (moment.offset === undefined) return { value: moment.date };
  const instant = instantAt(moment, reading.timeZone);
  return instant === undefined ? problem('no_such_time') : { value: dateIn(reading.timeZone, instant) };
}

/** The instant in a cell. A date is its midnight in the file's time zone, as is a time without an offset. */
export function readTimestamp(cell: Cell, reading: Reading): CellValue {
  const moment = momentIn(cell, reading.dateOrder);
  if ('problem' in moment) return moment;
  const instant = instantAt(moment, reading.timeZone);
  return instant === undefined ? problem('no_such_time') : { value: instant };
}

function instantAt({ date, time = '00:00:00', offset }: Moment, timeZone: string): string | undefined {
  const local = `${date}T${time}.000`;
  if (offset === undefined) return instantOf(timeZone, local);
  const at = Date.parse(local + offset);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function momentIn(shown: Cell, order: DateOrder): Moment | Problem {
  const cell = plainCell(shown);
  if (typeof cell === 'object' && 'error' in cell) return problem('not_a_date');
  if (typeof cell === 'boolean') return problem('not_a_date');
  if (typeof cell === 'number') return momentOfNumber(cell, order);
  const line = cleanToken(typeof cell === 'string' ? cell : cell.date);
  if (line.length > charactersMax) return problem('not_a_date');
  const { day, clock, offset } = splitTime(line);
  const date = dateOf(day, order);
  if (typeof date !== 'string') return date;
  if (clock === undefined) return { date };
  const time = timeOf(clock);
  return time === undefined ? problem('no_such_time') : { date, time, ...(offset ? { offset } : {}) };
}

const withClock =
  /^(.*?\d{2}\S*?)(?:[Tt]|,? (?:a las |at )?|, ?)(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.? ?m\.?| ?h\.?)?) ?(z|utc|gmt|(?:gmt|utc)?[+-]\d{2}:?\d{2})?$/i;

function splitTime(line: string): { day: string; clock?: string; offset?: string } {
  const [, day, clock, zone] = withClock.exec(line) ?? [];
  if (day === undefined || clock === undefined) return { day: line };
  if (zone === undefined) return { day, clock };
  const [, sign, hours = '', minutes = ''] = /([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return { day, clock, offset: sign === undefined ? 'Z' : `${sign}${hours}:${minutes}` };
}

/** HH:MM:SS; undefined for a time that no clock shows. */
function timeOf(clock: string): string | undefined {
  const [, hourText, minute = '', second = '00'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(clock) ?? [];
  const half = /([ap])\.? ?m\.?$/i.exec(clock)?.[1]?.toLowerCase();
  const hour = Number(hourText);
  if (minute > '59' || second > '59' || hour > 23 || (half !== undefined && (hour < 1 || hour > 12)))
    return undefined;
  const ofDay = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return `${String(ofDay).padStart(2, '0')}:${minute}:${second}`;
}

function dateOf(text: string, order: DateOrder): string | Problem {
  const [, year, month, day] = /^(\d{4})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{1,2})\.?$/.exec(text) ?? [];
  if (year !== undefined) return existing(Number(year), Number(month), Number(day));
  const [, fullYear, fullMonth, fullDay] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (fullYear !== undefined) return existing(Number(fullYear), Number(fullMonth), Number(fullDay));
  const [, first, second, third] = /^(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{2}|\d{4})$/.exec(text) ?? [];
  if (first !== undefined && second !== undefined && third !== undefined)
    return inOrder([first, second, third], order);
  if (/^(?:19|20|21)\d\d$|^\d{1,2}[-/.](?:\d{2}|\d{4})$|^\d{4}[-/.]\d{1,2}$/.test(text))
    return problem('incomplete_date');
  return dateInWords(text);
}

type Three = [string, string, string];

function inOrder(parts: Three, order: DateOrder): string | Problem {
  const date = arranged(parts, order);
  if (typeof date === 'string' || date.problem.code !== 'no_such_date') return date;
  const isDate = (['dmy', 'mdy', 'ymd'] as const).some((other) => typeof arranged(parts, other) === 'string');
  return isDate ? problem('wrong_date_order') : date;
}

/** The date that three numbers state in an order. */
export function arranged([a, b, c]: Three, order: DateOrder): string | Problem {
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  return day.length > 2 || (year.length !== 2 && year.length !== 4)
    ? problem('no_such_date')
    : existing(fullYear(year), Number(month), Number(day));
}

/** Years of two digits are from 1969 to 2068, as in POSIX. */
const fullYear = (year: string): number =>
  year.length > 2 ? Number(year) : Number(year) + (Number(year) < 69 ? 2000 : 1900);

function existing(year: number, month: number, day: number): string | Problem {
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (month < 1 || month > 12 || day < 1 || day > 31) return problem('no_such_date');
  const at = new Date(`${date}T00:00:00Z`);
  // JavaScript reads February 30 as March 2.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return problem('no_such_date');
  return date >= '1900-01-01' && date <= '2199-12-31' ? date : problem('date_out_of_range');
}

/** Words between the parts of a date: "25 de noviembre del 2026", "the 25th of November, 2026". */
const fillers = new Set(['de', 'del', 'of', 'the', 'el']);

/** A date with the name of its month, such as "25 Nov 2026", "Wed, November 25th, 2026" or "2026 nov 25". */
function dateInWords(text: string): string | Problem {
  const all = fold(text)
    .split(' ')
    .filter((word) => !fillers.has(word));
  const words = all.length > 3 && weekdayNames.has(all[0] ?? '') ? all.slice(1) : all;
  const [month] = words.flatMap((word) => months.get(word) ?? []);
  if (month === undefined) return problem('not_a_date');
  const numbers = words.flatMap((word) => /^(\d{1,4})(?:st|nd|rd|th|o|ro|er)?$/.exec(word)?.[1] ?? []);
  if (words.length > numbers.length + 1 || numbers.length > 2) return problem('not_a_date');
  const [first = '', second] = numbers;
  if (second === undefined) return problem('incomplete_date');
  const [year, day] = first.length === 4 ? [first, second] : [second, first];
  return day.length > 2 || (year.length !== 2 && year.length !== 4)
    ? problem('not_a_date')
    : existing(fullYear(year), month, Number(day));
}

const dayMs = 86_400_000;

/** A date as 20261125, or as the serial number of a spreadsheet, which counts days and their fractions since 1900. */
function momentOfNumber(cell: number, order: DateOrder): Moment | Problem {
  if (!Number.isFinite(cell) || cell < 1) return problem('not_a_date');
  const isWhole = Number.isInteger(cell);
  if (isWhole && cell >= 19_000_101 && cell <= 21_991_231) {
    const date = dateOf(String(cell), order);
    return typeof date === 'string' ? { date } : date;
  }
  // Years are far more likely than days of 1905.
  if (isWhole && cell >= 1900 && cell < 2200) return problem('incomplete_date');
  const days = Math.floor(cell);
  // Spreadsheets count February 29, 1900, which never was.
  if (days === 60) return problem('no_such_date');
  const midnight = Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * dayMs;
  const at = new Date(midnight + Math.round((cell - days) * 86_400) * 1000);
  if (Number.isNaN(at.getTime())) return problem('not_a_date');
  if (at.getUTCFullYear() > 2199) return problem('date_out_of_range');
  const [date = '', time = ''] = at.toISOString().slice(0, 19).split('T');
  return isWhole ? { date } : { date, time };
}
