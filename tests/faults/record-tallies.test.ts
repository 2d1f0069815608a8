import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { afterAll, expect, test, vi } from 'vitest';
import type { ActivityRecord } from '#contract/records/activity.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { ifEquals } from '#data/store/condition.ts';
import { noteKey, pinnedNoteKey, recordKey, type Key } from '#data/store/keys.ts';
import type { StoredTask } from '#data/entries/task.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { count, seed } from '../counts.ts';
import { randomOf, type Random } from './random.ts';
import { someDeal } from './some-deal.ts';
import { storeOrganization } from './stored-organization.ts';
import { streamRecord } from './stream-record.ts';
import { scanAll, startTable } from './table-under-test.ts';
import { watchCalls, workAs, type Worker } from './workers.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });

const table = await startTable();
process.env.POISON_QUEUE_URL = 'http://127.0.0.1:1/none';
const { handler } = await import('../../events/index/handler.ts');
const { formerTaskItem, plannedFrom, taskItem } = await import('../former-task.ts');
const { doneIn, doneOf, figuresIn, figuresOf } = await import('./planned-figures.ts');
const { reindex } = await import('#data/projection/reindex.ts');
const { rebuildTimeline } = await import('#data/projection/timeline/rebuild.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { recordItem, recordUpdate } = await import('#data/records/stored.ts');
const { rememberSettings } = await import('#data/organization/settings.ts');
const { client } = await import('#data/sdk/client.ts');
const { newSession } = await import('#data/store/units.ts');
watchCalls(client);
afterAll(() => table.stop());

const orgId = 'tallies';
const stamp = '2026-11-01T00:00:00.000Z';
const deletedAt = '2026-11-20T00:00:00.000Z';
const organization = await storeOrganization(table, orgId);

type Item = Record<string, unknown> & Key;
type Type = Extract<RecordTypeName, 'contact' | 'customer' | 'deal'>;

const records = new Map<string, { type: Type; record: AnyRecord }>();
/** A task, and another record that it is about. */
type TestTask = StoredTask & { alsoId?: string | undefined };
const tasks = new Map<string, TestTask>();
const notes = new Map<
  string,
  { recordId: string; createdAt: string; deletedAt?: string; isPinned: boolean }
>();
/** The changes of each item are in one shard, in their order. Shards are read independently of each other. */
const shards = Array.from({ length: 3 }, () => ({ stream: [] as DynamoDBRecord[], done: 0 }));

function emit(before: Item | undefined, after: Item | undefined): void {
  const { pk } = (after ?? before)!;
  const { stream } = shards[[...pk].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % shards.length]!;
  stream.push(streamRecord(stream.length + 1, before, after));
}

async function write(type: Type, id: string, patch: Partial<AnyRecord>): Promise<void> {
  const before = records.get(id)?.record;
  const head = { createdAt: stamp, createdBy: 'u', updatedAt: stamp, updatedBy: 'u' };
  const after = { ...head, ...before, ...patch, id, version: (before?.version ?? 0) + 1 } as AnyRecord;
  const item = (of: AnyRecord) => recordItem(recordDefinitions[type], orgId, of, organization);
  const parameters = before
    ? new UpdateCommand({
        TableName: table.name,
        ...recordUpdate(item(after), ifEquals({ version: before.version })),
      })
    : new PutCommand({ TableName: table.name, Item: item(after) });
  await table.client.send(parameters as never);
  records.set(id, { type, record: after });
  emit(before && item(before), item(after));
}

const remove = ({ pk, sk }: Item) =>
  table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));

/** Removes a deal from the table, as its TTL does. */
async function purge(id: string): Promise<void> {
  const { type, record } = records.get(id)!;
  const item = recordItem(recordDefinitions[type], orgId, record, organization);
  await remove(item);
  records.delete(id);
  emit(item, undefined);
}

/** Tasks begin as an earlier release has left them. */
const isFormer = ({ version }: Pick<TestTask, 'version'>): boolean => version === 1;

async function writeTask(id: string, patch: Partial<TestTask>): Promise<void> {
  const before = tasks.get(id);
  const after = { ...before, ...patch, id, version: (before?.version ?? 0) + 1 } as TestTask;
  const item = ({ alsoId, ...task }: TestTask): Item =>
    isFormer(task)
      ? formerTaskItem(orgId, task)
      : taskItem(orgId, task, organization, alsoId === undefined ? [] : [placeOf(alsoId)]);
  await table.client.send(new PutCommand({ TableName: table.name, Item: item(after) }));
  tasks.set(id, after);
  emit(before && item(before), item(after));
}

