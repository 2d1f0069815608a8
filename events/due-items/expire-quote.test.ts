import type { Quote } from '#contract/records/quote.ts';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import type { Write } from '#data/records/write.ts';
import { documentDueKey, recordKey } from '#data/store/keys.ts';
import { startTable, stubLambda, tableName } from '../services-under-test.ts';
import { newOrganization, rowsDue, type OrganizationUnderTest } from './organization-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let modules: Awaited<ReturnType<typeof load>>;

const load = async () => ({
  ...(await import('./expire-quote.ts')),
  ...(await import('#data/due/kinds.ts')),
  ...(await import('#data/organization/settings.ts')),
  ...(await import('#data/records/quote.ts')),
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

const itemOf = async (Key: object): Promise<any> =>
  (await engine.table.send(new GetCommand({ TableName: tableName, Key: Key as never }))).Item;
const quoteOf = async ({ orgId }: OrganizationUnderTest, id: string): Promise<any> =>
  modules.recordFrom(modules.quoteRecords, await itemOf(recordKey(orgId, 'quote', id)));
const statusOf = async (organization: OrganizationUnderTest, id: string): Promise<string> =>
  (await quoteOf(organization, id)).statusId;
const dueOf = ({ orgId }: OrganizationUnderTest, id: string): Promise<any> =>
  itemOf(documentDueKey(recordKey(orgId, 'quote', id)));
const lastChangeOf = async (organization: OrganizationUnderTest, id: string): Promise<any> => {
  const { version } = await quoteOf(organization, id);
  const { pk } = recordKey(organization.orgId, 'quote', id);
  const { Items = [] } = await engine.table.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': 'C#' },
    }),
  );
  return Items.find((item) => item.version === version);
};

const sentAt = '2026-04-01T10:00:00.000Z';
let made = 0;

/** A quote that was sent, and is valid until the end of a day. */
async function sentQuote({ context }: OrganizationUnderTest, values: object = {}): Promise<string> {
  const acting = await context(sentAt);
  const quote = modules.creation(modules.quoteRecords, acting, {
    ...{ code: `QUO-${(made += 1)}`, currency: 'EUR', quotedOn: '2026-04-01', validUntil: '2026-04-30' },
    ...{ sentAt, statusId: 'sent', ...values },
  });
  await modules.transact(acting, modules.actionsOf(modules.quoteRecords, acting, [quote]));
  return quote.record.id;
}

type Made = (acting: Context, before: Quote) => Write<Quote> | Promise<Write<Quote>>;

async function write(organization: OrganizationUnderTest, id: string, make: Made, now = sentAt) {
  const acting = await organization.context(now);
  const written = await make(acting, await quoteOf(organization, id));
  await modules.transact(acting, modules.actionsOf(modules.quoteRecords, acting, [written]));
}
const changed =
  (patch: object): Made =>
  (acting, before) =>
    modules.change(modules.quoteRecords, acting, before, { ...patch });
const deleted: Made = (acting, before) => modules.deletion(modules.quoteRecords, acting, before);
const restored: Made = (acting, before) => modules.restoration(modules.quoteRecords, acting, before);

/** Takes what is due at a time, as one of several concurrent runs. Returns how many quotes have expired. */
async function runAt(now: string, organization: OrganizationUnderTest): Promise<number> {
  let expired = 0;
  for (const row of await rowsDue(engine.table, modules.duePartitions('quote-expiry'), now, organization))
    if ((await modules.expireQuote(modules.newSession(), row, now)) === 'taken') expired += 1;
  return expired;
}

