import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#lib/i18n/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import '../../../../tests/seeded.ts';
import type { PlanContext } from './day-phrases.ts';
import { readPlan } from './read-plan.ts';

const zones = ['Europe/Madrid', 'America/Santiago', 'America/Bogota', 'Pacific/Auckland'];
const today = '2026-11-30';

interface Moment {
  day: string;
  /** `HH:MM` */
  time: string;
}

const parts = (day: string) => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, date };
};
const named = (day: string, locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

/** Ways to write a day within a year from today. */
const dayForms: ((day: string, context: PlanContext) => string)[] = [
  (day) => day,
  (day, { isMonthFirst }) => {
    const { year, month, date } = parts(day);
    return `${isMonthFirst ? `${month}/${date}` : `${date}/${month}`}/${year}`;
  },
  (day, { isMonthFirst }) => {
    const { month, date } = parts(day);
    return isMonthFirst ? `${month}/${date}` : `${date}/${month}`;
  },
  // In Spanish lines, `Mar` before a number is Tuesday.
  (day) => named(day, 'en-US', { month: 'short', day: 'numeric' }).replace('Mar ', 'March '),
  (day) => named(day, 'en-US', { month: 'long', day: 'numeric', year: 'numeric' }),
  (day) => named(day, 'en-US', { weekday: 'long', month: 'long', day: 'numeric' }),
  (day) => named(day, 'en-GB', { weekday: 'short', month: 'long', day: 'numeric' }),
  (day) => named(day, 'en-GB', { month: 'long', day: 'numeric' }).toUpperCase(),
  (day) => named(day, 'es', { month: 'long', day: 'numeric', year: 'numeric' }),
  (day) => named(day, 'es', { month: 'short', day: 'numeric' }),
  (day) => `el ${named(day, 'es', { weekday: 'long', month: 'long', day: 'numeric' })}`,
  (day) => `in ${daysAway(day)} days`,
  (day) => `dentro de ${daysAway(day)} días`,
  (day) => (daysAway(day) === 1 ? 'tomorrow' : daysAway(day) === 2 ? 'pasado mañana' : day),
  (day) =>
    daysAway(day) > 0 && daysAway(day) <= 7 ? named(day, 'en-US', { weekday: 'short' }) : `on ${day}`,
  (day) => (daysAway(day) > 0 && daysAway(day) <= 7 ? `el ${named(day, 'es', { weekday: 'long' })}` : day),
];
const daysAway = (day: string) => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);

const halfDay = (time: string) => {
  const [hour, minute] = [Number(time.slice(0, 2)), time.slice(3)];
  return { hour: hour % 12 || 12, minute, half: hour < 12 ? 'am' : 'pm', isFull: minute === '00' };
};

/** Ways to write a time after a day. */
const timeForms: ((time: string) => string)[] = [
  (time) => time,
  (time) => `at ${time}`,
  (time) => `a las ${time}`,
  (time) => `, ${time} h`,
  (time) => `${time.slice(0, 2)}h${time.slice(3)}`,
  (time) => {
    const { hour, minute, half } = halfDay(time);
    return `at ${hour}:${minute} ${half}`;
  },
  (time) => {
    const { hour, minute, half, isFull } = halfDay(time);
    return isFull ? `${hour}${half}` : `${hour}.${minute} ${half.split('').join('.')}.`;
  },
  (time) => (halfDay(time).isFull ? time.slice(0, 2) : time),
  (time) =>
    halfDay(time).isFull ? `a las ${time.slice(0, 2)}` : `a las ${time.slice(0, 2)}.${time.slice(3)}`,
];

const moment: fc.Arbitrary<Moment> = fc.record({
  day: fc.oneof(
    fc.integer({ min: 0, max: 360 }).map((days) => addDays(today, days)),
    fc.integer({ min: 1, max: 7 }).map((days) => addDays(today, days)),
  ),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 5, 15, 30, 59))
    .map((numbers) => numbers.map((value) => String(value).padStart(2, '0')).join(':')),
});
const contexts: fc.Arbitrary<PlanContext> = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    now: fc.constant(new Date(fromZoned(`${today}T10:15`, zone) ?? '')),
    zone: fc.constant(zone),
    language: fc.constantFrom('en' as const, 'es' as const),
    isMonthFirst: fc.boolean(),
    // With hours up to 12, 4:30 is in the afternoon, so that such times have their half of the day.
    isTwelveHour: fc.constant(false),
  }),
);
const titles = fc.constantFrom(
  '',
  'call',
  'Llamar a José',
  'Send 2 offers',
  'reunión',
  'Presupuesto nº 12 de Ana',
);

/** What a local time means where the clock skips it. */
const real = ({ day, time }: Moment, zone: string) => toZoned(fromZoned(`${day}T${time}`, zone) ?? '', zone);

test('2,000 days and times, each written in one of all forms, read as they were', () => {
  fc.assert(
    fc.property(
      moment,
      contexts,
      fc.nat(dayForms.length - 1),
      fc.nat(timeForms.length),
      titles,
      fc.boolean(),
      (at, context, dayForm, timeForm, title, isFirst) => {
        const written = dayForms[dayForm]!(at.day, context);
        const hasTime = timeForm < timeForms.length;
        const when = hasTime ? `${written} ${timeForms[timeForm]!(at.time)}`.replace(' ,', ',') : written;
        const line = isFirst && !/ \d\d$/.test(when) ? `${when} ${title}` : `${title} ${when}`;
        const plan = readPlan(line, context);
        const [day, time] = hasTime ? real(at, context.zone).split('T') : [at.day, undefined];
        expect({ line, ...plan, kind: undefined }).toEqual({
          line,
          title,
          day,
          time,
          kind: undefined,
        });
      },
    ),
    { numRuns: 2_000 },
  );
});

test('any text of up to 200 characters is read, and without a day or a time it stays as it is', () => {
  const words = fc.constantFrom(
    ...['call', 'tue', 'mar', 'el', 'a las', '10', '31', '/', '-', ':', 'h', 'pm', 'in', 'en', 'dic', 'de'],
    ...['la', 'mañana', 'next', '2027', '99', 'feb', '.', ',', '(', ')', '@', 'días', 'week', '\u0301', 'İ'],
  );
  const lines = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.array(fc.oneof(words, fc.constantFrom(' ', '')), { maxLength: 60 }).map((all) => all.join('')),
    fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(lines, contexts, (text, context) => {
      const line = text.slice(0, 200);
      const plan = readPlan(line, context);
      if (plan.day === undefined) expect(plan.title).toBe(line.normalize('NFC').trim());
      else expect(plan.day).toMatch(/^(19|20|21)\d\d-\d\d-\d\d$/);
      if (plan.time !== undefined) expect(plan.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      // Nothing is added to what was typed.
      for (const word of plan.title.match(/[\p{L}\p{N}]+/gu) ?? [])
        expect(line.normalize('NFC')).toContain(word);
    }),
    { numRuns: 2_000 },
  );
});
