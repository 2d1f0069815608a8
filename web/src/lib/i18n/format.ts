import { addDays, daysBetween } from './days.ts';
import { language } from './i18n.svelte.ts';
import { localeOf, numberFormat } from './locale.ts';
import { capitalized } from './plural.ts';
import { timeZone } from './time-zone.svelte.ts';

export { capitalized };

const locale = () => localeOf(language());
export const currentLocale = locale;

const cache = new Map<string, unknown>();
function cached<T>(key: string, make: () => T): T {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as T;
}

const dayMoment = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
const weekdayMoment = { weekday: 'short', ...dayMoment } as const;

const styles = {
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  weekdayName: { weekday: 'short' },
  longWeekdayName: { weekday: 'long' },
  month: { month: 'long', year: 'numeric' },
  monthName: { month: 'long' },
  shortMonth: { month: 'short', year: '2-digit' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  weekdayOfYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  shortWeekday: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  dayMoment,
  dayMomentOfYear: { ...dayMoment, year: 'numeric' },
  weekdayMoment,
  weekdayMomentOfYear: { ...weekdayMoment, year: 'numeric' },
  zonedMoment: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  exact: { dateStyle: 'medium', timeStyle: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
/** Styles of moments that are ambiguous in other years: see `formatMoment`. */
type MomentStyle = 'dayMoment' | 'weekdayMoment';
export type DateStyle = Exclude<keyof typeof styles, MomentStyle>;

/** Formats an instant (ISO 8601) in the user's language and, by default, in the organization's time zone. */
export const formatDate = (iso: string | Date, style: DateStyle, zone = timeZone()): string =>
  formatIn(iso, style, zone);

/** Formats a moment without its year if that is the current one: "May 6, 10:30 AM", "May 6, 2031, 10:30 AM". */
export const formatMoment = (iso: string, style: MomentStyle, now = new Date()): string =>
  formatIn(iso, isSameYear(iso, now) ? style : `${style}OfYear`, timeZone());

const isSameYear = (iso: string, now: Date): boolean => dayKey(iso).slice(0, 4) === dayKey(now).slice(0, 4);

function formatIn(iso: string | Date, style: keyof typeof styles, zone: string): string {
  const format = cached(`date ${style} ${locale()} ${zone}`, () => {
    return new Intl.DateTimeFormat(locale(), { ...styles[style], timeZone: zone });
  });
  return format.format(new Date(iso));
}

/** Whether a text has the form `YYYY-MM-DD` and a year that the service accepts (1900 to 2199). */
export const isDay = (text: string): boolean => /^(19|20|21)\d\d-\d\d-\d\d$/.test(text);
/** Whether a text is a moment with its offset, as programs put into filters. */
export const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text));
/** Formats a calendar date (`YYYY-MM-DD`), which is independent of time zones. Other texts stay as they are. */
export const formatDay = (day: string, style: DateStyle = 'dayOfYear') =>
  Number.isNaN(Date.parse(day)) ? day : formatDate(day, style, 'UTC');

/** The month of a day (`YYYY-MM-DD`), such as "November 2026". */
export const formatMonth = (day: string) => formatDate(day, 'month', 'UTC');

export function formatNumber(value: number): string {
  return cached(`number ${locale()}`, () => numberFormat(locale())).format(value);
}

/** A number as the user would type it: in the format of the user's language, without thousands separators. */
export function numberInputText(value: number): string {
  const options = { maximumFractionDigits: 20, useGrouping: false } as const;
  return cached(`typed ${locale()}`, () => numberFormat(locale(), options)).format(value);
}

/** A number in a short form for chart axes, where space is limited, such as "12.4K". */
export function formatShort(value: number): string {
  const options = { notation: 'compact', maximumFractionDigits: 1 } as const;
  return cached(`short ${locale()}`, () => numberFormat(locale(), options)).format(value);
}

/** A ratio as a signed percentage with at most one decimal: 0.124 is "+12.4%". */
export function formatChange(share: number): string {
  const options = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
  return cached(`change ${locale()}`, () => numberFormat(locale(), options)).format(share);
}

/** A ratio as a percentage with at most one decimal, or in columns with exactly one: 0.124 is "12.4%". */
export function formatShare(share: number, least: 0 | 1 = 0): string {
  const options = { style: 'percent', minimumFractionDigits: least, maximumFractionDigits: 1 } as const;
  return cached(`share ${least} ${locale()}`, () => numberFormat(locale(), options)).format(share);
}

/** The date of an instant in the organization's time zone (`YYYY-MM-DD`). */
export function dayKey(moment: string | Date): string {
  const format = cached(
    `key ${timeZone()}`,
    () => new Intl.DateTimeFormat('en-CA', { timeZone: timeZone() }),
  );
  return format.format(new Date(moment));
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * A time, short enough for a table cell: "2h ago", "yesterday", "in 3h", "tomorrow", or the date if it is further away.
 */
export function formatAgo(iso: string, now = new Date()): string {
  const to = new Date(iso).getTime() - now.getTime();
  const [away, sign] = [Math.abs(to), Math.sign(to)];
  const relative = cached(`ago ${locale()}`, () => {
    return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'narrow' });
  });
  if (away < minute) return relative.format(0, 'second');
  if (away < hour) return relative.format(sign * Math.floor(away / minute), 'minute');
  if (dayKey(iso) === dayKey(now)) return relative.format(sign * Math.floor(away / hour), 'hour');
  if (dayKey(iso) === addDays(dayKey(now), sign)) return relative.format(sign, 'day');
  return formatDate(iso, isSameYear(iso, now) ? 'day' : 'dayOfYear');
}

