const dayMs = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Offset of a time zone from UTC at an instant, in milliseconds. */
function offsetMs(timeZone: string, at: number): number {
  let format = clocks.get(timeZone);
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const;
    const rest = { minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone } as const;
    format = new Intl.DateTimeFormat('en-CA', { ...digits, ...rest });
    clocks.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const local = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`;
  return Date.parse(local) - Math.floor(at / 1000) * 1000;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar date of an instant in a time zone, YYYY-MM-DD. */
export function dateIn(timeZone: string, instant: string | Date): string {
  let format = calendars.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    calendars.set(timeZone, format);
  }
  return format.format(new Date(instant));
}

/**
 * The first instant of a calendar date in a time zone. If clocks skip midnight, the day starts later; if midnight
 * occurs twice, the first one counts. For a date that the zone skipped, it is the first instant of the next date.
 */
export function startOfDay(timeZone: string, date: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const offsets = [-dayMs, 0, dayMs].map((by) => offsetMs(timeZone, midnight + by));
  const candidates = offsets.map((offset) => midnight - offset).sort((a, b) => a - b);
  const first = candidates.find((at) => dateIn(timeZone, new Date(at)) === date);
  return first === undefined ? startOfDay(timeZone, dateAfter(date)) : new Date(first).toISOString();
}

/**
 * The instant of a local date and time, such as `2026-03-31T09:30:00.000`, in a time zone. If a clock change repeats the
 * time, it is the first instant. If one skips it, the time moves forward by the length of the gap, or, at midnight, to
 * the start of the day.
 */
export function instantOf(timeZone: string, local: string): string {
  if (local.endsWith('T00:00:00.000')) return startOfDay(timeZone, local.slice(0, 10));
  const asUtc = Date.parse(`${local}Z`);
  const candidates = [-dayMs, dayMs].map((by) => asUtc - offsetMs(timeZone, asUtc + by));
  const right = candidates.filter((at) => at + offsetMs(timeZone, at) === asUtc);
  return new Date(right.length > 0 ? Math.min(...right) : Math.max(...candidates)).toISOString();
}

/** The local date and time of an instant in a time zone, such as `2026-03-31T09:30:00.000`. */
export function localTimeIn(timeZone: string, instant: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetMs(timeZone, at)).toISOString().slice(0, -1);
}

/** The calendar date some days later, or earlier if the number is negative. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export const dateAfter = (date: string): string => addDays(date, 1);

/** The last millisecond of a calendar date in a time zone, which is shown as that date. */
export const endOfDay = (timeZone: string, date: string): string =>
  new Date(Date.parse(startOfDay(timeZone, dateAfter(date))) - 1).toISOString();

/** The first instants of the day that contains an instant, and of the following day. */
export function dayOf(timeZone: string, instant: string): { start: string; end: string } {
  const date = dateIn(timeZone, instant);
  return { start: startOfDay(timeZone, date), end: startOfDay(timeZone, dateAfter(date)) };
}
