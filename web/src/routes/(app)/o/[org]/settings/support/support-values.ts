import type { Support, Target } from '#contract/support.ts';
import { weekdays, type Weekday } from '#contract/working-hours.ts';

interface Span {
  from: string;
  to: string;
}

/** The settings as they are typed: targets in hours, and midnight at the end of a day as 00:00. */
export interface SupportValues {
  days: Record<Weekday, Span[]>;
  holidays: string[];
  targets: Record<string, { firstAnswer: string; resolution: string }>;
}

const endOfDay = '24:00';
const midnight = '00:00';

export function valuesOf({ hours, targets }: Support, priorityIds: readonly string[]): SupportValues {
  const spans = (day: Weekday) =>
    (hours.days[day] ?? []).map(({ from, to }) => ({ from, to: to === endOfDay ? midnight : to }));
  return {
    days: Object.fromEntries(weekdays.map((day) => [day, spans(day)])) as Record<Weekday, Span[]>,
    holidays: [...(hours.holidays ?? [])].sort(),
    targets: Object.fromEntries(
      priorityIds.map((id) => [
        id,
        {
          firstAnswer: hoursText(targets[id]?.firstAnswerMinutes),
          resolution: hoursText(targets[id]?.resolutionMinutes),
        },
      ]),
    ),
  };
}

/** What to send. Hours that can’t be read stay as typed, so that the schema reports them at their field. */
export function bodyOf(values: SupportValues): Support {
  const days = Object.fromEntries(
    weekdays.flatMap((day) => {
      const spans = values.days[day].map(({ from, to }) => ({ from, to: to === midnight ? endOfDay : to }));
      if (spans.length === 0) return [];
      // Problems point to the places of the spans, so they stay there while one of them isn't complete.
      const areTimes = spans.every(({ from, to }) => isTime(from) && isTime(to));
      return [[day, areTimes ? spans.sort((a, b) => (a.from < b.from ? -1 : 1)) : spans]];
    }),
  );
  const typed = Object.entries(values.targets).map(([id, { firstAnswer, resolution }]): [string, Target] => [
    id,
    { ...minutesIn('firstAnswerMinutes', firstAnswer), ...minutesIn('resolutionMinutes', resolution) },
  ]);
  return {
    hours: { days, ...(values.holidays.length > 0 ? { holidays: values.holidays } : {}) },
    targets: Object.fromEntries(typed),
  };
}

const isTime = (text: string): boolean => /^\d\d:\d\d$/.test(text);

const hoursText = (minutes: number | undefined): string =>
  minutes === undefined ? '' : String(Math.round((minutes / 60) * 100) / 100);

function minutesIn(name: keyof Target, typed: string): Target {
  const text = typed.trim().replace(',', '.');
  if (text === '') return {};
  const hours = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  return { [name]: hours === undefined ? typed : Math.round(hours * 60) };
}
