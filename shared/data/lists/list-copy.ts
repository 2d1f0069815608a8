import { createHash } from 'node:crypto';
import type { Column } from '#contract/lists/column.ts';
import { ProblemError } from '#contract/problem.ts';
import { slotsOf } from '../custom-fields/slots.ts';
import { keyOf } from '../records/definition.ts';
import { positionFrom } from '../records/merged-lists.ts';
import { projectionHash } from '../records/projection-hash.ts';
import { allList, trashList } from '../records/stored.ts';
import { indexName, listPartition } from '../store/keys.ts';
import { writeLog } from '../store/log.ts';
import { getItems, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { changesTogether, feedSince, positionAt, readFeed, type FeedPosition } from './feed.ts';
import { ListDatabase } from './list-database.ts';
import { listAttributes, listRecordOf, type ListItem } from './list-record.ts';
import type { ListSubject } from './list-subject.ts';

/** All records of a list in memory, as of a position in the organization's feed. */
export interface ListCopy {
  database: ListDatabase;
  position: FeedPosition;
  /** Identifies the columns and how they are derived from records. */
  layout: string;
  /** Number of changed records that were applied since the copy was opened. */
  changes: number;
}

/**
 * Increase it when the tables of `ListDatabase` change, or how columns, sort keys and search texts are derived from
 * records.
 */
const layoutVersion = 9;

export const columnsIn = ({ columns, sharedColumns = columns }: ListSubject): Column[] => [
  ...sharedColumns.values(),
];

/** The layout of a list that is opened now. */
export function layoutOf(subject: ListSubject): string {
  const columns = columnsIn(subject).map(({ name, kind }) => [name, kind]);
  const { definition, settings } = subject;
  const basis = definition.computed?.basis(settings);
  const slots = slotsOf(settings, definition.type.name);
  const parts = [layoutVersion, projectionHash(definition), columns, basis, slots];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

interface Bounds {
  /** Stop after about this many changed records, unless the copy is then older than `ageMaxMs`. */
  recordsMax: number;
  ageMaxMs: number;
  /** Fail after this time (epoch milliseconds). Changes that were applied by then are kept. */
  until: number;
}

/**
 * Applies the changes in the feed. Returns the time whose changes the copy then includes. Throws `unavailable` if there
 * are more than can be read in time.
 */
export async function catchUp(
  session: Session,
  subject: ListSubject,
  copy: ListCopy,
  { recordsMax, ageMaxMs, until }: Bounds,
): Promise<string> {
  for (let count = 0; ;) {
    const page = await readFeed(session, subject.orgId, copy.position, Math.min(recordsMax, changesTogether));
    const ids = page.entries.flatMap(({ type, id }) => (type === subject.definition.type.name ? [id] : []));
    await refresh(session, subject, copy.database, ids);
    copy.position = page.position;
    copy.changes += ids.length;
    count += page.entries.length;
    const isRecent = Date.now() - Date.parse(page.asOf) <= ageMaxMs;
    if (page.isWhole || (count >= recordsMax && isRecent)) return page.asOf;
    if (Date.now() > until) throw new ProblemError('unavailable');
  }
}

/** The ids of the records of a list that have changed after a position in the feed. */
export async function changedSince(
  session: Session,
  { orgId, definition }: ListSubject,
  start: FeedPosition,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { entries } of feedSince(session, orgId, start))
    for (const { type, id } of entries) if (type === definition.type.name) ids.add(id);
  return ids;
}

/**
 * Replaces records in the database with their current state in the table, and removes those that no longer exist,
 * were merged into others or can't be read.
 */
export async function refresh(
  session: Session,
  subject: ListSubject,
  database: ListDatabase,
  ids: readonly string[],
  { strong = true }: { strong?: boolean } = {},
): Promise<void> {
  if (ids.length === 0) return;
  const { orgId, definition } = subject;
  const keys = ids.map((id) => keyOf(definition, orgId, id));
  const options = { ...listAttributes(definition), strong };
  const found = await getItems<ListItem>({ ...session, prefetched: new Map() }, keys, options);
  const items = found.map((item) => (item?.mergedInto === undefined ? item : undefined));
  const records = items.map((item) => item && listRecordOf(subject, item));
  const unreadable = [
    ...database.put(records.filter((record) => record !== undefined)),
    ...ids.filter((_, at) => items[at] && !records[at]),
  ];
  for (const id of unreadable)
    writeLog({
      level: 'error',
      message: 'record unreadable in lists',
      orgId,
      type: definition.type.name,
      id,
    });
  database.remove([...unreadable, ...ids.filter((_, at) => !items[at])]);
}

/** Index entries are assumed to become visible at most this long after their record is written. */
const indexLagMs = 15 * 60_000;

/**
 * Reads a copy from the table: ids from the index lists of all records and of the trash, and the records by key.
 * Undefined if there are more than `recordsMax` records. Everything of the last 15 minutes is read again from the feed,
 * so eventually consistent reads are enough.
 */
export async function copyOfTable(
  session: Session,
  subject: ListSubject,
  recordsMax: number,
): Promise<ListCopy | undefined> {
  const { orgId, definition } = subject;
  const through = new Date(Date.now() - indexLagMs).toISOString();
  const database = ListDatabase.create(columnsIn(subject));
  let count = 0;
  for (const list of [allList, trashList])
    for await (const ids of idsIn(session, listPartition(orgId, definition.type.name, list))) {
      count += ids.length;
      if (count > recordsMax) {
        database.close();
        return undefined;
      }
      await refresh(session, subject, database, ids, { strong: false });
    }
  const position = positionAt(through);
  return { database, position, layout: layoutOf(subject), changes: 0 };
}

async function* idsIn(session: Session, partition: string): AsyncGenerator<string[]> {
  let start: Record<string, unknown> | undefined;
  do {
    const { items, lastKey } = await query<{ g1sk: string }>(session, {
      IndexName: indexName('g1'),
      KeyConditionExpression: 'g1pk = :pk',
      ExpressionAttributeValues: { ':pk': partition },
      ProjectionExpression: 'g1sk',
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    yield items.map(({ g1sk }) => positionFrom(g1sk).id);
    start = lastKey;
  } while (start);
}
