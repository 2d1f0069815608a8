import { PutCommand, QueryCommand, GetCommand, DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { documentDueKey, mailCountKey, organizationKey, recordKey, outboxPrefix } from '#data/store/keys.ts';
import { startTable, stubLambda, tableName } from '../services-under-test.ts';
import { newOrganization, rowsDue, type OrganizationUnderTest as World } from './organization-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let modules: Awaited<ReturnType<typeof load>>;

const load = async () => ({
  ...(await import('./due-invoice.ts')),
  ...(await import('#data/due/kinds.ts')),
  ...(await import('#data/organization/settings.ts')),
  ...(await import('#data/records/customer.ts')),
  ...(await import('#data/records/invoice.ts')),
  ...(await import('#data/records/stored.ts')),
  ...(await import('#data/records/write.ts')),
  ...(await import('#data/store/transact.ts')),
  ...(await import('#data/store/units.ts')),
});

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  modules = await load();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const put = (Item: Record<string, unknown>) =>
  engine.table.send(new PutCommand({ TableName: tableName, Item }));

const reminderDays = [-3, 0, 7];
const newWorld = (timeZone: string, changes: object = {}): Promise<World> =>
  newOrganization(engine.table, modules, { timeZone, reminderDays, ...changes });

interface Wanted {
  issuedAt: string;
  dueOn: string;
  customer?: object;
  values?: object;
}

let made = 0;
/** An issued invoice of 100 euros, and its customer. */
async function newInvoice(
  { context }: World,
  { issuedAt, dueOn, customer = { email: 'ana@example.com' }, values = {} }: Wanted,
): Promise<string> {
  const { creation, customerRecords, invoiceRecords, transact } = modules;
  const acting = await context(issuedAt);
  const buyer = creation(customerRecords, acting, { code: `CUST-${(made += 1)}`, name: 'Acme', ...customer });
  const draft = creation(invoiceRecords, acting, {
    ...{
      code: `D-${made}`,
      number: `F-${made}`,
      customerId: buyer.record.id,
      currency: 'EUR',
      issuedAt,
      dueOn,
    },
    lines: [{ description: 'Consulting', quantity: 1, unitPriceMinor: 10_000 }],
    ...values,
  });
  await transact(acting, [...buyer.actions, ...modules.actionsOf(invoiceRecords, acting, [draft])]);
  return draft.record.id;
}

/** Takes what is due at a time, as one of several concurrent runs. */
async function takeAt(now: string, world: World): Promise<void> {
  const session = modules.newSession();
  for (const row of await rowsDue(engine.table, modules.duePartitions('invoice-step'), now, world))
    await modules.takeInvoiceStep(session, row, now, Infinity);
}

/** What was done with the invoices of a world, in its order. */
async function doneIn({ orgId }: World): Promise<string[]> {
  const { Items = [] } = await engine.table.send(
    new ScanCommand({
      TableName: tableName,
      FilterExpression: 'begins_with(pk, :pk) AND #action IN (:overdue, :reminded)',
      ExpressionAttributeNames: { '#action': 'action' },
      ExpressionAttributeValues: {
        ':pk': `ORG#${orgId}#invoice#`,
        ':overdue': 'overdue',
        ':reminded': 'reminded',
      },
    }),
  );
  const placeOf = ({ at, pk, version }: Record<string, unknown>) => [at, pk, version].map(String).join(' ');
  return Items.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).map(({ action }) => String(action));
}

/** What runs have done. */
async function doneBy(world: World, run: () => Promise<unknown>): Promise<string[]> {
  const before = (await doneIn(world)).length;
  await run();
  return (await doneIn(world)).slice(before);
}

const runAt = (now: string, world: World): Promise<string[]> => doneBy(world, () => takeAt(now, world));

const invoiceOf = async ({ orgId }: World, id: string): Promise<any> => {
  const Key = recordKey(orgId, 'invoice', id);
  const { Item } = await engine.table.send(new GetCommand({ TableName: tableName, Key }));
  return modules.recordFrom(modules.invoiceRecords, Item as never);
};
const partitionOf = async ({ orgId }: World, id: string, prefix: string): Promise<any[]> => {
  const { pk } = recordKey(orgId, 'invoice', id);
  const { Items = [] } = await engine.table.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    }),
  );
  return Items;
};
const mailsOf = async (world: World, id: string): Promise<any[]> =>
  (await partitionOf(world, id, outboxPrefix)).map(({ what }) => what);
const actionsOf = async (world: World, id: string): Promise<string[]> =>
  (await partitionOf(world, id, 'C#')).map(({ action }) => action);

const spring = { issuedAt: '2026-04-01T10:00:00.000Z', dueOn: '2026-04-30' };

