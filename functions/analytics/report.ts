import { dateIn } from '#data/day.ts';
import type { PeriodKind } from '#contract/analytics.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '#data/context.ts';
import { recountKey } from '#data/keys.ts';
import { numberOf } from '#data/records/deal-sums.ts';
import { reachAskedFor, type Reach } from '#data/records/read.ts';
import { getItem } from '#data/table.ts';
import {
  addMonths,
  askedRange,
  daysIn,
  lastOfMonth,
  periodStart,
  periodStarts,
  rangeBefore,
  type Range,
} from './range.ts';
import type { Row } from './rollups.ts';

export interface Filters {
  from?: string | undefined;
  to?: string | undefined;
  by?: PeriodKind | undefined;
  ownerId?: string[] | undefined;
  teamOf?: string | undefined;
  compare?: 'true' | 'false' | undefined;
}

/** What was asked for, with what was left out. */
export interface Asked {
  range: Range;
  before: Range | undefined;
  by: PeriodKind;
  owners: Reach;
  /** In the organization's time zone. */
  today: string;
}

/** Ranges of more days are divided into months, if nothing else was asked for. */
const daysShown = 92;
/** Days, and weeks, are told apart in ranges of so many days at most. */
const finest: Partial<Record<PeriodKind, number>> = { day: 190, week: 400 };

/** Twelve months: up to and with the present day, or beginning with the present month. */
export async function asked(context: Context, filters: Filters, ahead = false): Promise<Asked> {
  const today = dateIn(context.settings.timeZone, context.now);
  const usual = ahead
    ? { from: addMonths(today, 0), to: lastOfMonth(addMonths(today, 11)) }
    : { from: addMonths(today, -11), to: today };
  const given = askedRange(filters, usual);
  // What is expected is counted by months.
  const range = ahead ? { from: addMonths(given.from, 0), to: lastOfMonth(given.to) } : given;
  const by = filters.by ?? (ahead || daysIn(range) > daysShown ? 'month' : 'day');
  const most = ahead && (by === 'day' || by === 'week') ? 0 : finest[by];
  if (most !== undefined && daysIn(range) > most) throw fieldProblem('/query/by', 'not_allowed');
  const before = filters.compare === 'true' ? rangeBefore(range) : undefined;
  return { range, before, by, owners: await reachAskedFor(context, filters.ownerId, filters.teamOf), today };
}

export const isFine = ({ by }: Asked): boolean => by === 'day' || by === 'week';
export const rangesOf = ({ range, before }: Asked): Range[] => (before ? [range, before] : [range]);

/** Amounts by the names that callers know. */
export type Values = Record<string, bigint>;
/** Rows of one range with what they add to a report. */
export interface Line {
  at: string;
  part: string;
  values: Values;
}

/** Lines from rows: amounts under the names that callers know; others are left out. */
export function linesOf(
  rows: readonly Row[],
  names: Readonly<Record<string, string>>,
  partOf: (row: Row) => string = ({ part }) => part,
): Line[] {
  return rows.map((row) => ({
    at: row.at,
    part: partOf(row),
    values: Object.fromEntries(
      [...row.amounts].flatMap(([name, amount]) => (names[name] ? [[names[name], amount]] : [])),
    ),
  }));
}

/** How the values that were added up become those of the answer: the same, unless said otherwise. */
export type Finish = (values: Values) => Values;

/** The report of the lines of a range, and of those of the range before. */
export async function report<const Name extends string>(
  context: Context,
  { range, before, by }: Asked,
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

/** The organization's numbers are on their way to other settings. */
export async function isRecounting(context: Context): Promise<boolean> {
  const key = recountKey(context.orgId);
  return (await getItem(context, key, { strong: false, ProjectionExpression: 'pk' })) !== undefined;
}

/** What lines come to, by the names that callers know. */
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
