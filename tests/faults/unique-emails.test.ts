import { PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import { customerRecords } from '#data/records/customer.ts';
import { recordFrom } from '#data/records/stored.ts';
import { organizationKey, recordKey, uniqueKey } from '#data/store/keys.ts';
import { jobKey } from '#data/store/run-keys.ts';
import { count, seed } from '../counts.ts';
import { startTable, stubLambda, tableName } from '../../events/services-under-test.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { randomOf, type Random } from './random.ts';
import { runJob } from './run-job.ts';

// The full tier crashes at each of several hundred calls.
vi.setConfig({ testTimeout: 3_600_000 });

let engine: Awaited<ReturnType<typeof startTable>>;
let data: Awaited<ReturnType<typeof importData>>;
/** Number of table calls until the process crashes; later calls fail. */
let callsLeft = Infinity;

/** Imports modules after the environment is set, because they read it on import. */
async function importData() {
  const [{ client }, { advanceJob }, { newJob }, { transact }, write, { newSession }, settings] =
    await Promise.all([
      import('#data/sdk/client.ts'),
      import('#data/jobs/work.ts'),
      import('#data/jobs/start.ts'),
      import('#data/store/transact.ts'),
      import('#data/records/write.ts'),
      import('#data/store/units.ts'),
      import('#data/organization/settings.ts'),
    ]);
  return { client, advanceJob, newJob, transact, ...write, newSession, ...settings };
}

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  data = await importData();
  data.client.middlewareStack.add(
    (next) => async (args) => {
      callsLeft -= 1;
      if (callsLeft < 0) throw Object.assign(new Error('dead'), { $metadata: {} });
      return next(args);
    },
    { step: 'initialize', name: 'death' },
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

/** A new organization with customers, whose addresses are given. */
async function newGround(emails: readonly string[]): Promise<{ context: Context; ids: string[] }> {
  const context = await ownerOfNew(engine.table, data.newSession());
  const ids = emails.map(() => uuidv7());
  for (const [index, email] of emails.entries()) {
    const input = { name: `C${index}`, code: `CUST-${index}`, email };
    await data.transact(context, data.creation(customerRecords, context, input, '', ids[index]).actions);
  }
  return { context, ids };
}

/** The context with the current settings, as each request has it once caches are up to date. */
async function present(context: Context): Promise<Context> {
  const settings = await data.readSettings(data.newSession(), context.orgId);
  return { ...context, ...data.newSession(), settings: settings!, now: new Date().toISOString() };
}

/** Switches the setting on and starts the job for customers with these ids. Returns the job's id. */
async function switchOn(context: Context, ids: readonly string[]): Promise<string> {
  const { orgId } = context;
  const naming = data.newJob(context, {
    ...{ kind: 'delete', params: {}, scope: 'all', recordType: 'customer' },
    ids,
  });
  await data.transact(context, naming.actions);
  await engine.table.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { ...jobKey(orgId, naming.job.id) },
      UpdateExpression: 'SET #state = :state, done = :done',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': 'done', ':done': ids.length },
    }),
  );
  const { job, actions } = data.newJob(context, {
    ...{ kind: 'uniqueEmails', params: {}, scope: 'all', isScheduledChange: true },
    sources: [{ recordType: 'customer', ofJob: naming.job.id }],
  });
  await setMode(context, 'checking', job.id);
  await data.transact(context, actions);
  return job.id;
}

async function setMode({ orgId }: Context, customer: 'warn' | 'checking', jobId?: string): Promise<void> {
  const before = (await data.readOrganization(data.newSession(), orgId))!;
  const version = before.version + 1;
  const uniqueEmails = { ...before.uniqueEmails, customer };
  const uniqueEmailsJobs = jobId ? { customer: jobId } : before.uniqueEmailsJobs;
  const after = { ...before, version, uniqueEmails, uniqueEmailsJobs };
  const Item = { ...organizationKey(orgId), version, data: JSON.stringify(after) };
  await engine.table.send(new PutCommand({ TableName: tableName, Item }));
}

const advance = (orgId: string, jobId: string) =>
  runJob((message) => data.advanceJob(data.newSession(), message, Date.now() + 60_000), { orgId, jobId });

const modeOf = async ({ orgId }: Context) =>
  (await data.readOrganization(data.newSession(), orgId))?.uniqueEmails.customer;