/** Writes, deletes, restores or pins a note. Pinned ones are other items. */
async function writeNote(random: Random): Promise<void> {
  const id = `0190b000-0000-7000-8000-00000000000${random.below(9)}`;
  const before = notes.get(id);
  const after = before
    ? random.oneOf([
        { ...before, isPinned: !before.isPinned },
        { ...before, deletedAt: before.deletedAt ? undefined : deletedAt },
      ])
    : {
        ...{ recordId: random.oneOf([...contacts, ...customers]), isPinned: false },
        createdAt: random.oneOf(touchedAt),
      };
  const item = ({ recordId, createdAt, deletedAt: gone, isPinned }: typeof after): Item => {
    const record = recordKey(orgId, placeOf(recordId).type, recordId);
    const note = { id, createdAt, authorId: 'u', body: 'Called', deletedAt: gone };
    const keyOf = isPinned ? pinnedNoteKey : noteKey;
    return { ...keyOf(record, id), kind: 'note', version: 1, data: JSON.stringify(note) };
  };
  const [former, next] = [before && item(before), item(after)];
  await table.client.send(new PutCommand({ TableName: table.name, Item: next }));
  const isMoved = former !== undefined && former.sk !== next.sk;
  if (isMoved) await remove(former);
  notes.set(id, after as never);
  emit(isMoved ? undefined : former, next);
  if (isMoved) emit(former, undefined);
}

/** Delivers a part of a shard, starting `back` records before its position. Returns whether it was handled. */
async function deliver(
  shard: (typeof shards)[number],
  most: number,
  worker: Worker = {},
  back = 0,
): Promise<void> {
  rememberSettings(organization);
  const from = Math.max(0, shard.done - back);
  const batch = shard.stream.slice(from, from + most);
  const answers: DynamoDBBatchResponse[] = [];
  await workAs(worker, async () => {
    answers.push(await handler({ Records: batch }));
  });
  if (answers[0]?.batchItemFailures.length === 0) shard.done = Math.max(shard.done, from + batch.length);
}

/** Derives everything again from the records, as a backfill does, which repeats this after a crash. */
async function rebuild(id: string, worker: Worker = {}): Promise<void> {
  rememberSettings(organization);
  const name = { definition: recordDefinitions[records.get(id)!.type], orgId, id };
  const work = async () => {
    await reindex(newSession(), name);
    await rebuildTimeline(newSession(), name);
  };
  if (!(await workAs(worker, work))) await work();
}

const contacts = ['contact-1', 'contact-2'];
const customers = ['customer-1', 'customer-2', 'customer-3'];
const dealsMax = 7;
let created = 0;
const placeOf = (id: string) => ({ type: id.split('-')[0] as Type, id });
const touchedAt = Array.from({ length: 9 }, (_, at) => `2026-11-1${at}T09:00:00.000Z`);
const dueDays = Array.from({ length: 9 }, (_, at) => `2026-12-0${at + 1}T09:00:00.000Z`);

async function changeDeal(random: Random): Promise<void> {
  const deals = [...records.values()].flatMap(({ type, record }) => (type === 'deal' ? [record] : []));
  if (deals.length < dealsMax)
    return write('deal', `deal-${(created += 1)}`, {
      title: 'Deal',
      pipelineId: 'sales',
      ...someDeal(random, customers),
    });
  const { id, deletedAt: isTrashed } = random.oneOf(deals);
  if (isTrashed) return random.chance(0.3) ? purge(id) : write('deal', id, { deletedAt: undefined });
  return write('deal', id, random.chance(0.2) ? { deletedAt } : someDeal(random, customers));
}

async function changeTask(random: Random): Promise<void> {
  const id = `0190a000-0000-7000-8000-00000000000${random.below(8)}`;
  const known = tasks.get(id);
  const recordId = random.oneOf([...contacts, ...customers]);
  const place = { recordType: recordId.split('-')[0], recordId };
  if (!known)
    return writeTask(id, {
      ...{ title: 'Call', dueAt: random.oneOf(dueDays), priority: 'normal', assigneeId: 'u' },
      ...{ ...place, createdAt: stamp, createdBy: 'u' },
    });
  return writeTask(
    id,
    random.oneOf<Partial<TestTask>>([
      { dueAt: random.oneOf(dueDays) },
      { doneAt: known.doneAt ? undefined : random.oneOf(touchedAt) },
      { alsoId: known.alsoId ? undefined : random.oneOf([...contacts, ...customers]) },
      { deletedAt: known.deletedAt ? undefined : deletedAt },
      place,
    ]),
  );
}

async function changeParent(random: Random): Promise<void> {
  const id = random.oneOf([...contacts, ...customers]);
  const known = records.get(id)!;
  const isTrashed = known.record.deletedAt !== undefined;
  const patch = random.chance(0.5) ? { city: 'Cali' } : { deletedAt: isTrashed ? undefined : deletedAt };
  await write(known.type, id, patch);
}

