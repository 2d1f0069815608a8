import * as z from 'zod/mini';
import { activityKinds } from './activity.ts';
import { calendarDate, currencyCode, id } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { itemPatterns, queryList } from './page.ts';

/**
 * Lengths of the periods in a report. Weeks start on Monday; quarters and years follow the organization's fiscal year.
 */
export const periodKinds = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];
/** Maximum length, in days, of a report that is divided into days or weeks. */
export const rangeDaysMax: Partial<Record<PeriodKind, number>> = { day: 190, week: 400 };
/** Forecasts are counted by month. */
const forecastPeriodKinds = ['month', 'quarter', 'year'] as const satisfies readonly PeriodKind[];

const filters = {
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
const pipelineId = z.optional(z.string().check(z.regex(/^[\w-]{1,40}$/, { error: 'id' })));

const amount = z.int();
/**
 * The schema of an object with a whole number for each name. Amounts of money are in minor units of the organization's
 * currency.
 */
function amounts<const Name extends string>(names: readonly Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, amount])) as Record<Name, typeof amount>;
  return z.object(shape);
}

/** A date of a preceding period, which can be before the first day that a request can name. */
const earlierDate = z.iso.date();

/** The common output of reports: totals, periods, parts, and the preceding period. */
function report<const Name extends string>(names: readonly Name[]) {
  const values = amounts(names);
  const periodsFrom = (start: z.ZodMiniType<string>) => z.array(z.object({ start, values }));
  return z.object({
    from: calendarDate,
    to: calendarDate,
    by: z.enum(periodKinds),
    totals: values,
    periods: periodsFrom(calendarDate),
    /**
     * The values by pipeline, stage, source, status, customer or person; the id `none` stands for records without one.
     * Empty in reports of leads and activities. In revenue by customer, the id `others` stands for the revenue outside
     * the listed customers.
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

const path = '/v1/orgs/{orgId}/analytics';

/** The values that each report returns. The UI texts contain their definitions. */
export const measures = {
  deals: ['created', 'createdMinor', 'won', 'wonMinor', 'wonSeconds', 'lost', 'lostMinor'],
  funnel: ['reached', 'reachedMinor', 'stopped', 'stoppedMinor'],
  forecast: ['open', 'bestMinor', 'weightedMinor', 'won', 'wonMinor'],
  leads: ['created', 'converted', 'disqualified', 'answered', 'answerSeconds'],
  leadSources: ['created', 'converted'],
  activities: [...activityKinds, 'minutes'],
  customers: ['created'],
  invoices: [
    'issued',
    'netMinor',
    'taxMinor',
    'withheldMinor',
    'totalMinor',
    'credited',
    'creditedNetMinor',
    'creditedTaxMinor',
    'creditedWithheldMinor',
    'creditedTotalMinor',
  ],
  taxes: ['baseMinor', 'amountMinor', 'creditedBaseMinor', 'creditedAmountMinor'],
  payments: ['received', 'receivedMinor', 'refunded', 'refundedMinor'],
  customerRevenue: ['won', 'wonMinor'],
  people: [
    'leads',
    'converted',
    'answered',
    'answerSeconds',
    'won',
    'wonMinor',
    'lost',
    ...activityKinds,
    'minutes',
  ],
} as const;

/** Figures are read from rollups and counters, never from individual records. */
export const analytics = resource('analytics', path, {
  deals: operation({
    method: 'GET',
    path: `${path}/deals`,
    access: 'analytics:read',
    summary: 'Report deals created, won and lost: counts, values and sales cycle.',
    description:
      '`wonSeconds` is the total time from creation to winning. `parts` are pipelines. Win rate: `won / (won + lost)`. Average deal size: `wonMinor / won`. Average sales cycle: `wonSeconds / won`.',
    query: z.strictObject({ ...filters, pipelineId }),
    output: report(measures.deals),
  }),
  funnel: operation({
    method: 'GET',
    path: `${path}/funnel`,
    access: 'analytics:read',
    summary: 'Report how many of the deals created in the period reached each stage.',
    description:
      'Covers one pipeline, by default the first one in use. A deal counts as `reached` for its furthest stage and all stages before it, and a won deal for all stages. `stopped` counts the deals that got no further than the stage.',
    query: z.strictObject({ ...filters, pipelineId }),
    output: report(measures.funnel),
  }),
  forecast: operation({
    method: 'GET',
    path: `${path}/forecast`,
    access: 'analytics:read',
    summary: 'Report open deals by expected close month, with the value won in each month.',
    description:
      'Covers whole months, by default the current one and the next eleven. `weightedMinor` multiplies each deal’s value by its own probability or, if it has none, by its stage’s. Deals without an expected close date are totaled in `undated`.',
    query: z.strictObject({ ...filters, by: z.optional(z.enum(forecastPeriodKinds)), pipelineId }),
    output: z.extend(report(measures.forecast), { undated: amounts(measures.forecast) }),
  }),
  leads: operation({
    method: 'GET',
    path: `${path}/leads`,
    access: 'analytics:read',
    summary: 'Report leads by creation date: converted, disqualified and answered.',
    description:
      'A lead counts as answered once it has an activity. `answerSeconds` is the total time from creation to the first activity. `disqualified` includes lost leads. All values count on the date a lead was created.',
    query: z.strictObject(filters),
    output: report(measures.leads),
  }),
  leadSources: operation({
    method: 'GET',
    path: `${path}/lead-sources`,
    access: 'analytics:read',
    summary: 'Report leads and conversions by source.',
    query: z.strictObject(filters),
    output: report(measures.leadSources),
  }),
  activities: operation({
    method: 'GET',
    path: `${path}/activities`,
    access: 'analytics:read',
    summary: 'Report activities by kind and date.',
    query: z.strictObject(filters),
    output: report(measures.activities),
  }),
  customers: operation({
    method: 'GET',
    path: `${path}/customers`,
    access: 'analytics:read',
    summary: 'Report customers by creation date and current status.',
    query: z.strictObject(filters),
    output: report(measures.customers),
  }),
  invoices: operation({
    method: 'GET',
    path: `${path}/invoices`,
    access: 'analytics:read',
    summary: 'Report what was invoiced and credited in one currency, by date of issue.',
    description:
      'Void invoices don’t count. Net revenue: `netMinor - creditedNetMinor`. Amounts are in minor units of `currency`, by default the organization’s.',
    query: z.strictObject({ ...filters, currency: z.optional(currencyCode) }),
    output: report(measures.invoices),
  }),
  taxes: operation({
    method: 'GET',
    path: `${path}/taxes`,
    access: 'analytics:read',
    summary: 'Report taxes and withholdings in one currency by rate and date of issue.',
    description:
      '`parts` are rates, such as `tax#21` and `withholding#15`. What is owed: `amountMinor - creditedAmountMinor`.',
    query: z.strictObject({ ...filters, currency: z.optional(currencyCode) }),
    output: report(measures.taxes),
  }),
  payments: operation({
    method: 'GET',
    path: `${path}/payments`,
    access: 'analytics:read',
    summary: 'Report payments and refunds in one currency, each on its own day.',
    description: '`parts` are methods of payment. Canceled payments don’t count.',
    query: z.strictObject({ ...filters, currency: z.optional(currencyCode) }),
    output: report(measures.payments),
  }),
  customerRevenue: operation({
    method: 'GET',
    path: `${path}/customer-revenue`,
    access: 'analytics:read',
    summary: 'Report revenue by customer, largest first.',
    description: `Returns up to ${limits.reportCustomers} customers, largest revenue first. \`others\` is the revenue from all other customers and from deals without a customer. Totals and periods include all revenue.`,
    query: z.strictObject({ ...filters, pipelineId }),
    output: z.extend(report(measures.customerRevenue), {
      /**
       * False if there are so many customers with won deals in a year that only those with the largest revenue were
       * read.
       */
      isComplete: z.boolean(),
    }),
  }),
  customer: operation({
    method: 'GET',
    path: `${path}/customers/{customerId}`,
    access: 'analytics:read',
    summary: 'Report one customer’s deals, limited to those the caller can access.',
    output: z.object({
      open: z.object({ count: amount, sumMinor: amount }),
      won: z.object({ count: amount, sumMinor: amount }),
      lost: z.object({ count: amount }),
      /** Months with won deals, oldest first. */
      months: z.array(z.object({ month: z.string(), count: amount, sumMinor: amount })),
      isRecounting: z.boolean(),
    }),
  }),
  people: operation({
    method: 'GET',
    path: `${path}/people`,
    access: 'analytics:read',
    summary: 'Report leads, deals and activities by person.',
    query: z.strictObject(filters),
    output: report(measures.people),
  }),
});
