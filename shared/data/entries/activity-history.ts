import type { Activity, ListedActivity } from '#contract/logged-activity.ts';
import type { Context } from '../organization/context.ts';
import { areActivitiesCounted } from '../records/backfilled.ts';
import { ownersCountedMax, totalOf } from '../records/counters.ts';
import type { Position } from '../records/cursor.ts';
import { recordDefinitions } from '../records/definitions.ts';
import {
  mergedListsMax,
  narrowChunk,
  readMergedPage,
  type Filter,
  type KeySpan,
  type MergedLists,
} from '../records/merged-lists.ts';
import type { Owners } from '../records/read.ts';
import { readVisible, titleOf } from '../records/visible.ts';
import { activitiesPartition, indexName } from '../store/keys.ts';
import { query, type Item } from '../store/table.ts';
import { dateAfter, startOfDay } from '../values/day.ts';
import { kindInRow, listedFrom, withUserNames, type Listed } from './activity.ts';

/** Filters of activities across records. Both days are included. */
interface ActivityFilters {
  kind?: readonly Activity['kind'][] | undefined;
  dateFrom?: string | undefined;
  dateTo?: string | undefined;
}

/**
 * Activities of these people across records, newest first: those after a position, and the position after which the
 * next page begins.
 */
export async function readActivities(
  context: Context,
  people: Owners,
  filters: ActivityFilters,
  limit: number,
  start?: Position,
): Promise<{ items: ListedActivity[]; next: Position | undefined }> {
  const { entries, next } = await readMergedPage(context, listsOf(context, filters, people), limit, start);
  return { items: await withRecordTitles(context, entries.map(listedFrom)), next };
}

const withActivities = Object.values(recordDefinitions).filter(({ type }) => type.hasActivities);

/** Maximum number of activities that are counted one by one. */
const countedOneByOne = 5_000;

/**
 * The number of activities of all people or of some. Undefined for a very large team, and for large lists until the
 * activities of earlier releases are counted.
 */
export async function countActivities(context: Context, people: Owners): Promise<number | undefined> {
  if (people !== 'all' && people.length > ownersCountedMax) return undefined;
  const done = await Promise.all(
    withActivities.map((definition) => areActivitiesCounted(context, definition)),
  );
  return done.includes(false)
    ? countOneByOne(context, people)
    : totalOf({ type: { name: 'loggedActivity' } }, context, people);
}

/** Counts entries of the index, for the first minute of a stage and for the first backfill of an earlier one. */
async function countOneByOne(context: Context, people: Owners): Promise<number | undefined> {
  const { index, partitions } = partitionsOf(context, people);
  let total = 0;
  for (const partition of partitions) {
    let start: Item | undefined;
    do {
      const page: Awaited<ReturnType<typeof query>> = await query(context, {
        IndexName: indexName(index),
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': `${index}pk` },
        ExpressionAttributeValues: { ':pk': partition },
        Select: 'COUNT',
        Limit: countedOneByOne - total,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      total += page.scanned;
      if (total >= countedOneByOne) return undefined;
      start = page.lastKey;
    } while (start);
  }
  return total;
}

/** The lists of the activities of all people, or of some. */
const partitionsOf = ({ orgId }: Context, people: Owners) =>
  people === 'all'
    ? ({ index: 'g2', partitions: [activitiesPartition(orgId)] } as const)
    : ({ index: 'g1', partitions: people.map((id) => activitiesPartition(orgId, id)) } as const);

function listsOf(context: Context, { kind, ...days }: ActivityFilters, people: Owners): MergedLists {
  const { settings } = context;
  const isMerged = people !== 'all' && people.length <= mergedListsMax;
  const among = people === 'all' || isMerged ? undefined : doneBy(people);
  const filter = (kind ?? among) ? kindFilter(kind ?? [], among) : undefined;
  return {
    ...partitionsOf(context, isMerged ? people : 'all'),
    descending: true,
    span: spanOf(settings.timeZone, days),
    filter,
    // A date range usually contains few activities, so fewer are read at a time.
    ...((days.dateFrom ?? days.dateTo) ? { chunk: narrowChunk } : {}),
  };
}

function kindFilter(kinds: NonNullable<ActivityFilters['kind']>, among: Filter['among']): Filter {
  const tests = [...new Set(kinds)].map((kind, at) => [`:k${at}`, kindInRow(kind)] as const);
  return {
    expression: tests.map(([name]) => `contains(#row, ${name})`).join(' OR ') || undefined,
    values: Object.fromEntries(tests),
    among,
  };
}

function doneBy(people: readonly string[]): Filter['among'] {
  const userIds = new Set(people);
  return ({ row }) => userIds.has((JSON.parse(row) as { userId: string }).userId);
}

/**
 * The range of sort keys for the days. Both of its ends are included, but keys have a suffix after the timestamp, so
 * none equals the start of the day after `dateTo`.
 */
const spanOf = (timeZone: string, { dateFrom, dateTo }: Omit<ActivityFilters, 'kind'>): KeySpan => ({
  ...(dateFrom ? { from: startOfDay(timeZone, dateFrom) } : {}),
  ...(dateTo ? { to: startOfDay(timeZone, dateAfter(dateTo)) } : {}),
});

/**
 * Adds the current names of users and titles of records. If the caller can't access the record of an activity, or the
 * record is in the trash, the activity is returned without its title and without reference to the record.
 */
async function withRecordTitles(context: Context, rows: readonly Listed[]): Promise<ListedActivity[]> {
  const mayRead = context.scopeFor('activity:read') !== undefined;
  const records = await readVisible(
    context,
    mayRead ? rows.map(({ recordType, recordId }) => ({ type: recordType, id: recordId })) : [],
    { strong: false },
  );
  const named = await withUserNames(context, rows);
  return named.map(({ title, recordType, recordId, ...shown }) => {
    const record = records.get(recordId);
    return record
      ? { ...shown, title, recordType, recordId, recordTitle: titleOf(recordType, record) }
      : shown;
  });
}