test.each([
  ['Europe/Madrid', '2026-04-30T21:59:59.999Z', '2026-04-30T22:00:00.000Z'],
  ['America/Bogota', '2026-05-01T04:59:59.999Z', '2026-05-01T05:00:00.000Z'],
  ['Pacific/Auckland', '2026-04-30T11:59:59.999Z', '2026-04-30T12:00:00.000Z'],
])(
  'a quote of an organization in %s expires at the end of its last day there, once',
  async (timeZone, before, after) => {
    const organization = await newOrganization(engine.table, modules, { timeZone });
    const id = await sentQuote(organization);
    expect(await runAt(before, organization)).toBe(0);
    expect(await statusOf(organization, id)).toBe('sent');
    const runs = await Promise.all([1, 2, 3].map(() => runAt(after, organization)));
    expect(runs.reduce((sum, expired) => sum + expired, 0)).toBe(1);
    expect(await statusOf(organization, id)).toBe('expired');
    expect(await lastChangeOf(organization, id)).toMatchObject({ action: 'expired' });
    expect(await dueOf(organization, id)).toBeUndefined();
  },
);

test('a quote that was answered, is a draft again, is in the trash or has no last day doesn’t expire', async () => {
  const organization = await newOrganization(engine.table, modules, { timeZone: 'UTC' });
  const writes = [
    changed({ acceptedAt: sentAt, answeredBy: 'Ana' }),
    changed({ declinedAt: sentAt, answeredBy: 'Ana' }),
    changed({ sentAt: null }),
    changed({ validUntil: null }),
    deleted,
  ];
  const ids = [];
  for (const make of writes) {
    const id = await sentQuote(organization);
    await write(organization, id, make);
    ids.push(id);
  }
  const before = await Promise.all(ids.map((id) => quoteOf(organization, id)));
  expect(await runAt('2026-05-01T00:00:00.000Z', organization)).toBe(0);
  expect(await Promise.all(ids.map((id) => quoteOf(organization, id)))).toEqual(before);
  expect((await Promise.all(ids.map((id) => dueOf(organization, id)))).filter(Boolean)).toEqual([]);
});

test('a quote whose last day is changed after it was sent expires then, also if it had expired before', async () => {
  const organization = await newOrganization(engine.table, modules, { timeZone: 'UTC' });
  const id = await sentQuote(organization);
  await write(organization, id, changed({ validUntil: '2026-05-31' }));
  expect(await runAt('2026-05-31T23:59:59.999Z', organization)).toBe(0);
  expect(await runAt('2026-06-01T00:00:00.000Z', organization)).toBe(1);
  await write(organization, id, changed({ validUntil: '2026-06-30' }), '2026-06-02T00:00:00.000Z');
  expect(await statusOf(organization, id)).toBe('sent');
  expect(await runAt('2026-07-01T00:00:00.000Z', organization)).toBe(1);
});

test('a quote that is restored from the trash after its last day expires', async () => {
  const organization = await newOrganization(engine.table, modules, { timeZone: 'UTC' });
  const id = await sentQuote(organization);
  await write(organization, id, deleted);
  expect(await runAt('2026-05-01T00:00:00.000Z', organization)).toBe(0);
  await write(organization, id, restored, '2026-05-02T00:00:00.000Z');
  expect(await runAt('2026-05-02T00:01:00.000Z', organization)).toBe(1);
});

test('a quote of an organization whose time zone has changed expires at the end of the day there', async () => {
  const organization = await newOrganization(engine.table, modules, { timeZone: 'America/Bogota' });
  const before = {
    ...organization,
    async context(now: string) {
      const { settings, ...acting } = await organization.context(now);
      return { ...acting, settings: { ...settings, timeZone: 'Europe/Madrid' } };
    },
  };
  const id = await sentQuote(before);
  expect(await runAt('2026-04-30T22:00:00.000Z', organization)).toBe(0);
  expect(await dueOf(organization, id)).toMatchObject({ g6sk: `2026-05-01T05:00:00.000Z#${id}` });
  expect(await runAt('2026-05-01T05:00:00.000Z', organization)).toBe(1);
});

test('a quote of an organization that is being deleted waits for a restore', async () => {
  const deleting = { timeZone: 'UTC', deletingAt: '2026-06-01T00:00:00.000Z' };
  const organization = await newOrganization(engine.table, modules, deleting);
  const id = await sentQuote(organization);
  expect(await runAt('2026-05-01T00:00:00.000Z', organization)).toBe(0);
  expect(await statusOf(organization, id)).toBe('sent');
  expect(await dueOf(organization, id)).toBeDefined();
});
