import type { Status } from '#contract/status.ts';
import type { Context } from '#data/organization/context.ts';
import { dateIn } from '#data/values/day.ts';
import { allAttribute, closedAttribute, dayAttribute, valueAttribute } from '#data/counters/groups.ts';
import { groupsOf, readCounters, readMonths } from '#data/records/counters.ts';
import { stageSums, sumsGroup, wonGroup, wonSums, yearOf, type StageSums } from '#data/counters/deal-sums.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import type { Owners } from '#data/records/read.ts';

/** Two weeks cover the current week and the whole week before. */
const days = 14;

/**
 * Number of records of a type by status and by week and day of creation, and of leads by the month in which they were
 * closed, summed over owners.
 */
export async function countedRecords(
  context: Context,
  definition: RecordDefinition,
  owners: Owners,
  statuses: readonly Status[],
) {
  const groups = groupsOf(owners);
  const today = dateIn(context.settings.timeZone, context.now);
  const dates = lastDates(today, days);
  // The last two weeks are within these two months.
  const months = lastMonths(today).toReversed();
  const [whole, byMonth] = await Promise.all([
    readCounters(definition, context, groups),
    Promise.all(groups.map((group) => readMonths(definition, context, group, months))),
  ]);
  const sum = (counters: readonly (Record<string, number> | undefined)[], attribute: string): number =>
    counters.reduce((total, counter) => total + (counter?.[attribute] ?? 0), 0);
  const inMonth = (date: string, attribute: string): number =>
    sum(
      byMonth.map((counters) => counters[months.indexOf(date.slice(0, 7))]),
      attribute,
    );
  const perDay = dates.map((date) => ({ date, count: inMonth(date, dayAttribute(date.slice(8))) }));
  const [closedLastMonth = 0, closedThisMonth = 0] = months.map((month) => inMonth(month, closedAttribute));
  const total = (part: typeof perDay) => part.reduce((all, { count }) => all + count, 0);
  const sinceMonday = (new Date(`${dates.at(-1) ?? ''}T00:00:00Z`).getUTCDay() + 6) % 7;
  return {
    counts: {
      total: sum(whole, allAttribute),
      newThisWeek: total(perDay.slice(-(sinceMonday + 1))),
      newLastWeek: total(perDay.slice(-(sinceMonday + 8), -(sinceMonday + 1))),
      byStatus: statuses.map(({ id }) => ({ statusId: id, count: sum(whole, valueAttribute(id)) })),
    },
    perDay,
    closed: { closedThisMonth, closedLastMonth },
  };
}

/** Number of records of a type created this month and last month, summed over owners. */
export async function createdByMonth(context: Context, definition: RecordDefinition, owners: Owners) {
  const months = lastMonths(dateIn(context.settings.timeZone, context.now)).toReversed();
  const byOwner = await Promise.all(
    groupsOf(owners).map((group) => readMonths(definition, context, group, months)),
  );
  const [newLastMonth = 0, newThisMonth = 0] = months.map((_, place) =>
    byOwner.reduce((total, counters) => total + createdIn(counters[place] ?? {}), 0),
  );
  return { newThisMonth, newLastMonth };
}

/** The number of records created in the month of a counter, on all its days. */
const createdIn = (counter: Readonly<Record<string, number>>): number =>
  dayAttributes.reduce((total, day) => total + (counter[day] ?? 0), 0);
const dayAttributes = Array.from({ length: 31 }, (_, day) => dayAttribute(String(day + 1).padStart(2, '0')));

/** The last `count` calendar dates up to and including `date`, oldest first. */
function lastDates(date: string, count: number): string[] {
  const end = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}

/**
 * Number and value of deals in the pipelines in use, by stage and for all open stages together, and of all deals won
 * this month and last month.
 */
export async function countedDeals(context: Context, owners: Owners) {
  const { timeZone, pipelines: all } = context.settings;
  const pipelines = all.filter(({ retired }) => !retired);
  const months = lastMonths(dateIn(timeZone, context.now));
  const years = [...new Set(months.map(yearOf))];
  const of = (group: (ownerId?: string) => string): string[] =>
    owners === 'all' ? [group()] : owners.map((ownerId) => group(ownerId));
  const blocks = [
    ...pipelines.map(({ id }) => of((ownerId) => sumsGroup(id, ownerId))),
    ...years.map((year) => of((ownerId) => wonGroup(year, ownerId))),
  ];
  const counters = await readCounters(dealRecords, context, blocks.flat());
  const size = blocks[0]?.length ?? 0;
  const block = (index: number) => counters.slice(index * size, (index + 1) * size);
  const byPipeline = pipelines.map(({ id, stages }, index) => ({
    pipelineId: id,
    stages: stages.filter(({ retired }) => !retired).map((stage) => stageSums(block(index), stage)),
  }));
  const won = (month: string) => wonSums(block(pipelines.length + years.indexOf(yearOf(month))), month);
  const [thisMonth, lastMonth] = months;
  const open = new Set(
    pipelines.flatMap(({ stages }) => stages).flatMap(({ id, meaning }) => (meaning === 'open' ? id : [])),
  );
  return {
    open: added(byPipeline.flatMap(({ stages }) => stages.filter(({ stageId }) => open.has(stageId)))),
    wonThisMonth: won(thisMonth),
    wonLastMonth: won(lastMonth),
    pipelines: byPipeline,
  };
}

/** The month of a date and the month before it, YYYY-MM. */
function lastMonths(date: string): [string, string] {
  const month = date.slice(0, 7);
  const before = new Date(Date.parse(`${month}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);
  return [month, before];
}

function added(sums: readonly StageSums[]): Omit<StageSums, 'stageId'> {
  const total = (of: (sums: StageSums) => number): number =>
    Math.min(
      Number.MAX_SAFE_INTEGER,
      sums.reduce((all, each) => all + of(each), 0),
    );
  return {
    count: total(({ count }) => count),
    sumMinor: total(({ sumMinor }) => sumMinor),
    weightedMinor: total(({ weightedMinor }) => weightedMinor),
  };
}
