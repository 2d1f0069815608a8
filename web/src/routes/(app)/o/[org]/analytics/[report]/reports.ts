import type { PeriodKind } from '#contract/report.ts';
import { fractionDigits } from '#contract/currency.ts';
import { client } from '#lib/api/client.ts';
import { formatDuration, formatNumber, formatShare, formatShort } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { formatMoney, formatShortMoney } from '#lib/i18n/money.ts';
import { activityKinds as kinds } from '#lib/analytics/activity-kinds.ts';
import { dealsOf, leadsMade, type Behind } from '#lib/analytics/behind.ts';

export type ReportName = Exclude<
  keyof typeof client.analytics,
  'customer' | 'invoices' | 'taxes' | 'payments'
>;
/** Values of a report, by name. */
export type Values = Readonly<Record<string, number>>;

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
  /** Totals of open deals without an expected close date. Only the forecast has them. */
  undated?: Values;
}

export function readReport(
  name: ReportName,
  input: { orgId: string },
  signal: AbortSignal,
): Promise<ReportData> {
  // Responses differ only in the names of their values.
  const read = client.analytics[name] as (
    input: { orgId: string },
    options: { signal: AbortSignal },
  ) => Promise<unknown>;
  return read(input, { signal }) as Promise<ReportData>;
}
export type MeasureName = keyof typeof t.analytics.measures;

type Unit = 'number' | 'money' | 'duration' | 'share';

/**
 * A number shown in a report: one of the values, or computed from several. `of` returns undefined for a ratio whose
 * divisor is 0.
 */
export interface Measure {
  name: MeasureName;
  unit: Unit;
  of: (values: Values) => number | undefined;
  /** Set if the measure compares parts and has no meaningful total. */
  isOfParts?: true;
  /** The records that the number counts; undefined if no list can show them. */
  behind?: Behind;
}

export interface Report {
  name: ReportName;
  /** What the parts of the report are. With `none`, it has periods only. */
  parts: 'pipeline' | 'stage' | 'source' | 'customerStatus' | 'customer' | 'member' | 'none';
  takesPipeline: boolean;
  /** The chart shows the first one by default. */
  measures: readonly Measure[];
}

const dealsMade = { records: 'deal', day: 'created' } as const satisfies Behind;
const dealsThatReached: Behind = { ...dealsMade, came: 'atLeast' };
const dealsThatStopped: Behind = { ...dealsMade, came: 'noFurther' };
const allActivities: Behind = { records: 'activity' };
const leadsConverted: Behind = { ...leadsMade, isConverted: true };
const leadsAnswered: Behind = { ...leadsMade, isAnswered: true };
const leadsGivenUp: Behind = { ...leadsMade, meanings: ['disqualified', 'lost'] };
const customersMade: Behind = { records: 'customer', day: 'created' };

const plain = (
  name: MeasureName,
  unit: Unit = 'number',
  { source = name, behind }: { source?: string; behind?: Behind } = {},
): Measure => ({
  name,
  unit,
  of: (values) => values[source],
  ...(behind ? { behind } : {}),
});
const ratio = (
  name: MeasureName,
  unit: Unit,
  over: string,
  under: readonly string[],
  behind?: Behind,
): Measure => ({
  name,
  unit,
  ...(behind ? { behind } : {}),
  of: (values) => {
    const below = under.reduce((sum, part) => sum + (values[part] ?? 0), 0);
    return below === 0 ? undefined : (values[over] ?? 0) / below;
  },
});
const ofActivities = [
  ...kinds.map((kind) => plain(kind, 'number', { behind: { records: 'activity', kind } })),
  plain('minutes', 'number', { behind: allActivities }),
];
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
  {
    name: 'activities',
    parts: 'none',
    takesPipeline: false,
    measures: [
      {
        name: 'activities',
        unit: 'number',
        of: (values) => kinds.reduce((sum, kind) => sum + (values[kind] ?? 0), 0),
        behind: allActivities,
      },
      ...ofActivities,
    ],
  },
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
];

/** The label and definition of a measure. */
export const measureTexts = (name: MeasureName): { label: string; about: string } =>
  t.analytics.measures[name];

export const reportTitle = (name: ReportName): string => t.analytics.reports[name];

/** Whether a report is divided into periods. The funnel, people and customer revenue reports have parts only. */
export const hasPeriods = ({ parts }: Report): boolean => !['stage', 'member', 'customer'].includes(parts);

/** A number formatted for people, or a dash if there is none. */
export function shown(measure: Measure, values: Values, currency: string): string {
  const value = measure.of(values);
  if (value === undefined) return '–';
  if (measure.unit === 'money') return formatMoney({ amountMinor: Math.round(value), currency });
  if (measure.unit === 'duration') return formatDuration(value);
  return measure.unit === 'share' ? formatShare(value) : formatNumber(value);
}

/** Whether a number can have records to link to. A count or an amount of 0 has none. */
export function isSomething({ of, unit }: Measure, values: Values): boolean {
  const value = of(values);
  return value !== undefined && (value !== 0 || unit === 'share' || unit === 'duration');
}

/** A number without formatting, for other programs. Amounts are in major units of the currency. */
export function plainNumber({ of, unit }: Measure, values: Values, currency: string): string {
  const value = of(values);
  if (value === undefined) return '';
  const digits = fractionDigits(currency);
  if (unit === 'money') return (value / 10 ** digits).toFixed(digits);
  return String(unit === 'share' ? Number(value.toFixed(4)) : Math.round(value));
}

/** The name of a fiscal year, such as 2026 or 2026/27. One that doesn't start in January spans two calendar years. */
export const yearName = (start: string, yearStart = 1): string =>
  yearStart === 1
    ? start.slice(0, 4)
    : `${start.slice(0, 4)}/${String((Number(start.slice(2, 4)) + 1) % 100).padStart(2, '0')}`;

/** A number in short form for the axis, with at most one decimal. */
export function shownShort(measure: Measure, value: number, currency: string): string {
  if (measure.unit === 'money') return formatShortMoney({ amountMinor: Math.round(value), currency });
  if (measure.unit === 'number') return formatShort(value);
  return shown({ ...measure, of: () => value }, {}, currency);
}

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