/** When something is due: "Today, 2:30 PM", also with the time if that was yesterday or is tomorrow, or the date. */
export function formatDue(iso: string, now = new Date()): string {
  const near = [-1, 0, 1].map((days) => addDays(dayKey(now), days));
  if (!near.includes(dayKey(iso))) return formatDate(iso, isSameYear(iso, now) ? 'day' : 'dayOfYear');
  if (dayKey(iso) !== dayKey(now)) return formatMoment(iso, 'dayMoment', now);
  const today = untilFormat().format(0, 'day');
  return `${capitalized(today)}, ${formatDate(iso, 'time')}`;
}

const untilFormat = () =>
  cached(`until ${locale()}`, () => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }));

/** A future time: "in 6 days", or the date if it is more than 30 days away. */
export function formatUntil(iso: string, now = new Date()): string {
  const days = -daysBetween(iso, now, timeZone());
  return days <= 30 ? untilFormat().format(days, 'day') : formatDate(iso, 'dayOfYear');
}

export function countryName(code: string): string {
  return (
    cached(`country ${locale()}`, () => new Intl.DisplayNames(locale(), { type: 'region' })).of(code) ?? code
  );
}

export function currencyName(code: string): string {
  const names = cached(`currency ${locale()}`, () => new Intl.DisplayNames(locale(), { type: 'currency' }));
  return names.of(code) ?? code;
}

/** Compares names for sorting, by the rules of the user's language. */
export function compareNames(a: string, b: string): number {
  return cached(`collator ${locale()}`, () => new Intl.Collator(locale())).compare(a, b);
}

/** The current hour (0 to 23) in the organization's time zone. */
export function hourNow(now = new Date()): number {
  const format = cached(`hour ${timeZone()}`, () => {
    return new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: timeZone() });
  });
  return Number(format.format(now));
}

/** A duration, rounded down to whole days, hours or minutes. Uses the largest unit that fits: "12 days". */
export function formatDuration(seconds: number): string {
  const [value, unit] =
    seconds >= 86_400
      ? ([seconds / 86_400, 'day'] as const)
      : seconds >= 3_600
        ? ([seconds / 3_600, 'hour'] as const)
        : ([seconds / 60, 'minute'] as const);
  const format = cached(`duration ${unit} ${locale()}`, () => {
    return numberFormat(locale(), {
      style: 'unit',
      unit,
      unitDisplay: unit === 'day' ? 'long' : 'short',
      maximumFractionDigits: 0,
    });
  });
  return format.format(Math.floor(value));
}
