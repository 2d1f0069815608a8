import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import { keyOf, type RecordDefinition } from '#data/records/definition.ts';
import { changeKey, memberKey, organizationKey, projectionKey, tagKey } from '#data/store/keys.ts';
import { seed } from '../counts.ts';
import { watchCalls, workAs } from './workers.ts';
import { olderContacts, olderItems, type OlderContact } from './older-items.ts';
import { randomOf } from './random.ts';
import { recountDifferences, type Item } from './recount.ts';
import { scanAll, startTable } from './table-under-test.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });

const table = await startTable();
// Nothing listens there, so that requests for snapshots fail.
process.env.AWS_ENDPOINT_URL_SQS = 'http://127.0.0.1:9';
const { client } = await import('#data/sdk/client.ts');
const { contactRecords } = await import('#data/records/contact.ts');
const { list } = await import('../../functions/lists/list.ts');
const { change } = await import('#data/records/write.ts');
const { project } = await import('#data/projection/project.ts');
const { lookUp, termsOf } = await import('#data/records/look-up.ts');
const { findRecords } = await import('#data/search/find.ts');
const { searchSource } = await import('#data/search/search-source.ts');
const { loadRecord } = await import('#data/records/read.ts');
const { rowFrom, recordFrom } = await import('#data/records/stored.ts');
const { mirror } = await import('#data/projection/timeline/mirror.ts');
const { transact } = await import('#data/store/transact.ts');
const { newSession } = await import('#data/store/units.ts');
const { backfill } = await import('../../events/reprojection/projection-pass.ts');

/** Represents the next release, in which contacts have an upgrade from the older shape. */
const definition: RecordDefinition = {
  ...contactRecords,
  schema: 2,
  upgrades: [
    ({ name, title, mobile, ...rest }) => {
      const [firstName, ...others] = String(name).split(' ');
      const lastName = others.join(' ');
      const phones = mobile ? [{ label: 'mobile', number: mobile }] : undefined;
      return { ...rest, firstName, lastName, fullName: name, jobTitle: title, phones };
    },
  ],
};
const orgId = 'older';
const older = olderContacts(220);
const live = older.filter((contact) => !contact.deletedAt);
const random = randomOf(seed);
/** Job titles that the tests changed with the next release, by contact id. */
const changedTitles = new Map<string, string>();

const settings = {
  id: orgId,
  timeZone: 'UTC',
  country: 'CO',
  contactStatuses: ['prospect', 'qualified', 'customer', 'inactive'].map((id) => ({
    id,
    name: id,
    meaning: id,
  })),
};

function context(): Context {
  const now = new Date().toISOString();
  const actor = { userId: '0190a000-0000-7000-8000-0000000000e1' };
  const who = { requestId: 'r', now, actor, orgId, role: 'owner', scope: 'all', scopeFor: () => 'all' };
  return { ...newSession(), ...who, settings } as unknown as Context;
}

beforeAll(async () => {
  watchCalls(client);
  const organization = {
    ...organizationKey(orgId),
    kind: 'organization',
    version: 1,
    data: JSON.stringify(settings),
  };
  const [userId, tagId] = ['0190a000-0000-7000-8000-0000000000e1', '0190a000-0000-7000-8000-0000000000f1'];
  // Filters name members and tags that exist.
  const member = { ...memberKey(orgId, userId), kind: 'member', userId };
  const tag = { ...tagKey(orgId, tagId), kind: 'tag', id: tagId, version: 1, name: 'VIP', color: 'blue' };
  for (const Item of [organization, member, tag])
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  await inBatches(olderItems(orgId, older).map((Item) => ({ PutRequest: { Item } })));
});
afterAll(() => table.stop());

type Write = { PutRequest: { Item: object } } | { DeleteRequest: { Key: object } };

async function inBatches(writes: Write[]): Promise<void> {
  for (let start = 0; start < writes.length; start += 25) {
    const RequestItems = { [table.name]: writes.slice(start, start + 25) };
    await table.client.send(new BatchWriteCommand({ RequestItems }));
  }
}

async function listAll(
  query: Record<string, unknown>,
): Promise<{ ids: string[]; rows: any[]; totals: unknown[] }> {
  const rows: any[] = [];
  const totals: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(definition, context(), { limit: 50, cursor, ...query });
    rows.push(...page.items);
    totals.push(page.total);
    cursor = page.nextCursor;
  } while (cursor);
  return { ids: rows.map((row) => row.id as string).sort(), rows, totals };
}

