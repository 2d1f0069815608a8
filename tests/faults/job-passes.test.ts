import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobMessage, Next } from '#data/jobs/work.ts';
import type { Context } from '#data/organization/context.ts';
import { memberKey } from '#data/store/keys.ts';
import type { Action } from '#data/store/transact.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { runJob } from './run-job.ts';
import { scanAll, startTable } from './table-under-test.ts';

const table = await startTable();
const [
  { client },
  { advanceJob },
  { jobFrom },
  { loadJob, readResults },
  { handOverJob },
  { recordDefinitions },
  { recordOperations },
  { asActivity, findActivityRecord },
  { activityRecords },
  { creation },
  { transact },
  { newSession },
] = await Promise.all([
  import('#data/sdk/client.ts'),
  import('#data/jobs/work.ts'),
  import('#data/jobs/job.ts'),
  import('#data/jobs/read.ts'),
  import('#data/jobs/start.ts'),
  import('#data/records/definitions.ts'),
  import('#data/records/operations.ts'),
  import('#data/entries/task.ts'),
  import('#data/records/activity.ts'),
  import('#data/records/write.ts'),
  import('#data/store/transact.ts'),
  import('#data/store/units.ts'),
]);
const contacts = recordOperations(recordDefinitions.contact);

let context: Context;

/** The record whose writes find another version, as if other requests always changed it first. */
let contested: string | undefined;
/** The record whose transactions fail for a reason that no retry can change. */
let broken: string | undefined;

interface Transaction {
  TransactItems?: { Update?: { Key: { pk: { S: string } } } }[];
}
const isOf = (id: string, pk = ''): boolean => pk.endsWith(id);

function refusal({ TransactItems: actions = [] }: Transaction): Error | undefined {
  if (broken !== undefined && actions.some(({ Update }) => isOf(broken!, Update?.Key.pk.S)))
    return Object.assign(new Error('refused'), { name: 'ValidationException', $metadata: {} });
  const id = contested;
  if (id === undefined || !actions.some(({ Update }) => isOf(id, Update?.Key.pk.S))) return undefined;
  const reasonOf = ({ Update }: (typeof actions)[number]) =>
    isOf(id, Update?.Key.pk.S)
      ? { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'p' } } }
      : { Code: 'None' };
  return Object.assign(new Error('refused'), {
    name: 'TransactionCanceledException',
    CancellationReasons: actions.map(reasonOf),
    $metadata: {},
  });
}

beforeAll(async () => {
  client.middlewareStack.add(
    (next) => (args) => {
      const refused = refusal(args.input as Transaction);
      if (refused) throw refused;
      return next(args);
    },
    { step: 'initialize', name: 'contested' },
  );
  context = await ownerOfNew(table.client, newSession(), table.name);
});
afterAll(() => table.stop());

const present = () => ({ ...context, ...newSession(), now: new Date().toISOString() });
const advance = (message: JobMessage): Promise<Next[]> =>
  advanceJob(newSession(), message, Date.now() + 60_000);
const contact = async (id: string): Promise<any> => contacts.get(present(), { id });
const newContact = async (values: object): Promise<string> =>
  (await contacts.create(present(), { body: { firstName: 'Ana', ...values } })).id as string;

/** Starts a scheduled change and returns its job’s id. */
async function start(actions: Action[]): Promise<string> {
  const jobIds = async () =>
    (await scanAll(table.client, table.name)).flatMap(({ kind, sk }) => (kind === 'job' ? [sk] : []));
  const before = new Set(await jobIds());
  await transact(context, actions);
  return (await jobIds()).find((id) => !before.has(id)) ?? '';
}

