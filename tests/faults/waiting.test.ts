import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { afterAll, expect, test, vi } from 'vitest';
import { type Key } from '#data/store/keys.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { count, seed } from '../counts.ts';
import { randomOf, type Random } from './random.ts';
import { storeOrganization } from './stored-organization.ts';
import { streamRecord } from './stream-record.ts';
import { scanAll, startTable } from './table-under-test.ts';
import { watchCalls, workAs, type Worker } from './workers.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });

const table = await startTable();
process.env.POISON_QUEUE_URL = 'http://127.0.0.1:1/none';
const { handler } = await import('../../events/index/handler.ts');
const { rebuildTimeline } = await import('#data/projection/timeline/rebuild.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { recordItem } = await import('#data/records/stored.ts');
const { rememberSettings } = await import('#data/organization/settings.ts');
const { client } = await import('#data/sdk/client.ts');
const { newSession } = await import('#data/store/units.ts');
watchCalls(client);
afterAll(() => table.stop());

const orgId = 'waiting';
const stamp = '2026-11-01T00:00:00.000Z';
const deletedAt = '2026-11-20T00:00:00.000Z';
const organization = await storeOrganization(table, orgId);

type Type = 'deal' | 'lead';
type Item = Record<string, unknown> & Key;
/** A record with the tallies of its item. */
interface Known {
  type: Type;
  record: AnyRecord;
  tallies: Record<string, unknown>;
}
const records = new Map<string, Known>();
const stream: DynamoDBRecord[] = [];
let done = 0;

const itemOf = ({ type, record, tallies }: Known): Item => ({
  ...recordItem(recordDefinitions[type], orgId, record, organization),
  ...tallies,
});

/** Writes a record's item as it is now, or removes it, and has the stream tell it. */
async function put(id: string, after: Known | undefined): Promise<void> {
  const before = records.get(id);
  const [former, next] = [before && itemOf(before), after && itemOf(after)];
  const { pk, sk } = (next ?? former)!;
  const TableName = table.name;
  await table.client.send(
    (next
      ? new PutCommand({ TableName, Item: next })
      : new DeleteCommand({ TableName, Key: { pk, sk } })) as never,
  );
  if (after) records.set(id, after);
  else records.delete(id);
  stream.push(streamRecord(stream.length + 1, former, next));
}

const owners = ['ada', 'bruno', undefined];
const dates = ['2026-11-20', '2026-12-01', undefined];
const times = ['2026-11-18T09:00:00.000Z', '2026-11-19T09:00:00.000Z', undefined];
let created = 0;

/** Other values of a deal or a lead. */
const values = (type: Type, random: Random): Partial<AnyRecord> => ({
  ownerId: random.oneOf(owners),
  ...(type === 'deal'
    ? {
        ...{ expectedCloseDate: random.oneOf(dates), stageSince: random.oneOf(times) ?? stamp },
        closedAt: random.chance(0.3) ? stamp : undefined,
      }
    : { closedAt: random.chance(0.2) ? stamp : undefined, statusId: random.oneOf(['new', 'contacted']) }),
});

async function change(random: Random): Promise<void> {
  if (records.size < 16) {
    const type = random.oneOf<Type>(['deal', 'lead']);
    const id = `${type}-${(created += 1)}`;
    const title =
      type === 'deal' ? { title: 'Deal', pipelineId: 'sales', stageId: 'sales-demo' } : { firstName: 'Ana' };
    const head = { createdAt: stamp, createdBy: 'u', updatedAt: stamp, updatedBy: 'u' };
    const record = { ...head, ...title, ...values(type, random), id, version: 1 } as AnyRecord;
    return put(id, { type, record, tallies: {} });
  }
  const id = random.oneOf([...records.keys()]);
  const known = records.get(id)!;
  const { record, type } = known;
  if (record.deletedAt !== undefined && random.chance(0.5)) return put(id, undefined);
  // What follows from activities changes without a new version.
  if (random.chance(0.4)) {
    const tallies =
      type === 'deal'
        ? { nextTaskAt: random.oneOf(times) }
        : { activityCount: random.below(2), lastDoneAt: random.oneOf(times) };
    return put(id, { ...known, tallies });
  }
  const patch = random.chance(0.2)
    ? { deletedAt: record.deletedAt === undefined ? deletedAt : undefined }
    : values(type, random);
  return put(id, { ...known, record: { ...record, ...patch, version: record.version + 1 } });
}

/** Delivers the next changes, starting `back` before them. */
async function deliver(most: number, worker: Worker = {}, back = 0): Promise<void> {
  rememberSettings(organization);
  const from = Math.max(0, done - back);
  const batch = stream.slice(from, from + most);
  const answers: DynamoDBBatchResponse[] = [];
  await workAs(worker, async () => {
    answers.push(await handler({ Records: batch }));
  });
  if (answers[0]?.batchItemFailures.length === 0) done = Math.max(done, from + batch.length);
}

/** Enough that a record changes and somebody else handles that. */
async function severalSteps(random: Random): Promise<void> {
  for (let steps = 0; steps < 4; steps += 1) await step(random, true);
}

async function step(random: Random, inner = false): Promise<void> {
  if (random.chance(0.5)) return change(random);
  const worker: Worker = {
    ...(random.chance(0.15) ? { crashesAt: 1 + random.below(20) } : {}),
    ...(!inner && random.chance(0.3)
      ? { pausesAt: 1 + random.below(20), meanwhile: () => severalSteps(random) }
      : {}),
  };
  return deliver(1 + random.below(8), worker, random.chance(0.3) ? random.below(20) : 0);
}

/** The lines that the records in memory should have, by plain code. */
function expected(): string[] {
  return [...records.values()]
    .flatMap(({ type, record, tallies }) => {
      const { id, ownerId, deletedAt: gone, closedAt, statusId, stageId, stageSince } = record;
      if (ownerId === undefined || gone !== undefined || closedAt !== undefined) return [];
      const { nextTaskAt, activityCount = 0, lastDoneAt } = tallies;
      if (type === 'deal') {
        const { expectedCloseDate } = record;
        const kept = { expectedCloseDate, stageId, stageSince, nextTaskAt: nextTaskAt && 'some' };
        return [[ownerId, `deal#${String(expectedCloseDate ?? '~')}#${id}`, kept]];
      }
      if (activityCount !== 0) return [];
      return [
        [ownerId, `lead#${stamp}#${id}`, { statusId, activityCount, lastDoneAt: lastDoneAt && 'some' }],
      ];
    })
    .map((line) => JSON.stringify(line))
    .toSorted();
}

async function stored(): Promise<string[]> {
  const items = await scanAll(table.client, table.name);
  const prefix = `ORG#${orgId}#WAITING#`;
  return items
    .filter(({ pk }) => pk.startsWith(prefix))
    .map(({ pk, sk, data }) => JSON.stringify([pk.slice(prefix.length), sk, JSON.parse(String(data))]))
    .toSorted();
}

test('what can wait for an owner equals a recount by plain code, however often and in which order changes arrive and whatever crashes', async () => {
  const random = randomOf(seed);
  let most = 0;
  for (let round = 0; round < count(8, 120); round += 1) {
    for (let steps = 0; steps < 60; steps += 1) await step(random);
    while (done < stream.length) await deliver(12);
    expect(await stored(), `SEED=${seed}`).toEqual(expected());
    most = Math.max(most, expected().length);
  }
  expect(most).toBeGreaterThan(4);
});

test('a backfill writes what can wait of the records of earlier releases', async () => {
  const lines = (await scanAll(table.client, table.name)).filter(({ pk }) => pk.includes('#WAITING#'));
  expect(lines.length).toBeGreaterThan(0);
  for (const { pk, sk } of lines)
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
  for (const [id, { type, record }] of records) {
    // A backfill derives tallies from lines again. These records have none.
    await put(id, { type, record, tallies: {} });
    await rebuildTimeline(newSession(), { definition: recordDefinitions[type], orgId, id });
  }
  expect(await stored()).toEqual(expected());
});
