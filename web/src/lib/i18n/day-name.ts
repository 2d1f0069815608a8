import { addDays } from './days.ts';
import { capitalized, dayKey, formatDay } from './format.ts';
import { t } from './i18n.svelte.ts';

/** The heading for a day (`YYYY-MM-DD`), such as "Today". */
export function dayName(day: string): string {
  const now = new Date();
  if (day === dayKey(now)) return t.timeline.today;
  if (day === addDays(dayKey(now), -1)) return t.timeline.yesterday;
  return capitalized(formatDay(day, day.slice(0, 4) === dayKey(now).slice(0, 4) ? 'weekday' : 'dayOfYear'));
}
