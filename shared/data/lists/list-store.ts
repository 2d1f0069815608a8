import { createHash } from 'node:crypto';
import type { Column } from '#contract/lists/column.ts';
import { listPartition, indexName } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import { positionFrom } from '../records/merged-lists.ts';
import { allList, trashList } from '../records/stored.ts';
import { readFeed } from './feed.ts';
import { ListDatabase } from './list-database.ts';
import { listAttributes, listRecordOf, type ListItem } from './list-record.ts';

/** The records of one type of one organization. */
export interface ListSubject {
  orgId: string;
  definition: RecordDefinition;
  columns: readonly Column[];
}

/** A database with all records as of `through`. */
interface Warm {
  database: ListDatabase;
  through: string;
  columnsHash: string;
}

/** Databases of this instance, least recently used first. Each request updates them one after the other. */
const warm = new Map<string, Warm>();
const updates = new Map<string, Promise<unknown>>();
const databasesMax = 20;

/** Maximum number of changed records that a request reads. */
const catchUpMax = 2_000;
/** Index entries can become visible this long after the record they belong to. */
const indexLagMs = 15 * 60_000;

/**
 * Answers a question about all records of a type, including every change that was appended to the feed before the call.
 * `alsoRead` names records that the caller has just written, which are read even if the feed doesn't contain them yet.
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
      // Not shared while it is updated: a failed update can leave it closed, and others must not evict it.
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

/** A new database applies the feed without a limit. One that is too far behind is built again. */
async function upToDate(session: Session, subject: ListSubject, known: Warm | undefined): Promise<Warm> {
  const columnsHash = hashOf(subject.columns);
  const start = known ?? (await readAll(session, subject, columnsHash));
  const feed = await readFeed(session, subject.orgId, start.through, known ? catchUpMax : Infinity);
  if (feed === 'tooMany') {
    start.database.close();
    return upToDate(session, subject, undefined);
  }
  const ids = feed.entries.flatMap(({ type, id }) => (type === subject.definition.type.name ? [id] : []));
  const database =
    start.columnsHash === columnsHash ? start.database : start.database.withColumns(subject.columns);
  await refresh(session, subject, database, ids);
  return { database, through: feed.through, columnsHash };
}

const hashOf = (columns: readonly Column[]): string =>
  createHash('sha256').update(JSON.stringify(columns)).digest('base64url');

/** Reads records by key. What it reads replaces what the database holds; missing records are removed. */
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

/** Builds a database from the table: ids from the list of all records and the trash, records by key. */
async function readAll(session: Session, subject: ListSubject, columnsHash: string): Promise<Warm> {
  const { orgId, definition, columns } = subject;
  const through = new Date(Date.now() - indexLagMs).toISOString();
  const database = ListDatabase.create(columns);
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
