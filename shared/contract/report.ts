import * as z from 'zod/mini';
import { calendarDate, id } from './field.ts';
import { limits } from './limits.ts';
import { itemPatterns, queryList } from './page.ts';

/**
 * Lengths of the periods in a report. Weeks start on Monday; quarters and years follow the organization's fiscal year.
 */
export const periodKinds = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];
/** Maximum length, in days, of a report that is divided into days or weeks. */
export const rangeDaysMax: Partial<Record<PeriodKind, number>> = { day: 190, week: 400 };

/** The query parameters of every report. */
export const reportFilters = {
  /**
   * First and last day in the organization's time zone. Without them, reports cover the last twelve months including
   * the current one, and the forecast covers the current month and the next eleven.
   */
  from: z.optional(calendarDate),
  to: z.optional(calendarDate),
  by: z.optional(z.enum(periodKinds)),
  /** Limits the report to what these users own or did. */
  ownerId: z.optional(queryList(id, limits.ownersTogether, itemPatterns.id)),
  /** Limits the report to what this user and everyone who reports to them own or did. */
  teamOf: z.optional(id),
  /** `true` also returns the preceding period of the same length. */
  compare: z.optional(z.enum(['true', 'false'])),
};

export const reportAmount = z.int();
/**
 * The schema of an object with a whole number for each name. Amounts of money are in minor units of the organization's
 * currency, unless the report is about another one.
 */
export function amounts<const Name extends string>(names: readonly Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, reportAmount])) as Record<
    Name,
    typeof reportAmount
  >;
  return z.object(shape);
}

/** A date of a preceding period, which can be before the first day that a request can name. */
const earlierDate = z.iso.date();

/** The common output of reports: totals, periods, parts, and the preceding period. */
export function report<const Name extends string>(names: readonly Name[]) {
  const values = amounts(names);
  const periodsFrom = (start: z.ZodMiniType<string>) => z.array(z.object({ start, values }));
  return z.object({
    from: calendarDate,
    to: calendarDate,
    by: z.enum(periodKinds),
    totals: values,
    periods: periodsFrom(calendarDate),
    /**
     * The values by pipeline, stage, source, status, customer, person, kind, outcome, rate or method; the id `none` stands
     * for records without one. Empty in reports of leads and invoices, and in those of activities without `of`. The id `others` stands for all customers that
     * aren't listed.
     */
    parts: z.array(z.object({ id: z.string(), values })),
    before: z.optional(
      z.object({ from: earlierDate, to: earlierDate, totals: values, periods: periodsFrom(earlierDate) }),
    ),
    /**
     * Whether the figures are being recalculated after a change to the settings that they depend on, such as the time
     * zone or the stages.
     */
    isRecounting: z.boolean(),
  });
}
