import { createHash } from 'node:crypto';
import type { Column } from '#contract/lists/column.ts';
import { ProblemError } from '#contract/problem.ts';
import { listPartition, indexName } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { keyOf } from '../records/definition.ts';
import { positionFrom } from '../records/merged-lists.ts';
import { allList, trashList } from '../records/stored.ts';
import { isTooOld, readFeed, type FeedPosition } from './feed.ts';
import { ListDatabase } from './list-database.ts';
import { listAttributes, listRecordOf, type ListItem } from './list-record.ts';
import type { ListSubject } from './list-subject.ts';

/** A database with its position in the feed. */
interface Warm {
  database: ListDatabase;
  position: FeedPosition;
  columnsHash: string;
}

/** Databases of this instance, least recently used first. */
const warm = new Map<string, Warm>();
/** The latest request for each database. Requests for the same database wait for each other. */
const updates = new Map<string, Promise<unknown>>();
const databasesMax = 20;

/** Maximum number of changed records that a request reads, unless the answer would be older than `ageMaxMs`. */
const catchUpMax = 2_000;
const ageMaxMs = 60_000;
/** How long a request reads changes. After that, it fails and can be repeated: the next one continues. */
const catchUpMs = 10_000;
/** Index entries are assumed to become visible at most this long after their record is written. */
const indexLagMs = 15 * 60_000;

/** An answer with the time whose changes it includes. Later changes can be included too. */
export interface Dated<Answer> {
  answer: Answer;
  asOf: string;
}

/**
 * Answers a question about all records of a type, including every change that was appended to the feed before the call.
 * If there are very many changes, the answer can be up to a minute old. `alsoRead` contains ids of records that the
 * caller has just written. They are read even if the feed doesn't contain them yet. Throws `unavailable` if a long
 * absence can't be made up for in one request.
 */
export async function askList<Answer>(
  session: Session,
  subject: ListSubject,
  ask: (database: ListDatabase) => Answer,
  alsoRead: readonly string[] = [],
): Promise<Dated<Answer>> {
  const name = `${subject.orgId} ${subject.definition.type.name}`;
  const previous = updates.get(name) ?? Promise.resolve();
  const update = previous
    .catch(() => undefined)
    .then(async () => {
      const known = warm.get(name);
      // Not in the map during the update, so that a request for another list can't evict it.
      warm.delete(name);
      const current = known && !isTooOld(known.position) ? known : await readAll(session, subject);
      if (known && known !== current) known.database.close();
      try {
        const asOf = await catchUp(session, subject, current);
        await refresh(session, subject, current.database, alsoRead);
        return { answer: ask(current.database), asOf };
      } finally {
        // A database whose update failed stays as it was at its position.
        warm.set(name, current);
        evict();
      }
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

/** Applies changed columns and the changes in the feed. Returns the time whose changes the database then includes. */
async function catchUp(session: Session, subject: ListSubject, current: Warm): Promise<string> {
  const { orgId, definition } = subject;
  const columnsHash = hashOf([...subject.columns.values()]);
  if (current.columnsHash !== columnsHash) {
    current.database = current.database.withColumns([...subject.columns.values()]);
    current.columnsHash = columnsHash;
  }
  const startedAt = Date.now();
  for (let count = 0; ;) {
    const page = await readFeed(session, orgId, current.position, catchUpMax);
    const ids = page.entries.flatMap(({ type, id }) => (type === definition.type.name ? [id] : []));
    await refresh(session, subject, current.database, ids);
    current.position = page.position;
    count += page.entries.length;
    const isRecent = Date.now() - Date.parse(page.asOf) <= ageMaxMs;
    if (page.isWhole || (count >= catchUpMax && isRecent)) return page.asOf;
    if (Date.now() - startedAt > catchUpMs) throw new ProblemError('unavailable');
  }
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
async function readAll(session: Session, subject: ListSubject): Promise<Warm> {
  const { orgId, definition } = subject;
  const columns = [...subject.columns.values()];
  const through = new Date(Date.now() - indexLagMs).toISOString();
  const database = ListDatabase.create(columns);
  for (const list of [allList, trashList])
    for await (const ids of idsIn(session, listPartition(orgId, definition.type.name, list)))
      await refresh(session, subject, database, ids);
  return { database, position: { through, seen: new Set() }, columnsHash: hashOf(columns) };
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
