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
    return parts.length === 3 ? dayOf(second, monthIn(locale, month), first) : undefined;
  if (parts.length !== 3) return undefined;
  return isMonthFirst(locale) ? dayOf(third, Number(first), second) : dayOf(third, Number(second), first);
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
function monthIn(locale: string, typed: string): number {
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
