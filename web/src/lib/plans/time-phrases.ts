import type { PlanContext } from './day-phrases.ts';
import { groupOf, matchesOf, numberEnd, pattern } from './plan-pattern.ts';
import { numberOf, numbers, oneOf } from './plan-words.ts';

export interface TimePhrase {
  start: number;
  end: number;
  /** `HH:MM` */
  time: string;
  /** Whether it is a time only beside a day: `11h` alone can be a duration. */
  needsDay: 'before' | 'beside' | undefined;
}

const words = Object.keys(numbers).filter((word) => !['a', 'an', 'un', 'uno'].includes(word));
const hour = String.raw`(?<hour>\d{1,2})`;
const half = String.raw`\s?(?<half>[ap])\.?\s?m\b\.?`;
const part = String.raw`\s+(?:(?:de|por) la (?<part>manana|tarde|noche|madrugada)|in the (?<portion>morning|afternoon|evening))`;
const letters = String.raw`\s?(?<letters>hs|hrs|horas|h)\.?`;

const rules = [
  {
    expression: pattern(
      String.raw`(?:(?:at|a las?|sobre las?|hacia las?)\s+|@\s?)(?<hour>\d{1,2}|${oneOf(words)})(?:(?:[:.]|\s?h\s?)(?<minute>\d{2})|\s+y\s+(?<past>media|cuarto)|\s+menos\s+(?<to>cuarto))?(?:${letters})?(?:${half})?(?:${part})?(?:\s+(?:o['’]?clock|en punto))?`,
    ),
    needsDay: undefined,
  },
  {
    expression: pattern(String.raw`${hour}:(?<minute>\d{2})(?:${letters})?(?:${half})?(?:${part})?`),
    needsDay: undefined,
  },
  { expression: pattern(String.raw`${hour}(?:\.(?<minute>\d{2}))?(?:${half}|${part})`), needsDay: undefined },
  { expression: pattern(String.raw`(?:at\s+|al?\s+)?(?<noon>noon|midday|mediodia)`), needsDay: undefined },
  { expression: pattern(String.raw`(?<hour>\d{2})\s?(?<letters>h)(?<minute>\d{2})?`), needsDay: undefined },
  {
    expression: pattern(String.raw`${hour}\s?(?<letters>hs|hrs|horas|h)(?<minute>\d{2})?`),
    needsDay: 'beside',
  },
  { expression: pattern(String.raw`${hour}\.(?<minute>\d{2})`), needsDay: 'before' },
  { expression: pattern(String.raw`${hour}${numberEnd}`), needsDay: 'before' },
] as const;

/** The hour of a day by its half or part. Undefined if there is none, such as 13 p.m. */
function hourOf(match: RegExpExecArray, { isTwelveHour }: PlanContext): number | undefined {
  if (groupOf(match, 'noon')) return 12;
  const written = groupOf(match, 'hour') ?? '';
  const value = numberOf(written);
  const half = groupOf(match, 'half');
  if (half) return value >= 1 && value <= 12 ? (value % 12) + (half === 'p' ? 12 : 0) : undefined;
  const part = groupOf(match, 'part') ?? groupOf(match, 'portion');
  if (part) return hourInPart(value, part);
  if (value > 23) return undefined;
  // Nobody plans calls for four in the morning, unless they write it out as 4:00 with hours up to 24, 04 or 4h.
  const isExact = groupOf(match, 'letters') ?? written.startsWith('0');
  const isShort = value >= 1 && value <= 6 && (isTwelveHour || !groupOf(match, 'minute'));
  return isShort && !isExact ? value + 12 : value;
}

function hourInPart(value: number, part: string): number | undefined {
  if (value > 23) return undefined;
  if (['manana', 'morning', 'madrugada'].includes(part)) return value;
  if (value === 12) return part === 'noche' ? undefined : 12;
  return value >= 1 && value < 12 ? value + 12 : value;
}

function timeOf(match: RegExpExecArray, context: PlanContext): string | undefined {
  const hour = hourOf(match, context);
  const written = Number(groupOf(match, 'minute') ?? 0);
  if (hour === undefined || written > 59) return undefined;
  const past = { media: 30, cuarto: 15 }[groupOf(match, 'past') ?? ''] ?? 0;
  const minutes = hour * 60 + written + past - (groupOf(match, 'to') ? 15 : 0);
  const two = (value: number) => String(value).padStart(2, '0');
  return minutes < 0 ? undefined : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** All phrases in a folded text that name a time of day, the clearest first. They can overlap. */
export function timePhrases(text: string, context: PlanContext): TimePhrase[] {
  return rules.flatMap(({ expression, needsDay }) =>
    matchesOf(expression, text).flatMap((match) => {
      const time = timeOf(match, context);
      return time === undefined
        ? []
        : [{ start: match.index, end: match.index + match[0].length, time, needsDay }];
    }),
  );
}
