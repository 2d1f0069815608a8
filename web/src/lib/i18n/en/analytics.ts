import { inSentence, pluralIn } from '../plural.ts';
import type { Words } from '../record-texts.ts';

const plural = pluralIn('en');

/** Numbers and what they count, by what these records are called. */
const dealMeasures = ({ one, many }: Words) => {
  const [single, several] = [inSentence(one), inSentence(many)];
  return {
    wonMinor: {
      label: 'Won value',
      about: `Values of ${several} won in the range, on the day they were won.`,
    },
    won: { label: `${many} won`, about: `${many} that were marked won in the range.` },
    lost: { label: `${many} lost`, about: `${many} that were marked lost in the range.` },
    lostMinor: { label: 'Lost value', about: `Values of ${several} lost in the range.` },
    winRate: { label: 'Win rate', about: `${many} won, of those won or lost.` },
    averageSize: { label: `Average ${single}`, about: `Won value, shared among the ${several} won.` },
    averageCycle: { label: 'Sales cycle', about: 'From making to winning, on average.' },
    dealsCreated: { label: `New ${several}`, about: `${many} made in the range, whatever became of them.` },
    createdMinor: { label: 'New value', about: `Values of ${several} made in the range.` },
    reached: { label: 'Reached', about: `${many} made in the range that came to the stage or beyond.` },
    stageConversion: {
      label: 'From the stage before',
      about: `Of the ${several} that reached the stage before.`,
    },
    fromFirst: { label: 'Of all', about: `Of the ${several} made in the range.` },
    stopped: { label: 'Came no further', about: `${many} whose furthest stage this is.` },
    openDeals: { label: `Open ${several}`, about: `Open ${several} by the month they are expected in.` },
    bestMinor: { label: 'Best case', about: `Values of open ${several}, if all are won.` },
    weightedMinor: { label: 'Weighted', about: `Values of open ${several}, each by its chance.` },
  };
};
const leadMeasures = ({ many }: Words) => {
  const several = inSentence(many);
  return {
    leadsCreated: { label: `New ${several}`, about: `${many} that came in the range.` },
    converted: { label: 'Converted', about: `Of those, ${several} that were converted since.` },
    conversion: { label: 'Conversion', about: `Converted ${several}, of all that came.` },
    disqualified: { label: 'Disqualified', about: `Of those, ${several} that were given up.` },
    answered: { label: 'Answered', about: `${many} with a first activity.` },
    answerTime: { label: 'Response time', about: 'From coming to the first activity, on average.' },
  };
};
const customerMeasures = ({ many }: Words) => {
  const several = inSentence(many);
  return {
    customersCreated: { label: `New ${several}`, about: `${many} that were added in the range.` },
  };
};

export const analytics = {
  ownMeasures: { deal: dealMeasures, lead: leadMeasures, customer: customerMeasures },
  all: 'Reports',
  failed: 'The report could not be loaded',
  nothing: 'Nothing happened in this range.',
  recounting:
    'The time zone, the currency or stages were changed and these numbers are being counted anew: until that is done they are a mixture.',
  reports: {
    deals: 'Revenue',
    funnel: 'Funnel',
    forecast: 'Forecast',
    leadSources: 'Sources',
    activities: 'Activities',
    people: 'People',
  },
  filters: 'What the report covers',
  range: 'Range',
  ranges: {
    year: 'Last twelve months',
    quarter: 'Last three months',
    month: 'This month',
    thisYear: 'This year',
    lastYear: 'Last year',
    own: 'Other days',
  },
  from: (value: string) => `from ${value}`,
  allDays: 'All days',
  fromDay: 'First day',
  toDay: 'Last day',
  by: 'Divided by',
  periods: {
    usual: 'Divided as fits',
    day: 'By day',
    week: 'By week',
    month: 'By month',
    quarter: 'By quarter',
    year: 'By year',
  },
  whose: 'Whose',
  everybody: 'Everybody',
  teamOf: (name: string) => `Team of ${name}`,
  formerMember: 'Somebody who has left',
  pipeline: 'Pipeline',
  allPipelines: 'All pipelines',
  compare: 'Compare with the period before',
  shown: 'Number in the chart',
  total: 'In all',
  period: 'Period',
  byPeriod: 'By period',
  noPart: 'None',
  /** `single` is what a customer is called. */
  revenueBy: (single: string) => `Revenue by ${single}`,
  otherCustomers: 'All others, and what has none',
  hiddenCustomer: 'Gone, or not yours to see',
  greatestOnly:
    'So many bought that only those with the greatest sums of each year were looked at; what others brought is in “All others”.',
  /** `what` are so many of them, in words. */
  undated: (what: string, best: string, weighted: string) =>
    `Open and expected on no day: ${what}, worth ${best}, ${weighted} weighted. They are in no month below.`,
  ofActivities: { kind: 'Kind', thisWeek: 'This week', lastWeek: 'The week before' },
  /** `isMore`: so many were read yet. */
  history: {
    filters: 'Which activities',
    anyKind: 'All kinds',
    shown: (count: number, isMore: boolean) =>
      plural(
        count,
        isMore ? { other: 'The newest # activities' } : { one: '# activity', other: '# activities' },
      ),
    failed: 'The activities could not be loaded',
    hidden: 'On a record that is gone, or not yours to see',
    empty: {
      all: {
        title: 'Nothing done yet',
        text: 'Calls, e-mails, meetings and notes that are added to records stand here, the newest first.',
      },
      narrowed: { title: 'No activity like that', text: 'None fits what you chose.' },
    },
  },
  ofCustomer: {
    title: 'Sales',
    failed: 'The numbers could not be loaded',
    open: 'Open',
    won: 'Won',
    lost: 'Lost',
    average: 'Average',
    worth: (count: number, sum: string) => `${plural(count, { other: '#' })}, ${sum}`,
    byMonth: 'Won in the last twelve months',
    lastWon: (month: string) => `Last won in ${month}`,
    nothing: 'Nothing offered or sold yet.',
  },
  parts: {
    pipeline: 'By pipeline',
    stage: 'By stage',
    source: 'By source',
    customerStatus: 'By status',
    customer: 'By customer',
    member: 'By person',
  },
  part: {
    pipeline: 'Pipeline',
    stage: 'Stage',
    source: 'Source',
    customerStatus: 'Status',
    customer: 'Customer',
    member: 'Person',
  },
  measures: {
    ...dealMeasures({ one: 'Deal', many: 'Deals' }),
    ...leadMeasures({ one: 'Lead', many: 'Leads' }),
    ...customerMeasures({ one: 'Customer', many: 'Customers' }),
    reachedMinor: { label: 'Value that reached', about: 'Values of those.' },
    stoppedMinor: { label: 'Value that came no further', about: 'Values of those.' },
    activities: { label: 'Activities', about: 'All that was done, on the day of its date.' },
    call: { label: 'Calls', about: 'Activities that are calls.' },
    email: { label: 'E-mails', about: 'Activities that are e-mails.' },
    meeting: { label: 'Meetings', about: 'Activities that are meetings.' },
    note: { label: 'Notes', about: 'Activities that are notes.' },
    task: { label: 'Tasks', about: 'Activities that are tasks done.' },
    minutes: { label: 'Minutes', about: 'Durations of activities, added up.' },
  },
};
