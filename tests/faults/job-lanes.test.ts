import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { JobItem } from '#data/jobs/job.ts';
import type { JobMessage, Next } from '#data/jobs/work.ts';
import type { Context } from '#data/organization/context.ts';
import { writeBudgetKey } from '#data/store/pass-keys.ts';
import { chunkKey, jobKey } from '#data/store/run-keys.ts';
import { stageSettings } from '#infra/stages.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { runJob } from './run-job.ts';
import { scanAll, startTable } from './table-under-test.ts';

const stageLimits = stageSettings('prod').limits;
const { jobRecordsPerSecond } = stageLimits;
vi.stubEnv('STAGE_LIMITS', JSON.stringify(stageLimits));
/** Few enough that each step is charged, and so many that jobs hardly wait. */
const bulkUnitsPerSecond = 2_000;
vi.stubEnv('BULK_WRITE_UNITS_PER_SECOND', String(bulkUnitsPerSecond));
const table = await startTable();
const [
  { client },
  { advanceJob },
  { planOf, readJob },
  { loadJob },
  { rowsPerTurn, takeRows },
  { newJob, statusMoveJob },
  { recordDefinitions },
  { recordOperations },
  { transact },
  { newSession },
  { cancel },
] = await Promise.all([
  import('#data/sdk/client.ts'),
  import('#data/jobs/work.ts'),
  import('#data/jobs/job.ts'),
  import('#data/jobs/read.ts'),
  import('#data/jobs/job-rate.ts'),
  import('#data/jobs/start.ts'),
  import('#data/records/definitions.ts'),
  import('#data/records/operations.ts'),
  import('#data/store/transact.ts'),
  import('#data/store/units.ts'),
  import('../../functions/jobs/jobs.ts'),
]);
const contacts = recordOperations(recordDefinitions.contact);
/** More than two lanes get by themselves. */
const records = 60;
const recordType = 'contact';
const scope = 'all';

let context: Context;
let ids: string[];

/** The number of actions from which transactions conflict with others, as the engine reports it. */
let actionsMax = Infinity;
/** Transactions that change records wait for this promise. */
let gate: Promise<unknown> = Promise.resolve();
/** The number of such transactions that have arrived. */
let arrived = 0;
/** The numbers of actions of the transactions that were written. */
let written: number[] = [];
/** The milliseconds of the budget of bulk writes that were charged. */
let chargedMs = 0;

const conflict = () =>
  Object.assign(new Error('conflict'), {
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }],
    $metadata: {},
  });

beforeAll(async () => {
  client.middlewareStack.add(
    (next) => async (args) => {
      const {
        TransactItems: actions,
        Key,
        ExpressionAttributeValues,
      } = args.input as {
        TransactItems?: unknown[];
        Key?: Record<string, unknown>;
        ExpressionAttributeValues?: Record<string, { N?: string }>;
      };
      if (actions && actions.length > actionsMax) throw conflict();
      if (actions && actions.length > 10) {
        arrived += 1;
        await gate;
      }
      const answer = await next(args);
      if (actions) written.push(actions.length);
      if (Key && unmarshall(Key as never).sk === writeBudgetKey.sk)
        chargedMs += Number(ExpressionAttributeValues?.[':taken']?.N);
      return answer;
    },
    { step: 'initialize', name: 'conflicts' },
  );
  context = await ownerOfNew(table.client, newSession(), table.name);
  ids = [];
  for (let number = 0; number < records; number += 1)
    ids.push((await contacts.create(context, { body: { firstName: 'Ana' } })).id as string);
});
afterAll(() => table.stop());

const advance = (message: JobMessage, turnMs = 60_000): Promise<Next[]> =>
  advanceJob(newSession(), message, Date.now() + turnMs);
const run = (jobId: string) => runJob((message) => advance(message), { orgId: context.orgId, jobId });
const stored = async (jobId: string): Promise<JobItem> =>
  (await readJob(newSession(), context.orgId, jobId, context.now))!;
const present = () => ({ ...context, ...newSession() });

async function start(kind: 'update' | 'undo', params: object, source: object): Promise<string> {
  const { job, actions } = newJob(context, {
    ...{ kind, params: params as never, scope },
    sources: [{ recordType, ...source }],
  });
  await transact(context, actions);
  return job.id;
}

const startEdit = (city: string) => start('update', { values: { city } }, { selection: {} });
const startUndo = (jobId: string) =>
  start('undo', { jobId, needs: 'update', undone: { action: 'update', values: {} } }, { ofJob: jobId });

const all = (): Promise<any[]> =>
  Promise.all(ids.map((id) => contacts.get(present(), { id }) as Promise<object>));
const valuesOf = async (field: string) => new Set((await all()).map((record) => record[field] as unknown));
const versions = async () => (await all()).map(({ version }) => version as number);

