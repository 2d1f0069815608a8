import { folded } from '#lib/commands/match.ts';
import { addDays } from '#lib/i18n/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { dayPhrases, todayIn, type DayPhrase, type PlanContext } from './day-phrases.ts';
import { kindAt, type PlanKind } from './plan-words.ts';
import { timePhrases, type TimePhrase } from './time-phrases.ts';

/** What a line says about a plan, such as "call Ana tomorrow 9:30". */
export interface Plan {
  /** The line without the words that name the day and the time. */
  title: string;
  /** `YYYY-MM-DD` in the time zone of the context. Undefined if the line names neither a day nor a time. */
  day?: string;
  /** `HH:MM` on that day, if the line names a time. */
  time?: string;
  /** What is planned, if the title begins with it. Its word stays in the title. */
  kind?: PlanKind;
}

interface Span {
  start: number;
  end: number;
}
interface Found {
  day: string;
  time?: string;
  spans: Span[];
}

const overlaps = (one: Span, other: Span) => one.start < other.end && other.start < one.end;

/** The phrase at the end of the text, or else at its start, or else the first one. */
function atEdge<One extends Span>(text: string, phrases: readonly One[]): One | undefined {
  const isLast = ({ end }: Span) => /^[\s,;.!?)]*$/.test(text.slice(end));
  return (
    phrases.find(isLast) ?? phrases.find(({ start }) => text.slice(0, start).trim() === '') ?? phrases[0]
  );
}

const isGap = (text: string) => /^(?:\s*,?\s*|\s+[-–·]\s+)$/.test(text);

/** The time directly after a day, or before it. */
function timeBeside(text: string, day: DayPhrase, times: readonly TimePhrase[]): TimePhrase | undefined {
  if (day.time !== undefined) return undefined;
  return (
    times.find((time) => time.start >= day.end && isGap(text.slice(day.end, time.start))) ??
    times.find(
      (time) => time.needsDay !== 'before' && time.end <= day.start && isGap(text.slice(time.end, day.start)),
    )
  );
}

/** The day and the time that a folded text names. */
function findMoment(text: string, context: PlanContext): Found | undefined {
  const times = timePhrases(text, context);
  const clear = times.filter(({ needsDay }) => needsDay === undefined);
  const days = dayPhrases(text, context).map((day) => {
    const time = timeBeside(text, day, times);
    const [start, end] = [Math.min(day.start, time?.start ?? day.start), Math.max(day.end, time?.end ?? 0)];
    return { start, end, day, time };
  });
  const chosen = atEdge(text, days);
  if (chosen) {
    const { day } = chosen;
    const apart = day.time === undefined ? clear.filter((time) => !overlaps(time, day)) : [];
    const time = chosen.time ?? atEdge(text, apart);
    const named = day.time ?? time?.time;
    const spans = chosen.time ? [chosen] : time ? [day, time] : [day];
    return { day: day.day, ...(named ? { time: named } : {}), spans };
  }
  const time = atEdge(text, clear);
  if (!time) return undefined;
  const today = todayIn(context);
  const isPast = time.time <= toZoned(context.now, context.zone).slice(11);
  return { day: isPast ? addDays(today, 1) : today, time: time.time, spans: [time] };
}

/** The line without the words at the spans. */
function withoutSpans(line: string, spans: readonly Span[]): string {
  let rest = line;
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    const [left, right] = [rest.slice(0, start), rest.slice(end)];
    const [head, tail] =
      left.endsWith('(') && right.startsWith(')') ? [left.slice(0, -1), right.slice(1)] : [left, right];
    rest = `${head.replace(/\s+$/, '')} ${tail.replace(/^\s+/, '')}`.replace(/ (?=[,;.!?)])/, '');
  }
  return spans.length === 0 ? line.trim() : rest.replace(/^[\s,;:.–-]+|[\s,;:–-]+\.?$/g, '').trim();
}

/**
 * The moment of a local time. If a clock change skips it, the time is that much later; if it is repeated, the first one
 * is meant.
 */
function momentOf({ day, time }: Found, zone: string): { day: string; time?: string } {
  const instant = time && fromZoned(`${day}T${time}`, zone);
  if (!instant) return { day };
  const [date = day, clock = time] = toZoned(instant, zone).split('T');
  return { day: date, time: clock };
}

/**
 * Reads a line in English or Spanish: which day and time it names, and what is planned. What isn't understood stays in
 * the title.
 */
export function readPlan(line: string, context: PlanContext): Plan {
  const composed = line.normalize('NFC');
  const text = folded(composed);
  const language = kindAt(text.trim())?.language ?? context.language;
  const found = findMoment(text, { ...context, language });
  const title = withoutSpans(composed, found?.spans ?? []);
  const kind = kindAt(folded(title))?.kind;
  return { title, ...(found ? momentOf(found, context.zone) : {}), ...(kind ? { kind } : {}) };
}
