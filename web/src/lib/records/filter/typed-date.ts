import { isDay } from '#lib/i18n/format.ts';

/**
 * The date (`YYYY-MM-DD`) of a text such as "2026-03-31", "3/31/2026" or "Mar 31, 2026", in the order of a locale.
 * Undefined if it isn't a date that exists.
 */
export function dateIn(locale: string, typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (isDay(text)) return existing(text);
  const parts = text.split(/[\s,./-]+/).filter((part) => part && part !== 'de');
  const month = parts.find((part) => /^\p{L}{3,}/u.test(part));
  const [first = '', second = '', third = ''] = parts.filter((part) => part !== month);
  if (month !== undefined)
    return parts.length === 3 ? dayOf(second, monthNumber(locale, month), first) : undefined;
  if (parts.length !== 3) return undefined;
  return isMonthFirst(locale) ? dayOf(third, Number(first), second) : dayOf(third, Number(second), first);
}

/**
 * The first and last day of a year or of a month, such as "2025", "June 2025" or "June". Without a year, it is the last such month of the past
 * or, if the days can be in the future, the one of this year. Undefined if the text is neither.
 */
export function spanIn(
  locale: string,
  typed: string,
  today: string,
  isPast: boolean,
): [first: string, last: string] | undefined {
  if (/^(19|20|21)\d\d$/.test(typed)) return [`${typed}-01-01`, `${typed}-12-31`];
  const [name = '', year = '', ...more] = typed
    .toLowerCase()
    .split(/[\s,./-]+/)
    .filter((part) => part && part !== 'de');
  const month = /^\p{L}{3,}$/u.test(name) ? monthNumber(locale, name) : 0;
  if (month === 0 || more.length > 0) return undefined;
  const isLater = `${month}`.padStart(2, '0') > today.slice(5, 7);
  const first = dayOf(year || `${Number(today.slice(0, 4)) - (isPast && isLater ? 1 : 0)}`, month, '1');
  if (first === undefined) return undefined;
  const last = new Date(Date.UTC(Number(first.slice(0, 4)), month, 0));
  return [first, last.toISOString().slice(0, 10)];
}

function dayOf(year: string, month: number, day: string): string | undefined {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(day)) return undefined;
  return existing(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** The day, unless its month has fewer days. */
function existing(day: string): string | undefined {
  const time = isDay(day) ? Date.parse(`${day}T00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}

/** The number of a month by the beginning of its name, or 0. */
function monthNumber(locale: string, typed: string): number {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const names = Array.from({ length: 12 }, (_, month) =>
    format.format(Date.UTC(2026, month, 1)).toLowerCase(),
  );
  return names.findIndex((name) => name.startsWith(typed === 'sept' ? 'sep' : typed)) + 1;
}

function isMonthFirst(locale: string): boolean {
  const order = new Intl.DateTimeFormat(locale).formatToParts(0).map(({ type }) => type);
  return order.indexOf('month') < order.indexOf('day');
}
