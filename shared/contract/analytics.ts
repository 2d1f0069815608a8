import * as z from 'zod/mini';
import { activityKinds } from './activity.ts';
import { calendarDate, id } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { queryList } from './page.ts';

/** What a range of days is divided into: weeks begin on Monday, quarters and years with the organization's year. */
export const periodKinds = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const filters = {
  /** The first and the last day, in the organization's time zone; left out, the last twelve months with the present one. */
  from: z.optional(calendarDate),
  to: z.optional(calendarDate),
  by: z.optional(z.enum(periodKinds)),
  /** Only what these people own, or did. */
  ownerId: z.optional(queryList(id, limits.ownersTogether)),
  /** Only what this person and everybody under them own, or did. */
  teamOf: z.optional(id),
  /** `true`: the same of the period before, as long as this one. */
  compare: z.optional(z.enum(['true', 'false'])),
};
const pipelineId = z.optional(z.string().check(z.regex(/^[\w-]{1,40}$/)));

const amount = z.int();
/** Amounts by name; sums of money are minor units of the organization's currency. */
function amounts<const Name extends string>(names: readonly Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, amount])) as Record<Name, typeof amount>;
  return z.object(shape);
}

/** What every report holds: its numbers in all, by period, by what it is divided by, and of the period before. */
function report<const Name extends string>(names: readonly Name[]) {
  const values = amounts(names);
  const periods = z.array(z.object({ start: calendarDate, values }));
  return z.object({
    from: calendarDate,
    to: calendarDate,
    by: z.enum(periodKinds),
    totals: values,
    periods,
    /** By pipeline, stage, source, status or person; an id, or `none`. */
    parts: z.array(z.object({ id: z.string(), values })),
    before: z.optional(z.object({ from: calendarDate, to: calendarDate, totals: values, periods })),
    /** The organization's time zone, currency or stages were changed, and numbers are on their way to them. */
    isRecounting: z.boolean(),
  });
}

const path = '/v1/orgs/{orgId}/analytics';

/** Measures of each report; what each of them means stands beside it in the interface. */
export const measures = {
  deals: ['created', 'createdMinor', 'won', 'wonMinor', 'wonSeconds', 'lost', 'lostMinor'],
  funnel: ['reached', 'reachedMinor', 'stopped', 'stoppedMinor'],
  forecast: ['open', 'bestMinor', 'weightedMinor', 'won', 'wonMinor'],
  leads: ['created', 'converted', 'disqualified', 'answered', 'answerSeconds'],
  leadSources: ['created', 'converted'],
  activities: [...activityKinds, 'minutes'],
  customers: ['created'],
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

/** Numbers that are kept as counters: no report reads records one by one. */
export const analytics = resource('analytics', path, {
  deals: operation({
    method: 'GET',
    path: `${path}/deals`,
    access: 'analytics:read',
    summary: 'Deals by the day they were made, won or lost: numbers, values, and how long winning took.',
    description:
      '`wonSeconds` adds up the time from making to winning. Parts are pipelines. Win rate is won ÷ (won + lost), the average size wonMinor ÷ won, the average cycle wonSeconds ÷ won.',
    query: z.strictObject({ ...filters, pipelineId }),
    output: report(measures.deals),
  }),
  funnel: operation({
    method: 'GET',
    path: `${path}/funnel`,
    access: 'analytics:read',
    summary: 'How far deals made in the range have come by now, stage by stage.',
    description:
      'Of one pipeline, the first in use unless said otherwise. A deal has reached the furthest stage it ever was in and all before it; one that was won has reached all. `stopped` are those that have come no further.',
    query: z.strictObject({ ...filters, pipelineId }),
    output: report(measures.funnel),
  }),
  forecast: operation({
    method: 'GET',
    path: `${path}/forecast`,
    access: 'analytics:read',
    summary: 'Open deals by the month they are expected in, beside what was won in it.',
    description:
      'Whole months, the present one and eleven more unless said otherwise. `weightedMinor` weighs each deal by its own probability or its stage’s. Deals without an expected day are in no month: `undated` tells what they come to.',
    query: z.strictObject({ ...filters, pipelineId }),
    output: z.extend(report(measures.forecast), { undated: amounts(measures.forecast) }),
  }),
  leads: operation({
    method: 'GET',
    path: `${path}/leads`,
    access: 'analytics:read',
    summary: 'Leads by the day they came: how many were converted since, given up, and answered.',
    description:
      'A lead is answered by its first activity, by that activity’s date; `answerSeconds` adds up the time until then.',
    query: z.strictObject(filters),
    output: report(measures.leads),
  }),
  leadSources: operation({
    method: 'GET',
    path: `${path}/lead-sources`,
    access: 'analytics:read',
    summary: 'Leads by where they came from, and how many of them were converted since.',
    query: z.strictObject(filters),
    output: report(measures.leadSources),
  }),
  activities: operation({
    method: 'GET',
    path: `${path}/activities`,
    access: 'analytics:read',
    summary: 'Activities by kind, on the day of their date, of those who did them.',
    query: z.strictObject(filters),
    output: report(measures.activities),
  }),
  customers: operation({
    method: 'GET',
    path: `${path}/customers`,
    access: 'analytics:read',
    summary: 'Customers by the day they were added and the status they have now.',
    query: z.strictObject(filters),
    output: report(measures.customers),
  }),
  customerRevenue: operation({
    method: 'GET',
    path: `${path}/customer-revenue`,
    access: 'analytics:read',
    summary: 'What was won from whom: the customers who brought most.',
    description: `Parts are customers, the greatest sum first, ${limits.reportCustomers} at most; \`others\` is what was won beside them, from other customers and without one. Totals and periods are of all that was won.`,
    query: z.strictObject({ ...filters, pipelineId }),
    output: z.extend(report(measures.customerRevenue), {
      /** False where so many customers bought in a year that only those with the greatest sums in it were looked at. */
      isComplete: z.boolean(),
    }),
  }),
  customer: operation({
    method: 'GET',
    path: `${path}/customers/{customerId}`,
    access: 'analytics:read',
    summary: 'What the deals of one customer come to, of those that the caller may see.',
    output: z.object({
      open: z.object({ count: amount, sumMinor: amount }),
      won: z.object({ count: amount, sumMinor: amount }),
      lost: z.object({ count: amount }),
      /** Months in which something was won, oldest first. */
      months: z.array(z.object({ month: z.string(), count: amount, sumMinor: amount })),
      isRecounting: z.boolean(),
    }),
  }),
  people: operation({
    method: 'GET',
    path: `${path}/people`,
    access: 'analytics:read',
    summary: 'What each person’s leads, deals and activities come to.',
    query: z.strictObject(filters),
    output: report(measures.people),
  }),
});
