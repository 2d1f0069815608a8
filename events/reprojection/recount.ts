import { ifEquals, under } from '#data/store/condition.ts';
import {
  indexName,
  listPartition,
  recordIdOf,
  recountPrefix,
  recountKey,
  type Key,
} from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { reindex } from '#data/projection/reindex.ts';
import { allList, trashList } from '#data/records/stored.ts';
import { deleteItem, isConditionFailed, query, queryAll, updateItem, type Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { eachRecord } from './each-record.ts';
import { takeTurns } from './take-turns.ts';

/**
 * An organization whose settings changed in a way that affects counters or reports, with the progress of its recount.
 */
interface Recount extends Key {
  org: string;
  /** When the change was made, ISO 8601 UTC. */
  at: string;
  /** When the recount last made progress. */
  servedAt?: string;
  type?: string;
  lastKey?: Item;
}

/**
 * After this time, no process caches the old settings, and the indexes have normally caught up with what was written
 * under them.
 */
const waitSeconds = 15;
const pageItems = 200;

/** Recounts the records of organizations whose settings changed in a way that affects counters or reports. */
export async function recountOrganizations(session: Session, until: number): Promise<void> {
  const due = (await queryAll<Recount>(session, recountKey('').pk, recountPrefix)).filter(
    ({ at }) => Date.parse(at) < Date.now() - waitSeconds * 1000,
  );
  // The organization that has waited longest goes first, so that one whose settings change often cannot starve the
  // others.
  const waiting = due.sort((a, b) => ((a.servedAt ?? a.at) < (b.servedAt ?? b.at) ? -1 : 1));
  await takeTurns(
    waiting.map((recount) => (end: number) => recountOne(session, recount, end)),
    (until - Date.now()) / 1000,
  );
}

/**
 * The lists to recount. Activities of a trashed record count until the record is purged. The trash is processed before
 * and after the live records, so that a record that is trashed or restored meanwhile is not missed.
 */
const projectedTypes = Object.values(recordDefinitions).flatMap((definition) => {
  const { name } = definition.type;
  return [
    { name: `${name}#before`, definition, list: trashList },
    { name, definition, list: allList },
    { name: `${name}#${trashList}`, definition, list: trashList },
  ];
});

async function recountOne(session: Session, recount: Recount, until: number): Promise<void> {
  let { lastKey, type } = recount;
  const first = Math.max(
    0,
    projectedTypes.findIndex(({ name }) => name === type),
  );
  // Each turn processes at least one page, even if its time is already over.
  let isServed = false;
  for (const { name, definition, list } of projectedTypes.slice(first)) {
    type = name;
    do {
      if (isServed && Date.now() >= until) return keepProgress(session, recount, type, lastKey);
      isServed = true;
      lastKey = await recountPage(session, { definition, name: list, orgId: recount.org }, lastKey, until);
    } while (lastKey);
  }
  await deleteItem(session, { Key: recountKey(recount.org), ...unchanged(recount) }).catch(unlessChanged);
  writeLog({ level: 'info', message: 'recounted', org: recount.org });
}

async function recountPage(
  session: Session,
  { definition, name, orgId }: { definition: RecordDefinition; name: string; orgId: string },
  start: Item | undefined,
  until: number,
): Promise<Item | undefined> {
  // The list in creation order, in which no record can move past the current position.
  const list = definition.lists.find(({ by, sort }) => by === undefined && sort === 'createdAt');
  if (!list) throw new Error(`${definition.type.name} has no list of all by their making`);
  const index = name === trashList ? 'g1' : list.index;
  const { items, lastKey } = await query<Key>(session, {
    IndexName: indexName(index),
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': `${index}pk` },
    ExpressionAttributeValues: { ':pk': listPartition(orgId, definition.type.name, name) },
    ProjectionExpression: 'pk',
    Limit: pageItems,
    // Ignores a position saved by a previous deployment for a different list.
    ...(start && `${index}pk` in start ? { ExclusiveStartKey: start } : {}),
  });
  const records = items.map(({ pk }) => ({ name: { definition, orgId, id: recordIdOf(pk) } }));
  await eachRecord(session, records, ({ name }) => reindex(session, name), until);
  return lastKey;
}

async function keepProgress(
  session: Session,
  recount: Recount,
  type: string,
  lastKey: Item | undefined,
): Promise<void> {
  const progress = {
    Key: recountKey(recount.org),
    UpdateExpression: `SET #type = :type, servedAt = :now ${lastKey ? ', lastKey = :lastKey' : 'REMOVE lastKey'}`,
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: {
      ':type': type,
      ':now': new Date().toISOString(),
      ...(lastKey ? { ':lastKey': lastKey } : {}),
    },
  };
  await updateItem(session, under(unchanged(recount), progress)).catch(unlessChanged);
}

/** Fails if the settings changed again. The recount then starts over. */
const unchanged = ({ at }: Recount) => ifEquals({ at });

function unlessChanged(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}
