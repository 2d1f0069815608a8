import { ProblemError } from '#contract/problem.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import { positionFrom } from '../records/merged-lists.ts';
import type { RecordItem } from '../records/stored.ts';
import { indexName, listPartition } from '../store/keys.ts';
import type { FeedEntry } from '../store/list-feed.ts';
import { writeLog } from '../store/log.ts';
import { getItems, query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { CopyDatabase, CopySource } from './copy-source.ts';
import { changesTogether, feedSince, positionAt, readFeed, type FeedPosition } from './feed.ts';

/** Records in memory, as of a position in the organization's feed. */
export interface Copy<Database extends CopyDatabase> {
  database: Database;
  position: FeedPosition;
  /** The layout of the source from which it was made. */
  layout: string;
  /** Number of changed records that were applied since the copy was opened. */
  changes: number;
}

interface Bounds {
  /** Stop after about this many changed records, unless the copy is then older than `ageMaxMs`. */
  recordsMax: number;
  ageMaxMs: number;
  /** Fail after this time (epoch milliseconds). Changes that were applied by then are kept. */
  until: number;
}

/** Those of some records that a copy has. */
const entriesOf = <D extends CopyDatabase>(
  { definitions }: CopySource<D>,
  entries: readonly FeedEntry[],
): FeedEntry[] =>
  entries.filter(({ type }) => definitions.some((definition) => definition.type.name === type));

/**
 * Applies the changes in the feed. Returns the time whose changes the copy then includes. Throws `unavailable` if there
 * are more than can be read in time.
 */
export async function catchUp<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  copy: Copy<D>,
  { recordsMax, ageMaxMs, until }: Bounds,
): Promise<string> {
  for (let count = 0; ;) {
    const page = await readFeed(session, source.orgId, copy.position, Math.min(recordsMax, changesTogether));
    const entries = entriesOf(source, page.entries);
    await refresh(session, source, copy.database, entries);
    copy.position = page.position;
    copy.changes += entries.length;
    count += page.entries.length;
    const isRecent = Date.now() - Date.parse(page.asOf) <= ageMaxMs;
    if (page.isWhole || (count >= recordsMax && isRecent)) return page.asOf;
    if (Date.now() > until) throw new ProblemError('unavailable');
  }
}

/** A record's name among those of an organization. */
export const entryName = ({ type, id }: FeedEntry): string => `${type} ${id}`;

/** The names of a source's records that have changed after a position in the feed. */
export async function changedSince<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  start: FeedPosition,
): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { entries } of feedSince(session, source.orgId, start))
    for (const entry of entriesOf(source, entries)) names.add(entryName(entry));
  return names;
}

/**
 * Replaces records in the database with their current state in the table, and removes those that no longer exist,
 * were merged into others or can't be read.
 */
async function refresh<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  database: D,
  entries: readonly FeedEntry[],
  { strong = true }: { strong?: boolean } = {},
): Promise<void> {
  if (entries.length === 0) return;
  const { orgId, attributes } = source;
  const defined = source.definitions.flatMap((definition) =>
    entries.filter(({ type }) => type === definition.type.name).map(({ id }) => ({ definition, id })),
  );
  const keys = defined.map(({ definition, id }) => keyOf(definition, orgId, id));
  const options = { ...attributes, strong };
  const items = await getItems<RecordItem>({ ...session, prefetched: new Map() }, keys, options);
  const found = defined.map((one, at) => {
    const item = items[at];
    return { ...one, item: item?.mergedInto === undefined ? item : undefined };
  });
  for (const { type, id } of source.apply(database, found))
    writeLog({ level: 'error', message: 'record unreadable in lists', orgId, type, id });
}

/** Records of a type that are read at once. Of many more, calls would wait for each other until they fail. */
const recordsTogether = 1_000;

/** Index entries are assumed to become visible at most this long after their record is written. */
const indexLagMs = 15 * 60_000;

/**
 * Reads a copy from the table: ids from the index lists, and the records by key. Undefined if there are more than
 * `recordsMax` records. Everything of the last 15 minutes is read again from the feed, so eventually consistent reads
 * are enough.
 */
export async function copyOfTable<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  recordsMax: number,
): Promise<Copy<D> | undefined> {
  const through = new Date(Date.now() - indexLagMs).toISOString();
  const database = source.create();
  let count = 0;
  const readList = async (definition: RecordDefinition, list: string): Promise<void> => {
    const type = definition.type.name;
    for await (const ids of idsIn(session, listPartition(source.orgId, type, list))) {
      count += ids.length;
      if (count > recordsMax) return;
      const entries = ids.map((id) => ({ type, id }));
      for (let first = 0; first < entries.length; first += recordsTogether) {
        const some = entries.slice(first, first + recordsTogether);
        await refresh(session, source, database, some, { strong: false });
      }
    }
  };
  await Promise.all(
    source.definitions.map(async (definition) => {
      for (const list of source.lists) await readList(definition, list);
    }),
  );
  if (count <= recordsMax)
    return { database, position: positionAt(through), layout: source.layout, changes: 0 };
  database.close();
  return undefined;
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