const idsOf = (contacts: readonly OlderContact[]) => contacts.map(({ id }) => id).sort();

async function found(q: string): Promise<string[]> {
  const source = searchSource(orgId, context().settings, [definition]);
  const reach = [{ types: ['contact'], owners: 'all' as const }];
  return (await findRecords(context(), reach, q, source)).map(({ id }) => id);
}

async function foundBy(email: string): Promise<string[]> {
  return (await lookUp(context(), termsOf(email), ['contact'])).map(({ id }) => id);
}

/** Checks that the next release can list, read, search and count the contacts of the previous one. */
async function expectAllRight(): Promise<void> {
  const all = await listAll({});
  expect(all.ids).toEqual(idsOf(live));
  expect(new Set(all.totals)).toEqual(new Set([live.length]));
  for (const row of all.rows) {
    const contact = older.find(({ id }) => id === row.id);
    const firstName = contact?.name.split(' ')[0];
    const jobTitle = changedTitles.get(row.id as string) ?? contact?.title;
    expect(row).toMatchObject({ fullName: contact?.name, firstName, statusId: contact?.statusId });
    expect([row.email, row.jobTitle]).toEqual([contact?.email, jobTitle]);
    expect(row).not.toHaveProperty('title');
  }
  const customers = live.filter(({ statusId }) => statusId === 'customer');
  const byStatus = await listAll({ statusId: ['customer'], sort: '-createdAt' });
  expect([byStatus.ids, byStatus.totals[0]]).toEqual([idsOf(customers), customers.length]);
  const owned = live.filter(({ ownerId }) => ownerId);
  expect((await listAll({ ownerId: ['0190a000-0000-7000-8000-0000000000e1'] })).ids).toEqual(idsOf(owned));
  expect((await listAll({ tagIds: ['0190a000-0000-7000-8000-0000000000f1'] })).ids).toEqual(
    idsOf(live.filter(({ tagIds }) => tagIds)),
  );
  expect((await listAll({ deleted: 'true' })).ids).toEqual(idsOf(older.filter(({ deletedAt }) => deletedAt)));
  for (const contact of [random.oneOf(live), random.oneOf(live)]) {
    const { fullName, schema } = await loadRecord(definition, context(), contact.id, 'all');
    expect([fullName, schema]).toEqual([contact.name, undefined]);
    expect(await found(contact.name)).toContain(contact.id);
    if (!contact.email) continue;
    expect(await found(contact.email)).toEqual([contact.id]);
    expect(await foundBy(contact.email)).toEqual([contact.id]);
  }
}

/** Edits a contact with the next release, and passes the change to the stream readers. */
async function editSome(): Promise<void> {
  const { id } = random.oneOf(live);
  const before = await loadRecord(definition, context(), id, 'all');
  const jobTitle = `Edited ${changedTitles.size}`;
  const { record, actions } = change(definition, context(), before, { jobTitle });
  await transact(newSession(), actions);
  changedTitles.set(id, jobTitle);
  await project(newSession(), [{ definition, orgId, id, version: record.version, record }]);
  await mirror(newSession(), [{ key: changeKey(keyOf(definition, orgId, id), record.version), touched: [] }]);
}

const tableItems = (): Promise<Item[]> => scanAll(table.client, table.name);
/** The text of an item with its attributes in a fixed order, because the engine returns them in any order. */
const sorted = (item: Item) => JSON.stringify(Object.entries(item).sort());
const untilNow = () => Date.now();

test('data of the previous release can be read, listed, searched and counted before reprojection', async () => {
  await expectAllRight();
});

test(
  'the same holds while the data is reprojected, with concurrent edits and repeated crashes',
  { timeout: 600_000 },
  async () => {
    let runs = 0;
    for (let done = false; !done; runs += 1) {
      const crashesAt = runs < 4 ? 50 + random.below(600) : undefined;
      done = await workAs({ ...(crashesAt ? { crashesAt } : {}) }, () =>
        backfill(newSession(), definition, untilNow() + 60_000),
      );
      await editSome();
      await expectAllRight();
    }
    expect(runs).toBeGreaterThan(2);
  },
);

test('afterwards every record has the current shape, and lookup terms and counters equal a recount', async () => {
  await expectAllRight();
  const items = await tableItems();
  const records = items.filter(({ kind }) => kind === 'record');
  for (const item of records) {
    expect(item.schema).toBe(2);
    expect(rowFrom(definition, item.id, item.row)).toBeDefined();
    expect(recordFrom(definition, item as never)).not.toHaveProperty('name');
  }
  expect(recountDifferences(items, definition)).toEqual([]);
  const withPhone = live.find(({ mobile }) => mobile);
  expect(await found(withPhone?.mobile?.slice(-7) ?? '')).toEqual([withPhone?.id]);
  expect(await found('legacy')).toEqual([]);
});

