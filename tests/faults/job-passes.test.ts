import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobMessage, Next } from '#data/jobs/work.ts';
import type { Context } from '#data/organization/context.ts';
import { memberKey } from '#data/store/keys.ts';
import type { Action } from '#data/store/transact.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { runJob } from './run-job.ts';
import { scanAll, startTable } from './table-under-test.ts';

const table = await startTable();
const [
  { advanceJob },
  { loadJob },
  { handOverJob },
  { recordDefinitions },
  { recordOperations },
  { findTask, taskActions },
  { transact },
  { newSession },
] = await Promise.all([
  import('#data/jobs/work.ts'),
  import('#data/jobs/read.ts'),
  import('#data/jobs/start.ts'),
  import('#data/records/definitions.ts'),
  import('#data/records/operations.ts'),
  import('#data/entries/task.ts'),
  import('#data/store/transact.ts'),
  import('#data/store/units.ts'),
]);
const contacts = recordOperations(recordDefinitions.contact);

let context: Context;

beforeAll(async () => {
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
  const { now, actor } = present();
  const stamp = { createdAt: now, createdBy: actor.userId, updatedAt: now, updatedBy: actor.userId };
  const task = { id: uuidv7(), version: 1, title: 'Call', dueAt: now, assigneeId: leaver, ...stamp };
  await transact(context, taskActions(present(), undefined, task as never, 'created', []));
  for (const { message } of next) await runJob((one) => advance(one), message);
  expect(await loadJob(present(), jobId)).toMatchObject({ state: 'done', total: 1, done: 1 });
  expect(await contact(earlier)).toMatchObject({ ownerId: heir });
  expect(await contact(later)).toMatchObject({ ownerId: leaver });
  expect(await findTask(newSession(), context.orgId, task.id)).toMatchObject({ assigneeId: leaver });
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
