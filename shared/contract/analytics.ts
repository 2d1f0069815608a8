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

/** The values that each report returns. The UI texts contain their definitions. */
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
  ...issueReports,
  ...moneyReports,
});
