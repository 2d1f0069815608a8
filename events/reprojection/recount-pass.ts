import { storedPass, type PassState } from '#data/passes/stored-pass.ts';
import {
  indexName,
  listPartition,
  recordIdOf,
  recountPrefix,
  recountKey,
  type Key,
} from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { unlessOvertaken } from '#data/store/overtaken.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { reindex } from '#data/projection/reindex.ts';
import { allList, trashList } from '#data/records/stored.ts';
import { query, queryAll, type Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { eachRecord } from './each-record.ts';
import { takeTurns } from './take-turns.ts';

/**
 * An organization whose settings changed in a way that affects counters or reports, with the progress of its recount.
 */
interface Recount extends Key, PassState {
  org: string;
  /** When the change was made, ISO 8601 UTC. */
  at: string;
  /** When the recount last made progress. */
  servedAt?: string;
  type?: string;
}

/** Settings that change again write the request again, so that the recount starts over. */
const passOf = (orgId: string) =>
  storedPass<Recount>({ key: recountKey(orgId), kind: 'recount', request: 'at' });

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
    waiting.map((recount) => (end: number) => recountOne(session, recount, end).catch(unlessOvertaken)),
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
  const passes = passOf(recount.org);
  const held = await passes.hold(session, recount);
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
      if (isServed && Date.now() >= until) {
        await passes.advance(held, { type, lastKey, servedAt: new Date().toISOString() });
        return;
      }
      isServed = true;
      lastKey = await recountPage(session, { definition, name: list, orgId: recount.org }, lastKey, until);
    } while (lastKey);
  }
  await passes.end(held);
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