/** Every customer and every reservation of an organization. */
async function stored({ orgId }: Context) {
  const items: Record<string, any>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await engine.table.send(
      new ScanCommand({
        TableName: tableName,
        // The table also has what earlier cases have left behind.
        FilterExpression: 'begins_with(pk, :org) AND kind IN (:record, :unique)',
        ExpressionAttributeValues: { ':org': `ORG#${orgId}#`, ':record': 'record', ':unique': 'unique' },
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  const customers = items
    .filter(({ kind, type }) => kind === 'record' && type === 'customer')
    .map((item) => recordFrom(customerRecords, item as never));
  const reservations = items.filter(
    ({ kind, pk }) => kind === 'unique' && String(pk).includes('customer.email'),
  );
  return { customers, reservations: new Map(reservations.map((item) => [item.pk as string, item])) };
}

/** Expects that each customer outside the trash has reserved its address, so that no two have the same one. */
async function expectReserved(context: Context): Promise<void> {
  const { customers, reservations } = await stored(context);
  for (const { id, email, deletedAt } of customers) {
    if (deletedAt || email === undefined) continue;
    const { pk } = uniqueKey(context.orgId, 'customer.email', email);
    expect.soft({ email, id: reservations.get(pk)?.id }).toEqual({ email, id });
  }
}

const emailsOf = (records: number) => Array.from({ length: records }, (_, index) => `c${index}@firm.example`);

test.each([
  ['refuses shared addresses', 'refuse', emailsOf(40)],
  ['stays off because of a shared address', 'warn', [...emailsOf(39), 'c7@firm.example']],
])(
  'a check that crashes at any of its calls and loses its messages still ends: it %s',
  async (_, mode, emails) => {
    const { context, ids } = await newGround(emails);
    for (let point = 1; ; point += count(20, 1)) {
      const jobId = await switchOn(context, ids);
      callsLeft = point;
      const died = await advance(context.orgId, jobId).then(
        () => false,
        () => true,
      );
      callsLeft = Infinity;
      if (died) await advance(context.orgId, jobId);
      expect(await modeOf(context)).toBe(mode);
      if (mode === 'refuse') await expectReserved(context);
      const { customers } = await stored(context);
      expect(new Set(customers.map(({ version }) => version))).toEqual(new Set([1]));
      if (died) continue;
      expect(point).toBeGreaterThan(12);
      return;
    }
  },
);

test('while a check runs, a record that hasn’t reserved its address yet leaves the reservation of another one alone', async () => {
  for (const leave of ['update', 'delete']) {
    const email = 'shared@firm.example';
    const { context, ids } = await newGround([email]);
    await switchOn(context, ids);
    const now = await present(context);
    const make = () => data.creation(customerRecords, now, { name: 'N', code: `CUST-${uuidv7()}`, email });
    await data.transact(now, make().actions);
    const [old] = (await stored(context)).customers.filter(({ id }) => id === ids[0]);
    const left =
      leave === 'delete'
        ? await data.deletion(customerRecords, now, old!)
        : data.change(customerRecords, now, old!, { email: null });
    await data.transact(now, left.actions);
    await expect(data.transact(now, make().actions)).rejects.toMatchObject({ code: 'conflict' });
    await expectReserved(context);
  }
});

interface World {
  random: Random;
  ids: string[];
  /** Number of different addresses. */
  addresses: number;
}

/** Random writes of customers, each with the current settings. Few different addresses make many conflicts. */
async function writeAtRandom(context: Context, world: World, writes: number): Promise<void> {
  for (let done = 0; done < writes; done += 1) {
    const now = await present(context);
    try {
      const { actions } = await randomWrite(now, world);
      if (actions.length > 0) await data.transact(now, actions);
    } catch (error) {
      if (!['conflict', 'precondition_failed'].includes((error as { code: string }).code)) throw error;
    }
  }
}

async function randomWrite(context: Context, { random, ids, addresses }: World) {
  const email = `c${random.below(addresses)}@firm.example`;
  const id = uuidv7();
  const made = () => {
    ids.push(id);
    return data.creation(customerRecords, context, { name: 'N', code: `CUST-${id}`, email }, '', id);
  };
  if (random.chance(0.3)) return made();
  const key = recordKey(context.orgId, 'customer', random.oneOf(ids));
  const { getItem } = await import('#data/store/table.ts');
  const item = await getItem(data.newSession(), key);
  if (!item) return made();
  const record = recordFrom(customerRecords, item as never);
  if (record.deletedAt) return data.restoration(customerRecords, context, record);
  if (random.chance(0.2)) return data.deletion(customerRecords, context, record);
  return data.change(customerRecords, context, record, { email: random.chance(0.2) ? null : email });
}

test('however writes race the check, no two customers have one address once it refuses them, and free ones can be used', async () => {
  const ends = new Set<string | undefined>();
  for (let run = 0; run < count(4, 24); run += 1) {
    const random = randomOf(seed + run);
    const { context, ids } = await newGround(emailsOf(40));
    const world = { random, ids, addresses: random.oneOf([300, 3_000]) };
    // The reservations of the first check are out of date at the second one.
    for (const _ of [1, 2]) {
      const { customers } = await stored(context);
      const live = customers.filter(({ deletedAt }) => !deletedAt).map(({ id }) => id);
      const jobId = await switchOn(context, live);
      const writers = [1, 2, 3].map(() => writeAtRandom(context, world, 12));
      await Promise.all([advance(context.orgId, jobId), ...writers]);
      const mode = await modeOf(context);
      ends.add(mode);
      if (mode !== 'refuse') break;
      await expectReserved(context);
      await writeAtRandom(context, { ...world, addresses: 60 }, 20);
      await expectReserved(context);
      await expectFreeUsable(context);
      await setMode(context, 'warn');
      await writeAtRandom(context, world, 10);
    }
  }
  // Whether a check also ends in `warn` depends on which writes come first.
  expect(ends).toContain('refuse');
});

/** Expects that addresses that no customer has, in the trash or not, can be used. */
async function expectFreeUsable(context: Context): Promise<void> {
  const { customers } = await stored(context);
  const used = new Set(customers.map(({ email }) => email));
  const now = await present(context);
  for (const email of emailsOf(60).filter((one) => !used.has(one))) {
    const write = data.creation(customerRecords, now, { name: 'F', code: `CUST-${uuidv7()}`, email });
    await data.transact(now, write.actions);
    await data.transact(now, data.change(customerRecords, now, write.record, { email: null }).actions);
  }
}
