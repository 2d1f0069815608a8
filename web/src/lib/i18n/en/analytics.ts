import { activityMeasureTexts } from './activity-reports.ts';
import { issueMeasureTexts, issuePart, issueParts, issueReportTitles } from './issue-reports.ts';
import type { Noun, Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import {
  moneyCards,
  moneyMeasureTexts,
  moneyPart,
  moneyParts,
  moneyReportTitles,
  moneyTexts,
} from './money-reports.ts';

const plural = pluralIn('en');

/** Labels and definitions of the measures of deals. */
const dealMeasures = ({ one, many, Many }: Noun) => ({
  wonMinor: {
    label: 'Won value',
    about: `Value of the ${many} won in the period, by the day they were won.`,
  },
  won: { label: `${Many} won`, about: `${Many} marked as won in the period.` },
  lost: { label: `${Many} lost`, about: `${Many} marked as lost in the period.` },
  lostMinor: { label: 'Lost value', about: `Value of the ${many} lost in the period.` },
  winRate: { label: 'Win rate', about: `Share of the closed ${many} that were won.` },
  averageSize: { label: `Average ${one}`, about: `Won value divided by the number of ${many} won.` },
  averageCycle: { label: 'Sales cycle', about: 'Average time from creation to winning.' },
  activitiesPerWin: {
    label: 'Activities per win',
    about: `Average number of activities on the ${many} won, until the day they were won.`,
  },
  dealsCreated: { label: `New ${many}`, about: `${Many} created in the period, whatever their outcome.` },
  createdMinor: { label: 'New value', about: `Value of the ${many} created in the period.` },
  reached: {
    label: 'Reached',
    about: `${Many} created in the period that reached this stage or a later one.`,
  },
  stageConversion: {
    label: 'From previous stage',
    about: `Of the ${many} that reached the previous stage, the share that reached this one.`,
  },
  fromFirst: {
    label: 'Share of all',
    about: `Of the ${many} created in the period, the share that reached this stage.`,
  },
  stopped: { label: 'Stopped here', about: `${Many} that got no further than this stage.` },
  openDeals: { label: `Open ${many}`, about: `Open ${many} by the month they are expected to close.` },
  bestMinor: { label: 'Best case', about: `Value of the open ${many} if all are won.` },
  weightedMinor: { label: 'Weighted', about: `Value of the open ${many}, weighted by probability.` },
});

const leadMeasures = ({ many, Many }: Noun) => ({
  leadsCreated: { label: `New ${many}`, about: `${Many} created in the period.` },
  converted: { label: 'Converted', about: `New ${many} that have been converted since.` },
  conversion: { label: 'Conversion', about: `Share of the new ${many} that were converted.` },
  disqualified: { label: 'Disqualified', about: `New ${many} that were disqualified or lost.` },
  answered: { label: 'Followed up', about: `New ${many} with an activity that was logged or completed.` },
  answerTime: { label: 'Response time', about: 'Average time from creation to the first activity.' },
});

const fixed = {
  all: 'Reports',
  failed: 'The report could not be loaded',
  nothing: 'No data for this period.',
  recounting:
    'The time zone, the currency or the stages changed, and these figures are being recalculated. Until that’s done, they may be inconsistent.',
  filters: 'Report filters',
  range: 'Period',
  ranges: {
    year: 'Last twelve months',
    quarter: 'Last three months',
    month: 'This month',
    thisYear: 'This year',
    lastYear: 'Last year',
    own: 'Custom period',
  },
  from: (value: string) => `from ${value}`,
  allDays: 'All days',
  fromDay: 'First day',
  toDay: 'Last day',
  by: 'Group by',
  periods: {
    usual: 'Automatic',
    day: 'By day',
    week: 'By week',
    month: 'By month',
    quarter: 'By quarter',
    year: 'By year',
  },
  whose: 'Owner',
  everybody: 'Everyone',
  teamOf: (name: string) => `Team of ${name}`,
  formerMember: 'Former member',
  pipeline: 'Pipeline',
  allPipelines: 'All pipelines',
  compare: 'Compare with the previous period',
  thisPeriod: 'This period',
  periodBefore: 'Period before',
  definition: (label: string) => `What “${label}” means`,
  shown: 'Metric in the chart',
  total: 'Total',
  period: 'Period',
  byPeriod: 'By period',
  noPart: 'None',
  otherCustomers: 'All others and unassigned',
  hiddenCustomer: 'Deleted, or no access',
  greatestOnly:
    'There are too many to list. Only the largest of each year are shown; the rest are in “All others and unassigned”.',
  /** `what` is a number with its noun, such as "3 deals". */
  undated: (what: string, best: string, weighted: string) =>
    `Open without an expected close date: ${what}, worth ${best}, ${weighted} weighted. They aren’t in any month below.`,
  ofActivities: { kind: 'Type', thisWeek: 'This week', lastWeek: 'Last week' },
  /** In `shown`, `isMore` is true if there are more activities to load. */
  history: {
    filters: 'Activity filters',
    anyKind: 'All types',
    outcome: 'Outcome',
    anyOutcome: 'All outcomes',
    noOutcome: 'No outcome',
    shown: (count: number, isMore: boolean) =>
      plural(count, isMore ? { other: 'Latest # activities' } : { one: '# activity', other: '# activities' }),
    failed: 'The activities could not be loaded',
    latest: 'Latest activities',
    all: 'All activities',
    hidden: 'Deleted, or no access',
    empty: {
      all: {
        title: 'No activities yet',
        text: 'Calls, e-mails, meetings and notes on your records appear here, newest first.',
      },
      narrowed: { title: 'No matching activities', text: 'Nothing matches your filters.' },
    },
  },
  ofCustomer: {
    title: 'Sales',
    failed: 'The figures could not be loaded',
    open: 'Open',
    won: 'Won',
    lost: 'Lost',
    average: 'Average value',
    worth: (count: number, sum: string) => `${plural(count, { other: '#' })}, ${sum}`,
    byMonth: 'Won in the last twelve months',
    lastWon: (month: string) => `Last won in ${month}`,
    nothing: 'Nothing in the pipeline yet.',
  },
};

const analytics = (nouns: Nouns) => ({
  ...fixed,
  ...moneyTexts(nouns),
  cards: moneyCards(nouns),
  reports: {
    deals: `${nouns.deal.Many} won`,
    customerRevenue: `Won value by ${nouns.customer.one}`,
    leads: nouns.lead.Many,
    customers: nouns.customer.Many,
    funnel: 'Funnel',
    forecast: 'Forecast',
    leadSources: 'Sources',
    activities: 'Activities',
    activityOutcomes: 'Outcomes of activities',
    people: 'People',
    ...moneyReportTitles(nouns),
    ...issueReportTitles(nouns),
  },
  parts: {
    pipeline: 'By pipeline',
    stage: 'By stage',
    source: 'By source',
    customerStatus: 'By status',
    customer: `By ${nouns.customer.one}`,
    member: 'By person',
    activityType: 'By type',
    outcome: 'By outcome',
    ...moneyParts(nouns),
    ...issueParts,
  },
  part: {
    pipeline: 'Pipeline',
    stage: 'Stage',
    source: 'Source',
    customerStatus: 'Status',
    customer: nouns.customer.One,
    member: 'Person',
    activityType: 'Type',
    outcome: 'Outcome',
    ...moneyPart(nouns),
    ...issuePart,
  },
  measures: {
    ...dealMeasures(nouns.deal),
    ...leadMeasures(nouns.lead),
    ...moneyMeasureTexts(nouns),
    ...issueMeasureTexts(nouns),
    customersCreated: {
      label: `New ${nouns.customer.many}`,
      about: `${nouns.customer.Many} created in the period.`,
    },
    reachedMinor: {
      label: 'Value reached',
      about: `Total value of the ${nouns.deal.many} that reached this stage or a later one.`,
    },
    stoppedMinor: {
      label: 'Value stopped here',
      about: `Total value of the ${nouns.deal.many} that got no further than this stage.`,
    },
    ...activityMeasureTexts,
  },
});

/** UI text for reports and for the history of activities. */
export const texts = (nouns: Nouns) => ({
  analytics: analytics(nouns),
});
