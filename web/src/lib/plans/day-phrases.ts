import { addDays, addMonths, mondayOf, weekdayOf } from '#lib/i18n/days.ts';
import { toZoned } from '#lib/i18n/zoned-time.ts';
import { groupOf, matchesOf, numberEnd, pattern } from './plan-pattern.ts';
import { leadingMonths, months, numberOf, numbers, oneOf, weekdaysIn } from './plan-words.ts';

/** What a line is read by. */
export interface PlanContext {
  now: Date;
  zone: string;
  language: 'en' | 'es';
  /** Whether the user writes 12/15 for 15 December. */
  isMonthFirst: boolean;
  /** Whether the user writes hours up to 12. */
  isTwelveHour: boolean;
}

export interface DayPhrase {
  start: number;
  end: number;
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM`, if the phrase says when, such as "in two hours". */
  time?: string;
}

type Reader = (match: RegExpExecArray, context: PlanContext) => Omit<DayPhrase, 'start' | 'end'> | undefined;
interface Rule {
  expression: RegExp;
  read: Reader;
}

export const todayIn = ({ now, zone }: PlanContext): string => toZoned(now, zone).slice(0, 10);

/** Words before a day that belong to it. */
const by = String.raw`(?:due\s+)?(?:(?:on|by|for|para)\s+)?`;
const byThe = String.raw`${by}(?:el\s+)?`;
/** Words before a day that give it another meaning, such as each of these days, or a time that ends or begins then. */
const otherwise =
  /(?<![\p{L}\p{N}])(?:before|after|since|until|till|from|of|last|past|every|each|other|the|cada|los|las|al|de|del|desde|hasta|pasado)\s+$/u;
const year = String.raw`(?:19|20|21)\d\d`;
const ordinal = '(?:st|nd|rd|th)';

function validDay(years: number, month: number, date: number): string | undefined {
  const found = new Date(Date.UTC(years, month - 1, date));
  const isValid = found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  return isValid ? found.toISOString().slice(0, 10) : undefined;
}

/** A date without a year is the next one, or today. The 29th of February can be years away. */
function nextDay(month: number, date: number, today: string): string | undefined {
  const first = Number(today.slice(0, 4));
  for (let years = first; years < first + 9; years++) {
    const found = validDay(years, month, date);
    if (found !== undefined && found >= today) return found;
  }
  return undefined;
}

function dayOf(month: number, date: number, written: string | undefined, today: string): string | undefined {
  if (written === undefined) return nextDay(month, date, today);
  return validDay(Number(written.length === 2 ? `20${written}` : written), month, date);
}

/** The next day of a month with this number, or today. */
function nextOfMonth(date: number, today: string): string | undefined {
  const [years = 0, month = 1] = today.split('-').map(Number);
  for (let further = 0; further < 3; further++) {
    const first = new Date(Date.UTC(years, month - 1 + further, 1));
    const found = validDay(first.getUTCFullYear(), first.getUTCMonth() + 1, date);
    if (found !== undefined && found >= today) return found;
  }
  return undefined;
}

const readRelative: Reader = (match, context) => {
  const days = groupOf(match, 'two') ? 2 : groupOf(match, 'one') ? 1 : 0;
  return { day: addDays(todayIn(context), days) };
};

const readCount: Reader = (match, context) => {
  const [count, unit = ''] = [numberOf(groupOf(match, 'count') ?? ''), groupOf(match, 'unit')];
  const today = todayIn(context);
  if (unit.startsWith('m')) return { day: addMonths(today, count) };
  return { day: addDays(today, count * (/^[ws]/.test(unit) ? 7 : 1)) };
};

/** Hours and minutes from now pass whatever the clocks do. In an hour that is repeated, the first one is meant. */
const readElapsed: Reader = (match, { now, zone }) => {
  const isHours = groupOf(match, 'unit')?.startsWith('h') === true;
  const half = groupOf(match, 'half') ?? groupOf(match, 'more');
  const minutes = numberOf(groupOf(match, 'count') ?? '0') * (isHours ? 60 : 1) + (half ? 30 : 0);
  const later = new Date(Math.ceil(now.getTime() / 60_000 + minutes) * 60_000);
  const [day = '', time = ''] = toZoned(later, zone).split('T');
  return { day, time };
};

const readWeekday: Reader = (match, context) => {
  const weekday = weekdaysIn(context.language)[groupOf(match, 'name') ?? ''];
  if (weekday === undefined) return undefined;
  const today = todayIn(context);
  // As in English "next Friday", also on a Wednesday, is Friday of next week.
  if (groupOf(match, 'next') ?? groupOf(match, 'week')) return { day: addDays(mondayOf(today), weekday + 6) };
  const days = (weekday - weekdayOf(today) + 7) % 7;
  return { day: addDays(today, days === 0 && !groupOf(match, 'same') ? 7 : days) };
};

/** A date in numbers, in the user's order. If it doesn't exist in that order, it can only be in the other one. */
const readNumbers: Reader = (match, context) => {
  const [one, two] = [Number(groupOf(match, 'one')), Number(groupOf(match, 'two'))];
  const [month, date] = context.isMonthFirst ? [one, two] : [two, one];
  const today = todayIn(context);
  const written = groupOf(match, 'year');
  const day = month <= 12 ? dayOf(month, date, written, today) : dayOf(date, month, written, today);
  return day === undefined ? undefined : { day };
};

const readDate: Reader = (match, context) => {
  const name = groupOf(match, 'month') ?? '';
  const day = dayOf(
    months[name] ?? Number(name),
    Number(groupOf(match, 'date')),
    groupOf(match, 'year'),
    todayIn(context),
  );
  return day === undefined ? undefined : { day };
};

const readOfMonth: Reader = (match, context) => {
  const day = nextOfMonth(Number(groupOf(match, 'date')), todayIn(context));
  return day === undefined ? undefined : { day };
};

function rulesOf(language: 'en' | 'es'): Rule[] {
  const weekdays = oneOf(Object.keys(weekdaysIn(language)));
  const count = `(?<count>\\d{1,3}|${oneOf(Object.keys(numbers))})`;
  const any = oneOf(Object.keys(months));
  const leading = oneOf(leadingMonths(language));
  /** A date, which can follow the name of its day. */
  const dated = (body: string) =>
    pattern(String.raw`${byThe}(?:(?<weekday>${weekdays})[.,]?\s+(?:(?:the|el)\s+)?)?(?<dated>${body})`);
  const within = String.raw`(?:in|en|dentro de)\s+`;
  return [
    { expression: dated(`(?<year>${year})-(?<month>\\d{1,2})-(?<date>\\d{1,2})`), read: readDate },
    {
      expression: dated(String.raw`(?<one>\d{1,2})(?<sign>[.-])(?<two>\d{1,2})\k<sign>(?<year>\d{4})`),
      read: readNumbers,
    },
    {
      expression: dated(String.raw`(?!24/7(?!/))(?<one>\d{1,2})/(?<two>\d{1,2})(?:/(?<year>\d{4}|\d{2}))?`),
      read: readNumbers,
    },
    {
      expression: dated(
        String.raw`(?<date>\d{1,2})(?:${ordinal}|ro|er|º|\.)?\s*(?:(?:of|de)\s+)?(?<month>${any})\.?(?:,?\s+(?:del?\s+)?(?<year>${year}))?`,
      ),
      read: readDate,
    },
    {
      expression: dated(
        String.raw`(?<month>${leading})\.?\s*(?:the\s+)?(?<date>\d{1,2})${ordinal}?(?!\s*[ap]\.?\s?m\b)(?:,?\s+(?<year>${year}))?`,
      ),
      read: readDate,
    },
    {
      expression: dated(String.raw`(?:the\s+)?(?<date>\d{1,2})${ordinal}${numberEnd}`),
      read: readOfMonth,
    },
    {
      expression: pattern(String.raw`${by}(?:el\s+(?:dia\s+)?|dia\s+)(?<date>\d{1,2})${numberEnd}`),
      read: readOfMonth,
    },
    {
      expression: pattern(
        String.raw`${within}${count}\s*(?<unit>days?|dias?|weeks?|semanas?|months?|mes(?:es)?)(?!\s+(?:habiles|laborables|laborales))`,
      ),
      read: readCount,
    },
    {
      expression: pattern(
        String.raw`${within}(?:(?<half>half an hour|media hora)|${count}\s*(?:(?<unit>hours?|hrs?|h|horas?)(?<more>\s+(?:and a half|y media))?|(?:minutes?|mins?|minutos?)))`,
      ),
      read: readElapsed,
    },
    {
      expression: pattern(
        String.raw`${by}(?:(?<two>(?:the\s+)?day after tomorrow|pasado manana)|(?<one>tomorrow|tmrw|(?<!(?:^|\s)(?:la|una|esta|cada)\s+)manana)|today|hoy)`,
      ),
      read: readRelative,
    },
    {
      expression: pattern(
        String.raw`${by}(?:next week|(?:la\s+)?(?:proxima semana|semana que viene|semana proxima))`,
      ),
      read: (_match, context) => ({ day: addDays(mondayOf(todayIn(context)), 7) }),
    },
    {
      expression: pattern(
        String.raw`${byThe}(?:(?<next>next)\s+|(?<same>this|este)\s+|proximo\s+)?(?<name>${weekdays})(?:\.(?!\p{L}))?(?:\s+que viene|\s+proximo|(?<week>\s+(?:next week|de la semana que viene|de la proxima semana)))?(?!\s+pasado(?!\s+manana))`,
      ),
      read: readWeekday,
    },
  ];
}

const rules = { en: rulesOf('en'), es: rulesOf('es') };

/** Where a date begins. The name of its weekday doesn't belong to it if the date is on another one. */
function startOf(match: RegExpExecArray, day: string, context: PlanContext): number {
  const weekday = groupOf(match, 'weekday');
  const differs = weekday !== undefined && weekdaysIn(context.language)[weekday] !== weekdayOf(day);
  return (differs ? match.indices?.groups?.dated?.[0] : undefined) ?? match.index;
}

/** All phrases in a folded text that name a day. They don't overlap. */
export function dayPhrases(text: string, context: PlanContext): DayPhrase[] {
  const found: (DayPhrase & { from: number })[] = [];
  for (const { expression, read } of rules[context.language]) {
    for (const match of matchesOf(expression, text)) {
      const named = otherwise.test(text.slice(0, match.index)) ? undefined : read(match, context);
      if (!named) continue;
      const [from, end] = [match.index, match.index + match[0].length];
      if (found.every((other) => end <= other.from || from >= other.end))
        found.push({ ...named, from, start: startOf(match, named.day, context), end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
