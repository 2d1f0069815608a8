import { currentLocale } from '#lib/i18n/format.ts';
import { language } from '#lib/i18n/i18n.svelte.ts';
import { timeZone } from '#lib/i18n/time-zone.svelte.ts';
import type { PlanContext } from './day-phrases.ts';

/** Whether a locale writes the month before the day, as in 12/15. */
function writesMonthFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts();
  const place = (type: string) => parts.findIndex((part) => part.type === type);
  return place('month') < place('day');
}

/** By what the user's lines are read now: the user's language and formats, in the organization's time zone. */
export function planContext(now = new Date()): PlanContext {
  const locale = currentLocale();
  const { hour12: isTwelveHour = false } = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
  }).resolvedOptions();
  return {
    now,
    zone: timeZone(),
    language: language(),
    isMonthFirst: writesMonthFirst(locale),
    isTwelveHour,
  };
}
