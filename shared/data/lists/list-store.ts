import { createHash } from 'node:crypto';
import type { Column } from '#contract/lists/column.ts';
import { listPartition, indexName } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { keyOf } from '../records/definition.ts';
import { positionFrom } from '../records/merged-lists.ts';
import { allList, trashList } from '../records/stored.ts';
import { readFeed } from './feed.ts';
import { ListDatabase } from './list-database.ts';
import { listAttributes, listRecordOf, type ListItem } from './list-record.ts';
import type { ListSubject } from './list-subject.ts';

/** A database that contains every change that was appended to the feed before `through`. */
interface Warm {
  database: ListDatabase;
  through: string;
  columnsHash: string;
}

/** Databases of this instance, least recently used first. */
const warm = new Map<string, Warm>();
/** The latest request for each database. Requests for the same database wait for each other. */
const updates = new Map<string, Promise<unknown>>();
const databasesMax = 20;

/** A database that has missed changes to more records than this, of any type, is built again. */
const catchUpMax = 2_000;
/** Index entries are assumed to become visible at most this long after their record is written. */
const indexLagMs = 15 * 60_000;

/**
 * Answers a question about all records of a type, including every change that was appended to the feed before the call.
 * `alsoRead` contains ids of records that the caller has just written. They are read even if the feed doesn't contain
 * them yet.
 */
export async function askList<Answer>(
  session: Session,
  subject: ListSubject,
  ask: (database: ListDatabase) => Answer,
  alsoRead: readonly string[] = [],
): Promise<Answer> {
  const name = `${subject.orgId} ${subject.definition.type.name}`;
  const previous = updates.get(name) ?? Promise.resolve();
  const update = previous
    .catch(() => undefined)
    .then(async () => {
      const known = warm.get(name);
      // Not in the map during the update: a failed update can leave the database closed, and a request for another
      // list could evict it.
      warm.delete(name);
      const current = await upToDate(session, subject, known);
      await refresh(session, subject, current.database, alsoRead);
      warm.set(name, current);
      evict();
      return ask(current.database);
    });
  updates.set(name, update);
  try {
    return await update;
  } finally {
    if (updates.get(name) === update) updates.delete(name);
  }
}

function evict(): void {
  for (const [name, { database }] of warm) {
    if (warm.size <= databasesMax) return;
    database.close();
    warm.delete(name);
  }
}

/** Brings a database up to date, or builds it if there is none or if it has missed too many changes. */
async function upToDate(session: Session, subject: ListSubject, known: Warm | undefined): Promise<Warm> {
  const columnsHash = hashOf([...subject.columns.values()]);
  const start = known ?? (await readAll(session, subject, columnsHash));
  const feed = await readFeed(session, subject.orgId, start.through, known ? catchUpMax : Infinity);
  if (feed === 'tooMany') {
    start.database.close();
    return upToDate(session, subject, undefined);
  }
  const ids = feed.entries.flatMap(({ type, id }) => (type === subject.definition.type.name ? [id] : []));
  const database =
    start.columnsHash === columnsHash
      ? start.database
      : start.database.withColumns([...subject.columns.values()]);
  await refresh(session, subject, database, ids);
  return { database, through: feed.through, columnsHash };
}

/** Identifies how columns are stored. */
const hashOf = (columns: readonly Column[]): string =>
  createHash('sha256')
    .update(JSON.stringify(columns.map(({ name, kind }) => [name, kind])))
    .digest('base64url');

/** Replaces records in the database with their current state in the table, and removes those that no longer exist. */
async function refresh(
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

/** Builds a database: reads ids from the index lists of all records and of the trash, and the records by key. */
async function readAll(session: Session, subject: ListSubject, columnsHash: string): Promise<Warm> {
  const { orgId, definition, columns } = subject;
  const through = new Date(Date.now() - indexLagMs).toISOString();
  const database = ListDatabase.create([...columns.values()]);
  for (const list of [allList, trashList])
    for await (const ids of idsIn(session, listPartition(orgId, definition.type.name, list)))
      await refresh(session, subject, database, ids);
  return { database, through, columnsHash };
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
