import type { PeriodKind } from '#contract/report.ts';
import { client } from '#lib/api/client.ts';
import { dealsOf, leadsMade, type Behind } from '#lib/analytics/behind.ts';
import { plain, ratio, type Report, type ReportName, type Values } from './measures.ts';
import { activityReports, ofActivities } from './activity-reports.ts';
import { issueReports } from './issue-reports.ts';
import { moneyReports } from './money-reports.ts';

interface Period {
  start: string;
  values: Values;
}
/** The shape that all report responses share. */
export interface ReportData {
  from: string;
  to: string;
  by: PeriodKind;
  totals: Values;
  periods: Period[];
  parts: { id: string; values: Values }[];
  before?: { from: string; to: string; totals: Values; periods: Period[] };
  isRecounting: boolean;
  /** False if only the parts with the largest sums were read. */
  isComplete?: boolean;
  /** The currency of the amounts, if they aren't in the organization's. */
  currency?: string;
  /** The totals in each currency that has figures. */
  currencies?: { currency: string; totals: Values }[];
  /** Totals of open deals without an expected close date. Only the forecast has them. */
  undated?: Values;
}

/** What the client sends to read a report. */
interface Input {
  orgId: string;
  [filter: string]: unknown;
}
type Read = (input: Input, options: { signal: AbortSignal }) => Promise<unknown>;
/** Sales by parts, with the totals and periods of all invoices. */
const sales =
  (of: string): Read =>
  async (input, options) => {
    const { orgId, from, to, currency, ownerId, teamOf } = input;
    const [made, { parts }] = (await Promise.all([
      (client.analytics.invoices as Read)(input, options),
      (client.analytics.sales as Read)({ orgId, from, to, currency, ownerId, teamOf, of }, options),
    ])) as [ReportData, Pick<ReportData, 'parts'>];
    return { ...made, parts };
  };

/** Issues by customer, with the totals and periods of all issues. */
const issueCustomers: Read = async (input, options) => {
  const { orgId, from, to, ownerId, teamOf } = input;
  const [made, { parts }] = (await Promise.all([
    (client.analytics.issues as Read)(input, options),
    (client.analytics.issueCustomers as Read)({ orgId, from, to, ownerId, teamOf }, options),
  ])) as [ReportData, Pick<ReportData, 'parts'>];
  return { ...made, parts };
};

/** The reports that aren't read by the operation of their own name. */
const others: Partial<Record<ReportName, Read>> = {
  activities: (input, options) => (client.analytics.activities as Read)({ ...input, of: 'kind' }, options),
  activityOutcomes: (input, options) =>
    (client.analytics.activities as Read)({ ...input, of: 'outcome' }, options),
  customerSales: sales('customer'),
  productSales: sales('product'),
  ownerSales: sales('owner'),
  issuePeople: (input, options) => (client.analytics.issues as Read)({ ...input, of: 'owner' }, options),
  issueCustomers,
  async receivables({ orgId, currency, ownerId, teamOf }, options) {
    const read = client.analytics.receivables as Read;
    const { today, ...found } = (await read({ orgId, currency, ownerId, teamOf }, options)) as Omit<
      ReportData,
      'from'
    > & { today: string };
    return { ...found, from: today, to: today, by: 'day', periods: [], isRecounting: false };
  },
};

export function readReport(name: ReportName, input: Input, signal: AbortSignal): Promise<ReportData> {
  // Responses differ only in the names of their values.
  const read = others[name] ?? (client.analytics as unknown as Record<string, Read>)[name];
  if (!read) throw new Error(`There is no report ${name}`);
  return read(input, { signal }) as Promise<ReportData>;
}

const dealsMade = { records: 'deal', day: 'created' } as const satisfies Behind;
const dealsThatReached: Behind = { ...dealsMade, came: 'atLeast' };
const dealsThatStopped: Behind = { ...dealsMade, came: 'noFurther' };
const leadsConverted: Behind = { ...leadsMade, isConverted: true };
const leadsAnswered: Behind = { ...leadsMade, isAnswered: true };
const leadsGivenUp: Behind = { ...leadsMade, meanings: ['disqualified', 'lost'] };
const customersMade: Behind = { records: 'customer', day: 'created' };

const answer = ratio('answerTime', 'duration', 'answerSeconds', ['answered'], leadsAnswered);

