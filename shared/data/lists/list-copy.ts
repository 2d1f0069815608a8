import { createHash } from 'node:crypto';
import type { Column } from '#contract/lists/column.ts';
import { ProblemError } from '#contract/problem.ts';
import { keyOf } from '../records/definition.ts';
import { positionFrom } from '../records/merged-lists.ts';
import { projectionHash } from '../records/projection-hash.ts';
import { allList, trashList } from '../records/stored.ts';
import { indexName, listPartition } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { readFeed, type FeedPosition } from './feed.ts';
import { ListDatabase } from './list-database.ts';
import { listAttributes, listRecordOf, searchTextIn, type ListItem } from './list-record.ts';
import type { ListSubject } from './list-subject.ts';

/** All records of a list in memory, as of a position in the organization's feed. */
export interface ListCopy {
  database: ListDatabase;
  position: FeedPosition;
  /** Identifies the columns and how they are derived from records. */
  layout: string;
}

/** Increase it when the tables of `ListDatabase` change, or how `cellOf` derives the values of columns. */
const layoutVersion = 1;

export const columnsIn = ({ columns }: ListSubject): Column[] => [...columns.values()];

/** The layout of a list that is opened now. */
export function layoutOf(subject: ListSubject): string {
  const columns = columnsIn(subject).map(({ name, kind }) => [name, kind]);
  const parts = [layoutVersion, projectionHash(subject.definition), columns];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}

/** Derives the columns anew if custom fields have changed since. */
export function adapt(copy: ListCopy, subject: ListSubject): void {
  const layout = layoutOf(subject);
  if (copy.layout === layout) return;
  copy.database = copy.database.withColumns(columnsIn(subject), (source) =>
    searchTextIn(subject.definition, source),
  );
  copy.layout = layout;
}

interface Bounds {
  /** Stop after about this many changed records, unless the copy is then older than `ageMaxMs`. */
  recordsMax: number;
  ageMaxMs: number;
  /** Fail after this time. Changes that were applied by then are kept. */
  timeMs: number;
}

/**
 * Applies the changes in the feed. Returns how many records changed, and the time whose changes the copy then includes.
 * Throws `unavailable` if there are more than can be read in the given time.
 */
export async function catchUp(
  session: Session,
  subject: ListSubject,
  copy: ListCopy,
  { recordsMax, ageMaxMs, timeMs }: Bounds,
): Promise<{ count: number; asOf: string }> {
  const startedAt = Date.now();
  for (let count = 0; ;) {
    const page = await readFeed(session, subject.orgId, copy.position, Math.min(recordsMax, recordsTogether));
    const ofType = page.entries.filter(({ type }) => type === subject.definition.type.name);
    await refresh(
      session,
      subject,
      copy.database,
      ofType.map(({ id }) => id),
    );
    copy.position = page.position;
    count += page.entries.length;
    const isRecent = Date.now() - Date.parse(page.asOf) <= ageMaxMs;
    if (page.isWhole || (count >= recordsMax && isRecent)) return { count, asOf: page.asOf };
    if (Date.now() - startedAt > timeMs) throw new ProblemError('unavailable');
  }
}

/** Number of records that are read and written together. */
const recordsTogether = 2_000;

/** Replaces records in the database with their current state in the table, and removes those that no longer exist. */
export async function refresh(
  session: Session,
  { orgId, definition }: ListSubject,
  database: ListDatabase,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const keys = ids.map((id) => keyOf(definition, orgId, id));
  const items = await getItems<ListItem>({ ...session, prefetched: new Map() }, keys, listAttributes);
  database.put(items.flatMap((item) => (item ? [listRecordOf(definition, item)] : [])));
  database.remove(ids.filter((_, at) => !items[at]));
}

/** Index entries are assumed to become visible at most this long after their record is written. */
const indexLagMs = 15 * 60_000;

/** Reads a copy from the table: ids from the index lists of all records and of the trash, and the records by key. */
export async function copyOfTable(session: Session, subject: ListSubject): Promise<ListCopy> {
  const { orgId, definition } = subject;
  const through = new Date(Date.now() - indexLagMs).toISOString();
  const database = ListDatabase.create(columnsIn(subject));
  for (const list of [allList, trashList])
    for await (const ids of idsIn(session, listPartition(orgId, definition.type.name, list)))
      await refresh(session, subject, database, ids);
  return { database, position: { through, seen: new Set() }, layout: layoutOf(subject) };
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