describe('a reminder', () => {
  test('is sent before, on and after the due date, once each, however often and by how many runs', async () => {
    const world = await newWorld('Europe/Madrid');
    const id = await newInvoice(world, spring);
    const times = [
      '2026-04-27T06:59:00.000Z',
      '2026-04-27T07:00:00.000Z',
      '2026-04-30T07:00:00.000Z',
      '2026-04-30T22:00:00.000Z',
      '2026-05-07T07:00:00.000Z',
      '2026-08-01T00:00:00.000Z',
    ];
    const told = [];
    for (const now of times) {
      const runs = () => Promise.all([takeAt(now, world), takeAt(now, world), takeAt(now, world)]);
      told.push([...(await doneBy(world, runs)), ...(await runAt(now, world))]);
    }
    expect(told).toEqual([[], ['reminded'], ['reminded'], ['overdue'], ['reminded'], []]);
    const mails = await mailsOf(world, id);
    expect(mails.map(({ email, purpose }) => [email, purpose.step])).toEqual([
      ['ana@example.com', 1],
      ['ana@example.com', 2],
      ['ana@example.com', 3],
    ]);
    expect(await actionsOf(world, id)).toEqual(['created', 'reminded', 'reminded', 'overdue', 'reminded']);
    expect(await invoiceOf(world, id)).toMatchObject({
      remindersSent: 3,
      remindedAt: '2026-05-07T07:00:00.000Z',
      overdueAt: '2026-04-30T21:59:59.999Z',
    });
  });

  test('that was missed is sent once for all that were, after the invoice is overdue', async () => {
    const world = await newWorld('America/Bogota');
    const id = await newInvoice(world, spring);
    expect(await runAt('2026-05-20T00:00:00.000Z', world)).toEqual(['overdue', 'reminded']);
    expect(await runAt('2026-05-21T00:00:00.000Z', world)).toEqual([]);
    expect(await mailsOf(world, id)).toHaveLength(1);
    // Whenever a run marks it, it is overdue since its due date.
    expect(await invoiceOf(world, id)).toMatchObject({ overdueAt: '2026-05-01T04:59:59.999Z' });
  });

  test('whose time was over when the invoice was issued is not sent', async () => {
    const world = await newWorld('UTC');
    const id = await newInvoice(world, { issuedAt: '2026-04-29T10:00:00.000Z', dueOn: '2026-04-30' });
    expect(await runAt('2026-04-29T23:00:00.000Z', world)).toEqual([]);
    expect(await runAt('2026-04-30T09:00:00.000Z', world)).toEqual(['reminded']);
    expect(await mailsOf(world, id)).toHaveLength(1);
  });

  test('is sent neither of what is paid, credited or being paid, nor to whom has a switch, nor of what is void', async () => {
    const world = await newWorld('UTC');
    const paymentId = uuidv7();
    const ids = await Promise.all([
      newInvoice(world, { ...spring, values: { settlements: [{ paymentId, amountMinor: 10_000 }] } }),
      newInvoice(world, { ...spring, values: { creditedMinor: 10_000 } }),
      newInvoice(world, { ...spring, values: { pendingSettlements: [{ paymentId, amountMinor: 10_000 }] } }),
      newInvoice(world, { ...spring, values: { paymentReminders: false } }),
      newInvoice(world, { ...spring, customer: { email: 'ana@example.com', paymentReminders: false } }),
      newInvoice(world, { ...spring, values: { voidedAt: spring.issuedAt } }),
    ]);
    for (const now of ['2026-04-27T09:00:00.000Z', '2026-04-30T09:00:00.000Z', '2026-05-07T09:00:00.000Z'])
      expect((await runAt(now, world)).filter((one) => one === 'reminded')).toEqual([]);
    expect((await Promise.all(ids.map((id) => mailsOf(world, id)))).flat()).toEqual([]);
  });

  test('goes to the billing e-mail, and without any address is noted instead', async () => {
    const world = await newWorld('UTC');
    const both = { email: 'ana@example.com', billingEmail: 'billing@example.com' };
    const one = await newInvoice(world, { ...spring, customer: both });
    const other = await newInvoice(world, { ...spring, customer: {} });
    expect(await runAt('2026-04-27T09:00:00.000Z', world)).toEqual(['reminded']);
    expect((await mailsOf(world, one)).map(({ email }) => email)).toEqual(['billing@example.com']);
    expect(await mailsOf(world, other)).toEqual([]);
    expect(await actionsOf(world, other)).toEqual(['created', 'notReminded']);
    expect(await invoiceOf(world, other)).toMatchObject({ reminderProblem: 'no_email' });
    expect((await invoiceOf(world, other)).remindersSent).toBeUndefined();
  });

  test('comes after a refund, because the invoice has waited for the next step', async () => {
    const world = await newWorld('UTC');
    const settlements = [{ paymentId: uuidv7(), amountMinor: 10_000 }];
    const id = await newInvoice(world, { ...spring, values: { settlements } });
    expect(await runAt('2026-05-01T00:00:00.000Z', world)).toEqual([]);
    const context = await world.context('2026-05-03T00:00:00.000Z');
    const before = await invoiceOf(world, id);
    const { actions } = modules.change(modules.invoiceRecords, context, before, { settlements: null });
    await modules.transact(context, actions);
    expect(await runAt('2026-05-07T09:00:00.000Z', world)).toEqual(['reminded']);
  });

  test('beyond the e-mails of a day waits, and is sent later', async () => {
    const world = await newWorld('UTC');
    const id = await newInvoice(world, spring);
    const count = mailCountKey(world.orgId, '2026-04-27');
    await put({ ...count, kind: 'mail-count', used: 200 });
    expect(await runAt('2026-04-27T09:00:00.000Z', world)).toEqual([]);
    expect(await runAt('2026-04-27T09:59:00.000Z', world)).toEqual([]);
    await engine.table.send(new DeleteCommand({ TableName: tableName, Key: count }));
    expect(await runAt('2026-04-27T10:00:00.000Z', world)).toEqual(['reminded']);
    expect(await mailsOf(world, id)).toHaveLength(1);
  });

  test('beyond the e-mails of a day isn’t sent at night, and doesn’t keep the invoice from being overdue', async () => {
    const world = await newWorld('Europe/Madrid');
    const id = await newInvoice(world, spring);
    const count = mailCountKey(world.orgId, '2026-04-30');
    await put({ ...count, kind: 'mail-count', used: 200 });
    await runAt('2026-04-27T07:00:00.000Z', world);
    for (const now of ['2026-04-30T07:00:00.000Z', '2026-04-30T17:30:00.000Z', '2026-04-30T18:30:00.000Z'])
      expect(await runAt(now, world)).toEqual([]);
    expect(await runAt('2026-04-30T22:00:00.000Z', world)).toEqual(['overdue']);
    // A new day has begun for the limit, which counts in UTC.
    expect(await runAt('2026-05-01T00:30:00.000Z', world)).toEqual([]);
    expect(await runAt('2026-05-01T06:59:59.999Z', world)).toEqual([]);
    expect(await runAt('2026-05-01T07:00:00.000Z', world)).toEqual(['reminded']);
    expect(await mailsOf(world, id)).toHaveLength(2);
  });

  test('that is late because there was no run, or because of another time zone, waits for the morning', async () => {
    const [late, moved] = [await newWorld('Asia/Tokyo'), await newWorld('Asia/Tokyo')];
    await newInvoice(late, spring);
    expect(await runAt('2026-04-27T14:00:00.000Z', late)).toEqual([]);
    expect(await runAt('2026-04-27T23:59:00.000Z', late)).toEqual([]);
    expect(await runAt('2026-04-28T00:00:00.000Z', late)).toEqual(['reminded']);
    const id = await newInvoice(moved, spring);
    // Nine o'clock in New York.
    const at = `2026-04-27T13:00:00.000Z#${id}`;
    const [due] = await partitionOf(moved, id, documentDueKey({ pk: '', sk: '' }).sk);
    await put({ ...due, g6sk: at, g1sk: at });
    expect(await runAt('2026-04-27T13:00:00.000Z', moved)).toEqual([]);
    expect(await runAt('2026-04-28T00:00:00.000Z', moved)).toEqual(['reminded']);
  });

  test('of an organization that is being deleted waits for a restore', async () => {
    const world = await newWorld('UTC', { deletingAt: '2026-06-01T00:00:00.000Z' });
    const id = await newInvoice(world, spring);
    expect(await runAt('2026-04-27T09:00:00.000Z', world)).toEqual([]);
    expect(await mailsOf(world, id)).toEqual([]);
    const { Item } = await engine.table.send(
      new GetCommand({ TableName: tableName, Key: organizationKey(world.orgId) }),
    );
    const { deletingAt: _deletingAt, ...data } = JSON.parse(Item!.data) as { deletingAt: string };
    await put({ ...Item, data: JSON.stringify(data) });
    expect(await runAt('2026-04-28T09:00:00.000Z', world)).toEqual(['reminded']);
  });
});

test('an invoice waits until no settings can name a later reminder, and then no longer', async () => {
  const world = await newWorld('UTC');
  const id = await newInvoice(world, { ...spring, values: { paymentReminders: false } });
  const due = () => partitionOf(world, id, documentDueKey({ pk: '', sk: '' }).sk);
  await runAt('2026-06-01T00:00:00.000Z', world);
  expect(await due()).toHaveLength(1);
  await runAt('2026-08-29T00:00:00.000Z', world);
  expect(await due()).toEqual([]);
});
