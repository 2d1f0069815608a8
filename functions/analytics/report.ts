import { dateIn } from '#data/values/day.ts';
import { addMonths } from '#data/values/period.ts';
import { rangeDaysMax, type PeriodKind } from '#contract/report.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { recountKey } from '#data/store/keys.ts';
import { numberOf } from '#data/counters/deal-sums.ts';
import { requestedOwners, type Owners } from '#data/records/read.ts';
import { getItem } from '#data/store/table.ts';
import {
  requestedRange,
  daysIn,
  lastOfMonth,
  lastTwelveMonths,
  periodStart,
  periodStarts,
  rangeBefore,
  type Range,
} from '#data/values/report-range.ts';
import type { Row } from './rollups.ts';

export interface Filters {
  from?: string | undefined;
  to?: string | undefined;
  by?: PeriodKind | undefined;
  ownerId?: string[] | undefined;
  teamOf?: string | undefined;
  compare?: 'true' | 'false' | undefined;
}

/** The requested report options with defaults filled in. */
export interface ReportOptions {
  range: Range;
  before: Range | undefined;
  by: PeriodKind;
  owners: Owners;
  /** Today's date in the organization's time zone. */
  today: string;
}

/** Ranges of more days are divided into months by default. */
const daysShown = 92;

/**
 * The options of a report. The default range is twelve months: up to today, or with `ahead`, from the current month on.
 */
export async function reportOptions(
  context: Context,
  filters: Filters,
  ahead = false,
): Promise<ReportOptions> {
  const today = dateIn(context.settings.timeZone, context.now);
  const usual = ahead
    ? { from: addMonths(today, 0), to: lastOfMonth(addMonths(today, 11)) }
    : lastTwelveMonths(today);
  const requested = requestedRange(filters, usual);
  // Forecasts are counted by month, so the range is extended to whole months.
  const range = ahead ? { from: addMonths(requested.from, 0), to: lastOfMonth(requested.to) } : requested;
  const by = filters.by ?? (ahead || daysIn(range) > daysShown ? 'month' : 'day');
  const most = rangeDaysMax[by];
  if (most !== undefined && daysIn(range) > most)
    throw fieldProblem('/query/by', 'period_too_short', 'invalid_input', { limit: most });
  const before = filters.compare === 'true' ? rangeBefore(range) : undefined;
  return {
    range,
    before,
    by,
    owners: await requestedOwners(context, filters.ownerId, filters.teamOf),
    today,
  };
}

export const isFine = ({ by }: ReportOptions): boolean => by === 'day' || by === 'week';
export const rangesOf = ({ range, before }: ReportOptions): Range[] => (before ? [range, before] : [range]);

/** Amounts by their public names. */
export type Values = Record<string, bigint>;
/** A row's contribution to a report. */
export interface Line {
  at: string;
  part: string;
  values: Values;
}

type LineRow = Pick<Row, 'part' | 'owner' | 'at'> & { amounts: ReadonlyMap<string, bigint> };

/** Converts rows to lines with all amounts. Reports pick the amounts that they show. */
export const linesOf = (
  rows: readonly LineRow[],
  partOf: (row: LineRow) => string = ({ part }) => part,
): Line[] => rows.map((row) => ({ at: row.at, part: partOf(row), values: Object.fromEntries(row.amounts) }));

/** Converts summed values to the values of the response. */
export type Finish = (values: Values) => Values;

/** Builds the report of the requested range and, if a comparison is requested, of the preceding range. */
export async function report<const Name extends string>(
  context: Context,
  { range, before, by }: ReportOptions,
  names: readonly Name[],
  [lines = [], linesBefore = []]: readonly (readonly Line[])[],
  finish: Finish = (values) => values,
) {
  const division = { by, yearStartMonth: context.settings.yearStartMonth ?? 1 };
  const shown = (sum: readonly Line[]) => totalsOf(names, sum, finish);
  const inPeriods = (of: Range, all: readonly Line[]) => {
    const byStart = Map.groupBy(all, ({ at }) => periodStart(division, of, at));
    return periodStarts(division, of).map((start) => ({ start, values: shown(byStart.get(start) ?? []) }));
  };
  return {
    ...range,
    by,
    totals: shown(lines),
    periods: inPeriods(range, lines),
    parts: [...Map.groupBy(lines, ({ part }) => part)].map(([id, of]) => ({ id, values: shown(of) })),
    ...(before
      ? {
          before: { ...before, totals: shown(linesBefore), periods: inPeriods(before, linesBefore) },
        }
      : {}),
    isRecounting: await isRecounting(context),
  };
}

/** Whether a part has anything but zeros, which are left of what was changed, removed or counted by another part since. */
export const hasValues = ({ values }: { values: Readonly<Record<string, number>> }): boolean =>
  Object.values(values).some((value) => value !== 0);

/** Whether the organization's figures are being recounted after a settings change. */
export async function isRecounting(context: Context): Promise<boolean> {
  const key = recountKey(context.orgId);
  return (await getItem(context, key, { strong: false, ProjectionExpression: 'pk' })) !== undefined;
}

/** Sums the named amounts of the lines. */
export const totalsOf = <Name extends string>(
  names: readonly Name[],
  lines: readonly Line[],
  finish: Finish = (values) => values,
): Record<Name, number> => numbers(names, finish(added(lines)));

function added(lines: readonly Line[]): Values {
  const sum: Values = {};
  for (const { values } of lines)
    for (const [name, amount] of Object.entries(values)) sum[name] = (sum[name] ?? 0n) + amount;
  return sum;
}

function numbers<Name extends string>(names: readonly Name[], values: Values): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, numberOf(values[name] ?? 0n)])) as Record<
    Name,
    number
  >;
}