async function join(userId: string): Promise<void> {
  const member = {
    kind: 'member',
    schema: 1,
    version: 1,
    userId,
    displayName: 'Ana',
    email: 'ana@acme.example',
  };
  const Item = {
    ...memberKey(context.orgId, userId),
    ...member,
    role: 'admin',
    active: true,
    joinedAt: context.now,
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

async function leave(userId: string): Promise<void> {
  const Key = memberKey(context.orgId, userId);
  await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
}

test('a hand-over leaves a member who joins again in the meantime the records and tasks that the member gets then', async () => {
  const [leaver, heir] = [uuidv7(), uuidv7()];
  await join(heir);
  await join(leaver);
  const earlier = await newContact({ ownerId: leaver });
  await leave(leaver);
  const jobId = await start(handOverJob(present(), leaver, heir));
  const next = await advance({ orgId: context.orgId, jobId });
  expect(next.length).toBeGreaterThan(0);
  await join(leaver);
  const later = await newContact({ ownerId: leaver });
  const { now, settings } = present();
  const task = asActivity(settings, { title: 'Call', dueAt: now, assigneeId: leaver });
  const { record, actions } = creation(activityRecords, present(), task);
  await transact(context, actions);
  for (const { message } of next) await runJob((one) => advance(one), message);
  expect(await loadJob(present(), jobId)).toMatchObject({ state: 'done', total: 1, done: 1 });
  expect(await contact(earlier)).toMatchObject({ ownerId: heir });
  expect(await contact(later)).toMatchObject({ ownerId: leaver });
  expect(await findActivityRecord(newSession(), context.orgId, record.id)).toMatchObject({ ownerId: leaver });
});

test('a scheduled change continues if the run that ended its last lane crashed before it sent a message', async () => {
  const [leaver, heir] = [uuidv7(), uuidv7()];
  await join(heir);
  await join(leaver);
  const id = await newContact({ ownerId: leaver });
  await leave(leaver);
  const jobId = await start(handOverJob(present(), leaver, heir));
  const next = await advance({ orgId: context.orgId, jobId });
  for (const { message } of next) await advance(message);
  expect(await loadJob(present(), jobId)).toMatchObject({ state: 'freezing' });
  for (const { message } of next) await runJob((one) => advance(one), message);
  expect(await loadJob(present(), jobId)).toMatchObject({ state: 'done', total: 1, done: 1 });
  expect(await contact(id)).toMatchObject({ ownerId: heir, version: 2 });
});

/** A hand-over of two records, and the messages of its lanes after `hinder` got the first record's id. */
async function handedOver(hinder: (id: string) => void) {
  const [leaver, heir] = [uuidv7(), uuidv7()];
  await join(heir);
  await join(leaver);
  const ids = [await newContact({ ownerId: leaver }), await newContact({ ownerId: leaver })];
  await leave(leaver);
  const jobId = await start(handOverJob(present(), leaver, heir));
  const next = await advance({ orgId: context.orgId, jobId });
  hinder(ids[0]!);
  const later = (await Promise.all(next.map(({ message }) => advance(message)))).flat();
  return { ids, heir, jobId, later };
}
const finish = (later: Next[]) =>
  Promise.all(later.map(({ message }) => runJob((one) => advance(one), message)));

describe('a record that other requests change all the time', () => {
  const contest = (id: string) => (contested = id);

  test('is left to the next pass of a scheduled change, and is counted once', async () => {
    const { ids, heir, jobId, later } = await handedOver(contest);
    expect(await loadJob(present(), jobId)).toMatchObject({
      state: 'freezing',
      total: 1,
      done: 1,
      failed: 0,
    });
    contested = undefined;
    await finish(later);
    expect(await loadJob(present(), jobId)).toMatchObject({ state: 'done', total: 2, done: 2, failed: 0 });
    for (const id of ids) expect(await contact(id)).toMatchObject({ ownerId: heir, version: 2 });
  });

  test('is reported by the last pass of a scheduled change', async () => {
    const { ids, jobId, later } = await handedOver(contest);
    await finish(later);
    contested = undefined;
    expect(await loadJob(present(), jobId)).toMatchObject({ state: 'done', total: 2, done: 1, failed: 1 });
    const { items } = await readResults(present(), jobId, {});
    expect(items).toMatchObject([{ recordId: ids[0], code: 'precondition_failed' }]);
  });
});

describe('a record that cannot be written', () => {
  const breakRecord = (id: string) => (broken = id);

  test('is counted and reported once, however many passes of a scheduled change fail', async () => {
    const { ids, jobId, later } = await handedOver(breakRecord);
    await finish(later);
    broken = undefined;
    expect(await loadJob(present(), jobId)).toMatchObject({ state: 'done', failed: 1 });
    expect(jobFrom(await loadJob(present(), jobId))).toMatchObject({ total: 2, done: 1, failed: 1 });
    const { items } = await readResults(present(), jobId, {});
    expect(items).toMatchObject([{ recordId: ids[0], code: 'internal' }]);
  });

  test('is not reported if a later pass of the scheduled change writes it', async () => {
    const { ids, heir, jobId, later } = await handedOver(breakRecord);
    broken = undefined;
    await finish(later);
    expect(jobFrom(await loadJob(present(), jobId))).toMatchObject({ total: 2, done: 2, failed: 0 });
    expect(await readResults(present(), jobId, {})).toMatchObject({ items: [] });
    expect(await contact(ids[0]!)).toMatchObject({ ownerId: heir, version: 2 });
  });
});