async function step(random: Random, inner = false): Promise<void> {
  const worker = (): Worker => ({
    ...(random.chance(0.15) ? { crashesAt: 1 + random.below(20) } : {}),
    ...(!inner && random.chance(0.3)
      ? { pausesAt: 1 + random.below(20), meanwhile: () => step(random, true) }
      : {}),
  });
  const dice = random.below(100);
  if (dice < 20) return changeDeal(random);
  if (dice < 30) return writeNote(random);
  if (dice < 55) return changeTask(random);
  if (dice < 60) return changeParent(random);
  if (dice < 64) return rebuild(random.oneOf([...records.keys()]), worker());
  return deliver(
    random.oneOf(shards),
    1 + random.below(8),
    worker(),
    random.chance(0.3) ? random.below(20) : 0,
  );
}

/** What the tasks, notes and deals in memory add up to, by record. */
function expected(id: string): object {
  const about = [...tasks.values()].filter(
    (task) => !task.deletedAt && (task.recordId === id || task.alsoId === id),
  );
  const due = about.flatMap(({ doneAt, dueAt }) => (doneAt ? [] : [dueAt])).sort();
  const done = about.flatMap(({ doneAt }) => doneAt ?? []).sort();
  const touched = [
    ...done,
    ...[...notes.values()].flatMap((note) =>
      note.recordId === id && !note.deletedAt ? [note.createdAt] : [],
    ),
  ].sort();
  const won = [...records.values()].flatMap(({ type, record }) =>
    type === 'deal' && record.customerId === id && record.stageId === 'sales-won' && !record.deletedAt
      ? [record]
      : [],
  );
  const minor = won.map(({ value, exchangeRate }) => {
    const { amountMinor = 0, currency = 'USD' } = (value ?? {}) as {
      amountMinor?: number;
      currency?: string;
    };
    return Math.round(amountMinor * (currency === 'USD' ? 1 : Number(exchangeRate)));
  });
  return {
    ...(due[0] ? { nextTaskAt: due[0] } : {}),
    ...(touched.length > 0 ? { lastTouchAt: touched.at(-1) } : {}),
    ...(done.length > 0 ? { lastDoneAt: done.at(-1) } : {}),
    ...(won.length > 0
      ? {
          wonDeals: won.length,
          wonValue: { amountMinor: minor.reduce((sum, one) => sum + one, 0), currency: 'USD' },
        }
      : {}),
  };
}

async function expectTallies(): Promise<void> {
  const items = await scanAll(table.client, table.name);
  for (const id of [...contacts, ...customers]) {
    const { pk } = recordKey(orgId, records.get(id)!.type, id);
    const item = items.find((one) => one.pk === pk && one.sk === '~') ?? {};
    const names = ['nextTaskAt', 'lastTouchAt', 'lastDoneAt', 'wonDeals', 'wonValue'];
    const stored = Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
    expect([id, stored], `SEED=${seed}`).toEqual([id, expected(id)]);
  }
  expect(doneIn(items, orgId), `SEED=${seed}`).toEqual(doneOf(livePlanned()));
  expect(figuresIn(items, orgId), `SEED=${seed}`).toEqual(figuresOf(livePlanned(), organization));
}

/** Tasks of earlier releases aren't counted until they are converted. */
const livePlanned = (): ActivityRecord[] =>
  [...tasks.values()]
    .filter((task) => !task.deletedAt && !isFormer(task))
    .map((task) => plannedFrom(orgId, task));

test('next tasks, last touches, won deals, and lists and reports of what was done equal a recount by plain code, however often and in which order changes arrive and whatever crashes', async () => {
  const random = randomOf(seed);
  for (const id of contacts)
    await write('contact', id, { firstName: 'Ana', fullName: 'Ana', statusId: 'prospect' });
  for (const id of customers) await write('customer', id, { name: id, code: id, statusId: 'active' });
  let told = 0;
  for (let round = 0; round < count(8, 170); round += 1) {
    for (let steps = 0; steps < 60; steps += 1) await step(random);
    for (const shard of shards) while (shard.done < shard.stream.length) await deliver(shard, 12);
    await expectTallies();
    told += [...contacts, ...customers].filter((id) => Object.keys(expected(id)).length > 0).length;
  }
  expect(told).toBeGreaterThan(count(16, 340));
});

test('a backfill gives records of earlier releases their next task, their last touch and their won deals', async () => {
  for (const id of records.keys()) {
    const { pk, sk } = recordKey(orgId, records.get(id)!.type, id);
    const change = { UpdateExpression: 'REMOVE nextTaskAt, lastTouchAt, lastDoneAt, wonDeals, wonValue' };
    await table.client.send(new UpdateCommand({ TableName: table.name, Key: { pk, sk }, ...change }));
  }
  const all = [...contacts, ...customers];
  expect(all.filter((id) => Object.keys(expected(id)).length > 0)).not.toEqual([]);
  for (const id of [...records.keys()]) await rebuild(id);
  await expectTallies();
});
