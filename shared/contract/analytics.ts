import * as z from 'zod/mini';
import { activityKinds } from './activity-kinds.ts';
import { limits } from './limits.ts';
import { issueMeasures, issueReports } from './issue-reports.ts';
import { moneyMeasures, moneyReports } from './money-reports.ts';
import { operation, resource } from './operation.ts';
import {
  amounts,
  report,
  reportAmount as amount,
  reportFilters as filters,
  type PeriodKind,
} from './report.ts';

/** Forecasts are counted by month. */
const forecastPeriodKinds = ['month', 'quarter', 'year'] as const satisfies readonly PeriodKind[];

const pipelineId = z.optional(z.string().check(z.regex(/^[\w-]{1,40}$/, { error: 'id' })));

const path = '/v1/orgs/{orgId}/analytics';

/** What a report on activities can be divided by. */
export const activityParts = ['kind', 'outcome', 'person'] as const;
export type ActivityParts = (typeof activityParts)[number];

/** The values that each report returns. The UI texts contain their definitions. */
export const measures = {
  deals: ['created', 'createdMinor', 'won', 'wonMinor', 'wonSeconds', 'wonActivities', 'lost', 'lostMinor'],
  funnel: ['reached', 'reachedMinor', 'stopped', 'stoppedMinor'],
  forecast: ['open', 'bestMinor', 'weightedMinor', 'won', 'wonMinor'],
  leads: ['created', 'converted', 'disqualified', 'answered', 'answerSeconds'],
  leadSources: ['created', 'converted'],
  activities: [...activityKinds, 'minutes', 'done', 'planned', 'kept'],
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
    'planned',
    'kept',
  ],
  issues: issueMeasures,
  ...moneyMeasures,
} as const;

/** Figures are read from rollups and counters, never from individual records. */
export const analytics = resource('analytics', path, {
  deals: operation({
    method: 'GET',
    path: `${path}/deals`,
    access: 'analytics:read',
    summary: 'Report deals created, won and lost: counts, values and sales cycle.',
    description:
      '`wonSeconds` is the total time from creation to winning, and `wonActivities` the number of activities that were logged on the won deals, or planned about them and done, until the end of the day on which they were won. `parts` are pipelines. Win rate: `won / (won + lost)`. Average deal size: `wonMinor / won`. Average sales cycle: `wonSeconds / won`.',
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
      'A lead counts as answered once an activity was logged on it, or planned and done. `answerSeconds` is the total time from creation to the first one. `disqualified` includes lost leads. All values count on the date a lead was created.',
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
    summary: 'Report activities by date: logged, or planned and done.',
    description:
      'Those that were logged count on their date for whoever logged them, and planned ones on the day when they were done for their assignee: by kind, in `done` and in `minutes`. `planned` counts the activities planned for the days of the report, and `kept` those of them that are done. `parts` are the organization’s kinds (entries of `activityKinds`), outcomes (entries of `activityOutcomes`, `none` without one) or people, as `of` says; outcomes have no `planned` and `kept`.',
    query: z.strictObject({ ...filters, of: z.optional(z.enum(activityParts)) }),
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
    description: 'Activities count as in the report on them, `planned` and `kept` for their assignee.',
    query: z.strictObject(filters),
    output: report(measures.people),
  }),
  ...issueReports,
  ...moneyReports,
});