/** Expects that each record was changed once more than before. */
async function expectChangedOnce(before: number[]): Promise<void> {
  expect(await versions()).toEqual(before.map((version) => version + 1));
}

test('the lanes of a job share its records, and their progress is added up until the job has the sums', async () => {
  const before = await versions();
  const jobId = await startEdit('Cali');
  const next = await advance({ orgId: context.orgId, jobId });
  expect(next.map(({ message }) => message.lane)).toEqual([0, 1, 2]);
  const [first] = next;
  expect(await advance(first!.message)).toEqual([]);
  expect(await loadJob(present(), jobId)).toMatchObject({ state: 'running', total: records, done: 25 });
  expect(await stored(jobId)).toMatchObject({ state: 'running', done: 0 });
  await Promise.all(next.slice(1).map(({ message }) => advance(message)));
  expect(await stored(jobId)).toMatchObject({ state: 'done', total: records, done: records, failed: 0 });
  await expectChangedOnce(before);
});

test('a canceled job changes nothing after the answer, even if runs of its lanes are about to write', async () => {
  const jobId = await startEdit('Pasto');
  const next = await advance({ orgId: context.orgId, jobId });
  await advance(next[0]!.message);
  const { resolve: open, promise } = Promise.withResolvers<unknown>();
  [gate, arrived] = [promise, 0];
  const runs = Promise.all(next.slice(1).map(({ message }) => advance(message)));
  while (arrived < 2) await sleep(5);
  const before = await versions();
  expect(await cancel(present(), { id: jobId })).toMatchObject({ state: 'cancelled', done: 25 });
  open(undefined);
  expect((await runs).flat()).toEqual([]);
  expect(await versions()).toEqual(before);
  expect(await loadJob(present(), jobId)).toMatchObject({ state: 'cancelled', total: records, done: 25 });
});

test('a job in lanes can be undone, and so can the job that undid it', async () => {
  await run(await startEdit('Neiva'));
  const jobId = await startEdit('Tunja');
  await run(jobId);
  const undoing = await startUndo(jobId);
  await run(undoing);
  expect(await valuesOf('city')).toEqual(new Set(['Neiva']));
  await run(await startUndo(undoing));
  expect(await valuesOf('city')).toEqual(new Set(['Tunja']));
});

test('the undo of a canceled job covers the records that the job changed, and no others', async () => {
  await run(await startEdit('Cúcuta'));
  const body = { firstName: 'Gone', statusId: 'qualified' };
  const { id: gone } = await contacts.create(present(), { body });
  const jobId = await startEdit('Yopal');
  const next = await advance({ orgId: context.orgId, jobId });
  await contacts.delete(present(), { id: gone as string });
  // The last lane has 11 records, of which the last one can’t be changed any more.
  for (const { message } of next.toReversed().slice(0, 2)) await advance(message);
  const canceled = await cancel(present(), { id: jobId });
  expect(canceled).toMatchObject({ state: 'cancelled', total: records + 1, done: 35, failed: 1 });
  const before = await versions();
  const changed = (await all()).map(({ city }) => city === 'Yopal');
  const undoing = await startUndo(jobId);
  await run(undoing);
  expect(await stored(undoing)).toMatchObject({ state: 'done', total: 35, done: 35, failed: 0 });
  expect(await versions()).toEqual(before.map((version, at) => version + (changed[at] ? 1 : 0)));
  expect(await valuesOf('city')).toEqual(new Set(['Cúcuta']));
});

test('the undo of a job that was canceled before it changed a record is done at once', async () => {
  const jobId = await startEdit('Arauca');
  await advance({ orgId: context.orgId, jobId });
  await cancel(present(), { id: jobId });
  const undoing = await startUndo(jobId);
  await run(undoing);
  expect(await stored(undoing)).toMatchObject({ state: 'done', total: 0, done: 0, failed: 0 });
});

test('a step has as many records as fit into a transaction, and fewer while large transactions conflict', async () => {
  written = [];
  await run(await startEdit('Armenia'));
  expect(Math.max(...written)).toBeGreaterThan(24);
  const before = await versions();
  [written, actionsMax] = [[], 7];
  const jobId = await startEdit('Ibagué');
  await run(jobId);
  actionsMax = Infinity;
  expect(await stored(jobId)).toMatchObject({ state: 'done', done: records, failed: 0 });
  expect(Math.max(...written)).toBeLessThanOrEqual(7);
  await expectChangedOnce(before);
});