test('a run in small parts completes, and the next one finds nothing to do except to have lists read the records again', async () => {
  const isProjectionItem = { ...projectionKey('contact'), kind: 'projection' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: isProjectionItem }));
  // With these, the table has more items than a page of the scan.
  const others = Array.from({ length: 500 }, (_, at) => ({ pk: 'OTHERS', sk: String(at), kind: 'other' }));
  await inBatches(others.map((Item) => ({ PutRequest: { Item } })));
  const before = new Map((await tableItems()).map((item) => [`${item.pk} ${item.sk}`, sorted(item)]));
  let runs = 0;
  const progress = async () => (await tableItems()).find(({ sk }) => sk === 'PROJECTION#contact');
  do {
    // There is no time left, so each run processes one page.
    await backfill(newSession(), definition, untilNow());
    runs += 1;
  } while ((await progress())?.towards);
  expect(runs).toBeGreaterThan(1);
  const changed = (await tableItems()).filter((item) => before.get(`${item.pk} ${item.sk}`) !== sorted(item));
  const [feed, rest] = [true, false].map((isFeed) =>
    changed.filter(({ kind }) => (kind === 'listFeed') === isFeed),
  );
  expect(rest?.map(({ sk }) => sk)).toEqual(['PROJECTION#contact']);
  expect(feed?.length).toBeGreaterThan(0);
});

test('a second backfill covers writes of old functions during a deployment, and is the last', async () => {
  const key = projectionKey('contact');
  const read = async () => (await tableItems()).find(({ sk }) => sk === key.sk)!;
  const before = await read();
  expect(before.checkAt).toBeGreaterThan(Date.now() / 1000);
  const late = olderContacts(221).slice(-1);
  for (const Item of olderItems(orgId, late).filter(({ kind }) => kind !== undefined))
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Item, pk: Item.pk } }));
  await backfill(newSession(), definition, untilNow() + 60_000);
  expect(await read()).toEqual(before);
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...before, checkAt: 1 } }));
  await backfill(newSession(), definition, untilNow() + 60_000);
  expect(await read()).not.toHaveProperty('checkAt');
  const record = (await tableItems()).find(({ kind, id }) => kind === 'record' && id === late[0]?.id);
  expect(record?.schema).toBe(2);
});

test('a rollback during a backfill starts another one, so no record keeps the abandoned projection', async () => {
  const after = { ...definition, projection: definition.projection + 1 };
  const inAfter = async () =>
    (await tableItems()).filter(({ kind, id, row }) => kind === 'record' && !rowFrom(definition, id, row));
  const isDone = await workAs({ crashesAt: 400 }, () => backfill(newSession(), after, untilNow() + 60_000));
  expect([isDone, (await inAfter()).length > 0]).toEqual([false, true]);
  await backfill(newSession(), definition, untilNow() + 60_000);
  expect(await inAfter()).toEqual([]);
});

test('a reprojection removes lookup terms without a record or projection state', async () => {
  const stray = {
    pk: `ORG#${orgId}#W##st`,
    sk: `stray word#contact#${live[0]?.id}`,
    kind: 'word',
    type: 'contact',
  };
  const lost = { pk: `ORG#${orgId}#W##lo`, sk: `lost word#contact#nobody`, kind: 'word', type: 'contact' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...stray, id: live[0]?.id } }));
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...lost, id: 'nobody' } }));
  const isProjectionItem = { ...projectionKey('contact'), kind: 'projection' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: isProjectionItem }));
  await backfill(newSession(), definition, untilNow() + 60_000);
  const items = await tableItems();
  expect(items.filter(({ sk }) => sk === stray.sk || sk === lost.sk)).toEqual([]);
});

test('a table without projections is rebuilt from its records', async () => {
  const isProjection = ({ pk, sk, kind }: Item) =>
    kind === 'word' || sk === 'LEDGER' || pk.includes('#COUNT#');
  const lost = [...(await tableItems()).filter(isProjection), projectionKey('contact')];
  await inBatches(lost.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })));
  expect(recountDifferences(await tableItems(), definition)).not.toEqual([]);
  await backfill(newSession(), definition, untilNow() + 60_000);
  expect(recountDifferences(await tableItems(), definition)).toEqual([]);
});
