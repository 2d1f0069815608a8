import type { ListedActivity } from '#contract/logged-activity.ts';
import type { Context } from '../organization/context.ts';
import { doneAttribute } from '../counters/planned-facts.ts';
import { activityRecords } from '../records/activity.ts';
import { areActivitiesCounted, isBackfilled } from '../records/backfilled.ts';
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
import { isVisible, readReach, readScope, type Owners } from '../records/read.ts';
import { readVisible, titleOf, type Named } from '../records/visible.ts';
import { activitiesPartition, indexName } from '../store/keys.ts';
import { query, type Item } from '../store/table.ts';
import { dateAfter, startOfDay } from '../values/day.ts';
import { listedFrom, rowTests, type Listed, type RowFilters, type RowTest } from './activity-row.ts';
import { withUserNames } from './activity.ts';

/** Filters of activities across records. Both days are included. */
interface ActivityFilters extends RowFilters {
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
  const rows = entries.map((entry) => listedFrom(context.settings, entry));
  return { items: await withRecordTitles(context, rows), next };
}

/** Whether the caller can read planned activities at all. Reports have none of them otherwise. */
const readsPlanned = (context: Context): boolean => readScope(activityRecords, context) !== undefined;

const withActivities = Object.values(recordDefinitions).filter(({ type }) => type.hasActivities);

/** Maximum number of activities that are counted one by one. */
const countedOneByOne = 5_000;

/**
 * The number of activities of all people or of some. Undefined for a very large team, and for large lists until the
 * activities of earlier releases are counted.
 */
export async function countActivities(context: Context, people: Owners): Promise<number | undefined> {
  if (people !== 'all' && people.length > ownersCountedMax) return undefined;
  const done = await Promise.all([
    ...withActivities.map((definition) => areActivitiesCounted(context, definition)),
    isBackfilled(context, activityRecords),
  ]);
  if (done.includes(false)) return countOneByOne(context, people);
  const [logged, planned] = await Promise.all([
    totalOf({ type: { name: 'loggedActivity' } }, context, people),
    readsPlanned(context) ? totalOf(activityRecords, context, people, doneAttribute) : 0,
  ]);
  return logged + planned;
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

function listsOf(
  context: Context,
  { dateFrom, dateTo, ...of }: ActivityFilters,
  people: Owners,
): MergedLists {
  const { settings } = context;
  const isMerged = people !== 'all' && people.length <= mergedListsMax;
  const among = people === 'all' || isMerged ? undefined : doneBy(people);
  const tests = rowTests(settings, readsPlanned(context) ? of : { ...of, onlyLogged: true });
  return {
    ...partitionsOf(context, isMerged ? people : 'all'),
    descending: true,
    span: spanOf(settings.timeZone, { dateFrom, dateTo }),
    filter: tests || among ? filterOf(tests, among) : undefined,
    // A date range usually contains few activities, so fewer are read at a time.
    ...((dateFrom ?? dateTo) ? { chunk: narrowChunk } : {}),
  };
}

/** The texts that a row must contain, or not: one of the tests of each filter must hold. */
function filterOf(tests: readonly RowTest[][] = [], among: Filter['among']): Filter {
  const values: Record<string, string> = {};
  const contains = (text: string): string => {
    const name = `:k${Object.keys(values).length}`;
    values[name] = text;
    return `contains(#row, ${name})`;
  };
  const expression = tests
    .map((alternatives) =>
      alternatives
        .map(({ has, lacks }) =>
          [...(has ? [contains(has)] : []), ...(lacks ? [`NOT ${contains(lacks)}`] : [])].join(' AND '),
        )
        .join(' OR '),
    )
    .map((alternatives) => `(${alternatives})`)
    .join(' AND ');
  return { expression: expression || undefined, values, among };
}

function doneBy(people: readonly string[]): Filter['among'] {
  const userIds = new Set(people);
  return ({ row }) => userIds.has((JSON.parse(row) as { userId: string }).userId);
}

/**
 * The range of sort keys for the days. Both of its ends are included, but keys have a suffix after the timestamp, so
 * none equals the start of the day after `dateTo`.
 */
const spanOf = (
  timeZone: string,
  { dateFrom, dateTo }: Pick<ActivityFilters, 'dateFrom' | 'dateTo'>,
): KeySpan => ({
  ...(dateFrom ? { from: startOfDay(timeZone, dateFrom) } : {}),
  ...(dateTo ? { to: startOfDay(timeZone, dateAfter(dateTo)) } : {}),
});

/**
 * Adds the current names of users and titles of records. If the caller can't access the record of an activity, or the
 * record is in the trash, the activity is returned without its title and without reference to the record. So is a planned
 * one of somebody whose activities the caller can't access.
 */
async function withRecordTitles(context: Context, rows: readonly Listed[]): Promise<ListedActivity[]> {
  const readsLogged = context.scopeFor('activity:read') !== undefined;
  const plansSeen = readReach(activityRecords, context);
  const isSeen = ({ wasPlanned, userId }: Listed): boolean =>
    wasPlanned ? isVisible({ ownerId: userId }, plansSeen) : readsLogged;
  const records = await readVisible(
    context,
    rows.flatMap((row) => (isSeen(row) ? namedIn(row) : [])),
    { strong: false },
  );
  const named = await withUserNames(context, rows);
  return named.map((row) => {
    const { title, recordType, recordId, ...shown } = row;
    if (!isSeen(row)) return shown;
    if (recordType === undefined || recordId === undefined) return { ...shown, title };
    const record = records.get(recordId);
    return record
      ? { ...shown, title, recordType, recordId, recordTitle: titleOf(recordType, record) }
      : shown;
  });
}

/** The record that an activity is about. */
const namedIn = ({ recordType: type, recordId: id }: Listed): Named[] =>
  type === undefined || id === undefined ? [] : [{ type, id }];
