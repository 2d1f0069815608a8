import type { activities as resource, ListedActivity } from '#contract/activity.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Page } from '#contract/page.ts';
import { kindInRow, listedFrom, withUserNames, type Listed } from '#data/entries/activity.ts';
import type { Context } from '#data/organization/context.ts';
import { dateAfter, startOfDay } from '#data/values/day.ts';
import { activitiesPartition } from '#data/store/keys.ts';
import {
  mergedListsMax,
  narrowChunk,
  readMergedPage,
  type KeySpan,
  type MergedLists,
  type Filter,
} from '#data/records/merged-lists.ts';
import { isBackfilled } from '#data/records/backfilled.ts';
import { ownersCountedMax, totalOf } from '#data/records/counters.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { requestedOwners, type Owners } from '#data/records/read.ts';
import { readVisible, titleOf } from '#data/records/visible.ts';

type Input = InputOf<(typeof resource)['operations']['listAll']>;

/** Lists activities across records, newest first. */
export async function listAll(context: Context, input: Input): Promise<Page<ListedActivity>> {
  const { limit = limits.pageSizeDefault, kind, userId, teamOf: headId, dateFrom, dateTo } = input;
  const hash = listHash(['all activities', kind, userId, headId, dateFrom, dateTo]);
  const start = decodeCursor(hash, input.cursor);
  const people = await requestedOwners(context, userId, headId);
  const { entries, next } = await readMergedPage(context, listsOf(context, input, people), limit, start);
  const isWhole = next === undefined && start === undefined;
  const counted = isWhole || kind || dateFrom || dateTo ? undefined : await countOf(context, people);
  return {
    items: await withRecordTitles(context, entries.map(listedFrom)),
    ...(next ? { nextCursor: encodeCursor(hash, next) } : {}),
    total: Math.max(entries.length, counted ?? 0),
    totalIsExact: isWhole || counted !== undefined,
  };
}

const withActivities = Object.values(recordDefinitions).filter(({ type }) => type.hasActivities);

/**
 * The number of activities of all people or of some. Undefined for a very large team, and until all activities of
 * earlier releases are counted.
 */
async function countOf(context: Context, people: Owners): Promise<number | undefined> {
  if (people !== 'all' && people.length > ownersCountedMax) return undefined;
  const done = await Promise.all(withActivities.map((definition) => isBackfilled(context, definition)));
  if (done.includes(false)) return undefined;
  return totalOf({ type: { name: 'activity' } }, context, people);
}

function listsOf(context: Context, { kind, ...days }: Input, people: Owners): MergedLists {
  const { orgId, settings } = context;
  const isMerged = people !== 'all' && people.length <= mergedListsMax;
  const among = people === 'all' || isMerged ? undefined : doneBy(people);
  const filter = (kind ?? among) ? kindFilter(kind ?? [], among) : undefined;
  return {
    ...(isMerged
      ? { index: 'g1', partitions: people.map((id) => activitiesPartition(orgId, id)) }
      : { index: 'g2', partitions: [activitiesPartition(orgId)] }),
    descending: true,
    span: spanOf(settings.timeZone, days),
    filter,
    // A date range usually contains few activities, so fewer are read at a time.
    ...((days.dateFrom ?? days.dateTo) ? { chunk: narrowChunk } : {}),
  };
}

function kindFilter(kinds: NonNullable<Input['kind']>, among: Filter['among']): Filter {
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
const spanOf = (timeZone: string, { dateFrom, dateTo }: Pick<Input, 'dateFrom' | 'dateTo'>): KeySpan => ({
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