/** Puts a job as version 0.3 stored it. Its ids are in one sequence, and its progress is on its own item. */
async function putOldJob(progress: object, city: string, chunks: string[][]): Promise<string> {
  const { job, actions } = newJob(context, {
    ...{ kind: 'update', params: { values: { city } }, scope, recordType, ids: [ids[0]!] },
  });
  await transact(context, actions);
  const { g6pk: _g6pk, g6sk: _g6sk, ...item } = await stored(job.id);
  const sources = [{ recordType, query: {} }];
  const data = JSON.stringify({ ...planOf(item), sources });
  const put = (Item: object) => table.client.send(new PutCommand({ TableName: table.name, Item }));
  await put({ ...item, ...progress, data });
  await table.client.send(
    new DeleteCommand({ TableName: table.name, Key: chunkKey(context.orgId, job.id, undefined, 0) }),
  );
  let from = 0;
  for (const part of chunks) {
    const key = chunkKey(context.orgId, job.id, undefined, from);
    await put({ ...key, kind: 'job-chunk', from, type: recordType, ids: part, expiresAt: item.expiresAt });
    from += part.length;
  }
  return job.id;
}

/** The sort keys of a job's ids. */
async function frozen(jobId: string): Promise<string[]> {
  const { pk } = chunkKey(context.orgId, jobId, undefined, 0);
  const items = await scanAll(table.client, table.name);
  return items.filter((item) => item.pk === pk).map(({ sk }) => sk);
}

test('a running job of version 0.3 continues where it stopped and changes each record once', async () => {
  const before = await versions();
  const done = 7;
  const chunks = [ids.slice(0, 40), ids.slice(40)];
  const jobId = await putOldJob({ state: 'running', total: records, done }, 'Mocoa', chunks);
  await run(jobId);
  expect(await stored(jobId)).toMatchObject({ state: 'done', total: records, done: records });
  expect(await versions()).toEqual(before.map((version, at) => version + (at < done ? 0 : 1)));
});

test('a job of version 0.3 that was storing its ids changes each record once', async () => {
  const before = await versions();
  const jobId = await putOldJob({ state: 'freezing', total: 0, done: 0, step: 0, source: 0 }, 'Leticia', []);
  await run(jobId);
  expect(await stored(jobId)).toMatchObject({ state: 'done', total: records, done: records });
  expect(await frozen(jobId)).toEqual([chunkKey(context.orgId, jobId, undefined, 0).sk]);
  await expectChangedOnce(before);
});

test('a retired status is replaced even in records that a slow write saves after the job has changed the others', async () => {
  const slow = present();
  await transact(context, statusMoveJob(context, 'contactStatuses', { prospect: 'qualified' }));
  const jobs = await scanAll(table.client, table.name);
  const item = jobs.find(({ kind, data }) => kind === 'job' && String(data).includes('statusMove'));
  const jobId = String(item?.sk);
  expect(item?.pk).toBe(jobKey(context.orgId, jobId).pk);
  const next = await advance({ orgId: context.orgId, jobId });
  expect(next.length).toBeGreaterThan(0);
  const created = await contacts.create(slow, { body: { firstName: 'Late', statusId: 'prospect' } });
  for (const { message } of next) await runJob((one) => advance(one), message);
  const statuses = (await all()).map(({ statusId }) => statusId as unknown);
  expect(new Set(statuses)).toEqual(new Set(['qualified']));
  expect(await contacts.get(present(), { id: created.id as string })).toMatchObject({
    statusId: 'qualified',
  });
  expect(await stored(jobId)).toMatchObject({ state: 'done', total: records + 1, done: records + 1 });
});

test('what a job writes to its records and to its own items is charged to the budget of the stage’s bulk writes', async () => {
  const jobId = await startEdit('Buga');
  let units = 0;
  chargedMs = 0;
  const counted = async (message: JobMessage): Promise<Next[]> => {
    const session = newSession();
    const next = await advanceJob(session, message, Date.now() + 60_000);
    units += session.units.write;
    return next;
  };
  await runJob(counted, { orgId: context.orgId, jobId });
  expect(units).toBeGreaterThan(records * 5);
  // The rest of a block is charged with what comes next. The start of a turn and the end of a job cost little.
  const leftUnits = bulkUnitsPerSecond / 20 + 3 * 8;
  expect((chargedMs / 1000) * bulkUnitsPerSecond).toBeGreaterThanOrEqual(units - leftUnits);
});

test('all jobs of an organization together take no more records than its rate allows', async () => {
  const orgId = uuidv7();
  const startedAt = Date.now();
  const waits = await Promise.all(
    Array.from({ length: 40 }, () => takeRows(newSession(), orgId, rowsPerTurn)),
  );
  const seconds = (Date.now() - startedAt) / 1000;
  const taken = waits.filter((wait) => wait === undefined).length * rowsPerTurn;
  // Two seconds of the rate can be saved up.
  const allowed = (2 + seconds) * jobRecordsPerSecond + rowsPerTurn;
  expect(taken).toBeGreaterThanOrEqual(2 * jobRecordsPerSecond);
  expect(taken).toBeLessThanOrEqual(allowed);
  expect(await takeRows(newSession(), uuidv7(), rowsPerTurn)).toBeUndefined();
});