/** All reports with their measures, in the order in which the pages are linked. */
export const reports: readonly Report[] = [
  {
    name: 'deals',
    parts: 'pipeline',
    takesPipeline: true,
    measures: [
      plain('wonMinor', 'money', { behind: dealsOf('won') }),
      plain('won', 'number', { behind: dealsOf('won') }),
      plain('lost', 'number', { behind: dealsOf('lost') }),
      ratio('winRate', 'share', 'won', ['won', 'lost'], dealsOf('won', 'lost')),
      ratio('averageSize', 'money', 'wonMinor', ['won'], dealsOf('won')),
      ratio('averageCycle', 'duration', 'wonSeconds', ['won'], dealsOf('won')),
      ratio('activitiesPerWin', 'average', 'wonActivities', ['won'], dealsOf('won')),
      plain('dealsCreated', 'number', { source: 'created', behind: dealsMade }),
      plain('createdMinor', 'money', { behind: dealsMade }),
      plain('lostMinor', 'money', { behind: dealsOf('lost') }),
    ],
  },
  {
    name: 'customerRevenue',
    parts: 'customer',
    takesPipeline: true,
    measures: [
      plain('wonMinor', 'money', { behind: dealsOf('won') }),
      plain('won', 'number', { behind: dealsOf('won') }),
      ratio('averageSize', 'money', 'wonMinor', ['won'], dealsOf('won')),
    ],
  },
  {
    name: 'funnel',
    parts: 'stage',
    takesPipeline: true,
    measures: [
      plain('reached', 'number', { behind: dealsThatReached }),
      { ...ratio('stageConversion', 'share', 'reached', ['reachedBefore']), isOfParts: true },
      { ...ratio('fromFirst', 'share', 'reached', ['entered']), isOfParts: true },
      plain('reachedMinor', 'money', { behind: dealsThatReached }),
      plain('stopped', 'number', { behind: dealsThatStopped }),
      plain('stoppedMinor', 'money', { behind: dealsThatStopped }),
    ],
  },
  {
    name: 'forecast',
    parts: 'pipeline',
    takesPipeline: true,
    measures: [
      plain('weightedMinor', 'money', { behind: dealsOf('open') }),
      plain('bestMinor', 'money', { behind: dealsOf('open') }),
      plain('wonMinor', 'money', { behind: dealsOf('won') }),
      plain('openDeals', 'number', { source: 'open', behind: dealsOf('open') }),
      plain('won', 'number', { behind: dealsOf('won') }),
    ],
  },
  {
    name: 'leads',
    parts: 'none',
    takesPipeline: false,
    measures: [
      plain('leadsCreated', 'number', { source: 'created', behind: leadsMade }),
      plain('converted', 'number', { behind: leadsConverted }),
      ratio('conversion', 'share', 'converted', ['created'], leadsMade),
      plain('disqualified', 'number', { behind: leadsGivenUp }),
      plain('answered', 'number', { behind: leadsAnswered }),
      answer,
    ],
  },
  {
    name: 'leadSources',
    parts: 'source',
    takesPipeline: false,
    measures: [
      plain('leadsCreated', 'number', { source: 'created', behind: leadsMade }),
      plain('converted', 'number', { behind: leadsConverted }),
      ratio('conversion', 'share', 'converted', ['created'], leadsMade),
    ],
  },
  {
    name: 'customers',
    parts: 'customerStatus',
    takesPipeline: false,
    measures: [plain('customersCreated', 'number', { source: 'created', behind: customersMade })],
  },
  ...activityReports,
  {
    name: 'people',
    parts: 'member',
    takesPipeline: false,
    measures: [
      plain('wonMinor', 'money', { behind: dealsOf('won') }),
      plain('won', 'number', { behind: dealsOf('won') }),
      plain('lost', 'number', { behind: dealsOf('lost') }),
      plain('leadsCreated', 'number', { source: 'leads', behind: leadsMade }),
      plain('converted', 'number', { behind: leadsConverted }),
      answer,
      ...ofActivities,
    ],
  },
  ...moneyReports,
  ...issueReports,
];

/** The name of a fiscal year, such as 2026 or 2026/27. One that doesn't start in January spans two calendar years. */
export const yearName = (start: string, yearStart = 1): string =>
  yearStart === 1
    ? start.slice(0, 4)
    : `${start.slice(0, 4)}/${String((Number(start.slice(2, 4)) + 1) % 100).padStart(2, '0')}`;

/** Adds values of the previous stage and of the first stage to those of a stage, for conversion rates. */
export const besideOthers = (
  values: Values,
  before: Values | undefined,
  first: Values | undefined,
): Values => ({
  ...values,
  ...(before ? { reachedBefore: before.reached ?? 0 } : {}),
  entered: first?.reached ?? 0,
});
