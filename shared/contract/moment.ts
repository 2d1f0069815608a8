import * as z from 'zod/mini';

/** Local date and time with milliseconds and without an offset, such as `2026-03-31T09:30:00.000`. */
type LocalTime = string;

const date = String.raw`\d{4}-\d\d-\d\d`;
const time = String.raw`(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?`;
const form = new RegExp(String.raw`^(${date})(?:[Tt]${time}([Zz]|[+-]\d\d:\d\d)?)?$`);
const [earliest, latest] = ['1900-01-01T00:00:00.000Z', '2199-12-31T23:59:59.999Z'];

/** The accepted form, for the description. `date-time` is stricter, because it requires a time with an offset. */
const described = (() => {
  const leapDay = '(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29';
  const month = String.raw`(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))`;
  const hour = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
  const seconds = String.raw`:[0-5]\d(?:\.\d+)?`;
  return String.raw`^(?:${leapDay}|(?:19|20|21)\d\d-${month})(?:[Tt]${hour}(?:${seconds})?(?:[Zz]|[+-]${hour})?)?$`;
})();

let instantOf = (local: LocalTime): string => `${local}Z`;

/** Parses input in which times without an offset are converted to instants by `convert`. `parse` must be synchronous. */
export function withLocalTimes<Parsed>(convert: (local: LocalTime) => string, parse: () => Parsed): Parsed {
  const previous = instantOf;
  instantOf = convert;
  try {
    return parse();
  } finally {
    instantOf = previous;
  }
}

/** The instant in UTC with milliseconds; undefined for a text of another form and for a time that doesn't exist. */
function momentFrom(text: string): string | undefined {
  const [, day, minute = '00:00', second = '00', fraction = '', offset] = form.exec(text) ?? [];
  if (day === undefined) return undefined;
  const local = `${day}T${minute}:${second}.${fraction.padEnd(3, '0')}`;
  if (!isCalendarTime(local)) return undefined;
  if (offset === undefined) return within(instantOf(local));
  const at = Date.parse(`${local}${offset.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : within(new Date(at).toISOString());
}

/** JavaScript reads February 30 as March 2, so only dates that are unchanged exist. */
function isCalendarTime(local: LocalTime): boolean {
  const at = Date.parse(`${local}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString() === `${local}Z`;
}

const within = (instant: string): string | undefined =>
  instant >= earliest && instant <= latest ? instant : undefined;

/**
 * A moment in the filters of lists: RFC 3339 with any offset. Filters are stored as they are sent, so a time without an
 * offset could become another moment.
 */
export const filterMoment = z.string().check(
  z.refine((text) => /[Tt].*(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) && momentFrom(text) !== undefined, {
    error: 'invalid_timestamp',
  }),
  z.meta({ format: 'date-time', examples: ['2026-03-31T09:30:00Z'] }),
);

/** A moment of a filter in UTC with milliseconds, as timestamps are stored. */
export const storedMoment = (moment: string): string => momentFrom(moment) ?? moment;

/**
 * A moment in requests, from 1900 to 2199: RFC 3339 with any offset, or a date or time in the organization's time zone.
 * It becomes UTC with milliseconds, so that stored timestamps sort as text.
 */
export const timestampInput = z.string().check(
  z.refine((text) => momentFrom(text) !== undefined, { error: 'invalid_timestamp' }),
  // zod also calls this for values that an earlier check rejected.
  z.overwrite((text) => momentFrom(text) ?? text),
  z.meta({
    pattern: described,
    description:
      'RFC 3339 with any offset; the seconds are optional. A time without an offset, or a date (midnight), is in the organization’s time zone.',
    examples: ['2026-03-31T09:30:00Z', '2026-03-31T09:30-05:00', '2026-03-31T09:30', '2026-03-31'],
  }),
);
