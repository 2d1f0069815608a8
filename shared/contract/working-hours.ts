import * as z from 'zod/mini';
import { calendarDate } from './field.ts';
import { limits } from './limits.ts';

/** The days of a week, from Monday on. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** A time of a day, HH:MM. */
const timeOfDay = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));
/** The end of a span: a time of a day, or 24:00 for the end of the day. */
const endTime = z.string().check(z.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/));

const span = z.strictObject({ from: timeOfDay, to: endTime }).check(
  // Times of this form compare as text.
  z.refine(({ from, to }) => from < to, { error: 'range_order', path: ['to'] }),
);

/** The spans of a day in order. They don’t overlap. */
const spans = z.array(span).check(
  z.maxLength(limits.workingSpansPerDay),
  z.refine((all) => all.every(({ from }, place) => place === 0 || from >= (all[place - 1]?.to ?? '')), {
    error: 'range_order',
  }),
);

/** The hours of at least one day. */
export const workingDays = z
  .partialRecord(z.enum(weekdays), spans)
  .check(z.refine((days) => Object.values(days).some((all) => all.length > 0), { error: 'required' }));

/** When an organization works, in its time zone. Days that are left out are free. */
export const workingHours = z.strictObject({
  days: workingDays,
  /** Dates on which nobody works. */
  holidays: z.optional(z.array(calendarDate).check(z.maxLength(limits.holidays))),
});
export type WorkingHours = z.infer<typeof workingHours>;
