import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test, vi } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Filter } from '#contract/lists/filter.ts';
import type { Organization } from '#contract/organization.ts';
import { contact } from '#contract/records/contact.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import type { ListSubject } from '#data/lists/list-subject.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { count, seed } from '../counts.ts';
import { startBucket } from './bucket-under-test.ts';
import { randomOf } from './random.ts';
import { startTable } from './table-under-test.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const table = await startTable();
const bucket = await startBucket();
// Nothing listens there, so that requests for snapshots fail.
process.env.AWS_ENDPOINT_URL_SQS = 'http://127.0.0.1:9';
const { defaultLists } = await import('#data/organization/presets/default-lists.ts');
const { contactRecords } = await import('#data/records/contact.ts');
const { recordItem } = await import('#data/records/stored.ts');
const { newSession } = await import('#data/store/units.ts');
const { putObject } = await import('#data/files/object-store.ts');
const { buildSnapshot } = await import('#data/lists/list-build.ts');
const { adapt, catchUp } = await import('#data/lists/list-copy.ts');
const { leaseBuild, openSnapshot, publish, readPointers } = await import('#data/lists/list-snapshot.ts');
const { appendToFeed, readFeed } = await import('#data/lists/feed.ts');
const { askList } = await import('#data/lists/list-store.ts');
const { matches } = await import('#data/lists/matches.ts');
const { predicateOf } = await import('#data/lists/predicate.ts');
afterAll(async () => {
  await table.stop();
  await bucket.stop();
});

const settings = { ...defaultLists('en'), currency: 'USD' } as Organization;
const stamp = '2026-11-01T23:30:00.000Z';
const now = '2026-11-20T12:00:00.000Z';
const owners = ['u1', 'u2'];
const cities = ['Bogotá', 'Cali', 'Medellín', undefined];

/**
 * Functions that write and remove contacts of an organization. `records` has their current state, for a plain recount.
 */
function newContacts(orgId: string) {
  const records = new Map<string, AnyRecord>();
  return {
    records,
    async write(id: string, patch: Partial<AnyRecord>) {
      const before = records.get(id);
      const record = {
        id,
        createdAt: stamp,
        createdBy: 'u1',
        updatedBy: 'u1',
        firstName: 'Ana',
        fullName: 'Ana',
        statusId: 'prospect',
        ...before,
        ...patch,
        updatedAt: stamp,
        version: (before?.version ?? 0) + 1,
      } as AnyRecord;
      records.set(id, record);
      const Item = recordItem(contactRecords, orgId, record, settings);
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
    async remove(id: string) {
      const record = records.get(id);
      if (!record) return;
      records.delete(id);
      const { pk, sk } = recordItem(contactRecords, orgId, record, settings);
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    },
    append: (...ids: string[]) =>
      appendToFeed(
        newSession(),
        orgId,
        ids.map((id) => ({ type: 'contact', id })),
      ),
  };
}

const viewpoint = { now, timeZone: 'America/Bogota', userId: 'u1' };

test('answers equal a plain recount while records are written, deleted, restored, removed and given custom fields', async () => {
  const random = randomOf(seed);
  const orgId = 'lists';
  const world = newContacts(orgId);
  const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`);
  for (const id of ids.slice(0, 20))
    await world.write(id, { city: random.oneOf(cities), ownerId: random.oneOf(owners) });
  let fields: CustomField[] = [];
  for (let step = 0; step < count(150, 2_000); step += 1) {
    const id = random.oneOf(ids);
    const roll = random.below(100);
    if (roll < 10) await world.remove(id);
    else if (roll < 25) await world.write(id, { deletedAt: random.oneOf([undefined, now]) });
    else if (roll < 30) fields = fields.length > 0 ? [] : [{ key: 'size', label: 'Size', kind: 'number' }];
    else
      await world.write(id, {
        city: random.oneOf(cities),
        ownerId: random.oneOf(owners),
        custom: { size: random.below(5) },
      });
    await world.append(id);
    const columns = columnsOf(contact, fields, settings);
    const filter: Filter = random.oneOf<Filter>([
      { field: 'city', op: 'is', value: 'bogota' },
      { field: 'city', op: 'isEmpty' },
      fields.length > 0
        ? { field: 'custom.size', op: 'atLeast', value: 3 }
        : { field: 'ownerId', op: 'anyOf', value: ['me'] },
    ]);
    const predicate = predicateOf(filter, columns, viewpoint);
    const reach = random.oneOf(['all', 'own'] as const);
    const isDeleted = random.chance(0.2);
    const ownerId = columns.get('ownerId');
    if (!ownerId) throw new Error('contacts have no owner');
    const { answer: found } = await askList(
      newSession(),
      { orgId, definition: contactRecords, columns },
      (database) =>
        database.answer({
          reach: reach === 'all' ? 'all' : { column: ownerId, ids: ['u1'] },
          filter: predicate,
          sorts: [],
          limit: 1_000,
          deletedSince: isDeleted ? stamp : undefined,
        }),
    );
    const expected = [...world.records.values()].filter(
      (record) =>
        (record.deletedAt !== undefined) === isDeleted &&
        (reach === 'all' || record.ownerId === 'u1') &&
        matches(predicate, record),
    );
    expect(found.rows.map((row) => row.id).sort(), `step ${step}`).toEqual(
      expected.map((record) => record.id).sort(),
    );
    expect(found.total).toBe(expected.length);
  }
});

/** The number of all contacts of an organization, as the list store answers it. */
async function totalIn(orgId: string, alsoRead: string[] = []): Promise<number> {
  const subject = { orgId, definition: contactRecords, columns: columnsOf(contact, [], settings) };
  const count = (database: ListDatabase) => database.answer({ reach: 'all', sorts: [], limit: 1 }).total;
  return (await askList(newSession(), subject, count, alsoRead)).answer;
}

test('a caller’s own write is in the answer before the feed contains it', async () => {
  const world = newContacts('own-writes');
  await world.write('first', {});
  expect(await totalIn('own-writes')).toBe(1);
  await world.write('second', {});
  expect(await totalIn('own-writes')).toBe(1);
  expect(await totalIn('own-writes', ['second'])).toBe(2);
});

test('more changes than one request reads are read by the next, and none twice', async () => {
  const world = newContacts('many');
  await world.write('first', {});
  expect(await totalIn('many')).toBe(1);
  await world.write('second', {});
  const others = Array.from({ length: 2_300 }, (_, index) => `other-${index}`);
  await world.append(...others, 'second');
  expect(await totalIn('many')).toBe(1);
  expect(await totalIn('many')).toBe(2);
  const { position } = await readFeed(newSession(), 'many', { through: stamp, seen: new Set() }, Infinity);
  const again = await readFeed(newSession(), 'many', position, Infinity);
  expect([again.entries, again.isWhole]).toEqual([[], true]);
  await world.append('first');
  expect((await readFeed(newSession(), 'many', again.position, Infinity)).entries).toEqual([
    { type: 'contact', id: 'first' },
  ]);
});

/** A list of contacts with custom fields, as one version of the code opens it. */
const subjectOf = (orgId: string, fields: readonly CustomField[] = [], schema = 1): ListSubject => ({
  orgId,
  definition: { ...contactRecords, schema },
  columns: columnsOf(contact, fields, settings),
});

/** Ids that an instance without a copy in memory finds with a snapshot. */
async function idsInSnapshot(subject: ListSubject): Promise<string[] | undefined> {
  const copy = await openSnapshot(newSession(), subject);
  if (!copy) return undefined;
  adapt(copy, subject);
  await catchUp(newSession(), subject, copy, { recordsMax: 1_000, ageMaxMs: 0, timeMs: 10_000 });
  const { rows } = copy.database.answer({ reach: 'all', sorts: [], limit: 1_000 });
  copy.database.close();
  return rows.map(({ id }) => id).sort();
}

const liveIds = (records: ReadonlyMap<string, AnyRecord>): string[] =>
  [...records.values()].flatMap(({ id, deletedAt }) => (deletedAt === undefined ? [id] : [])).sort();

/** Lets the current build of a list fail or end long ago, so that another one may start. */
async function letBuildsEnd(subject: ListSubject): Promise<void> {
  for (const { pk, sk } of await readPointers(newSession(), subject))
    await table.client
      .send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk, sk },
          UpdateExpression: 'SET builtAt = :past, building.#until = :past',
          ConditionExpression: 'attribute_exists(building)',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':past': '2026-01-01T00:00:00.000Z' },
        }),
      )
      .catch(() =>
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: { pk, sk },
            UpdateExpression: 'SET builtAt = :past',
            ExpressionAttributeValues: { ':past': '2026-01-01T00:00:00.000Z' },
          }),
        ),
      );
}

test('a snapshot with later changes equals a plain recount, whatever fails while snapshots are built', async () => {
  const random = randomOf(seed);
  const world = newContacts('snapshots');
  const session = newSession();
  const ids = Array.from({ length: 30 }, (_, index) => `id-${index}`);
  const layouts: CustomField[][] = [[], [{ key: 'size', label: 'Size', kind: 'number' }]];
  let found = 0;
  for (let step = 0; step < count(120, 2_000); step += 1) {
    const id = random.oneOf(ids);
    if (random.chance(0.2)) await world.remove(id);
    else
      await world.write(id, { deletedAt: random.oneOf([undefined, undefined, now]), custom: { size: step } });
    await world.append(id);
    const subject = subjectOf('snapshots', random.oneOf(layouts), random.chance(0.1) ? 2 : 1);
    const roll = random.below(10);
    if (roll < 3) await buildSnapshot(session, subject);
    // A builder that is killed before it publishes leaves its lease behind.
    if (roll === 3) await leaseBuild(session, subject, 0);
    if (roll > 6) await letBuildsEnd(subject);
    const objects = bucket.store.keys();
    if (roll === 4 && objects.length > 0) await bucket.store.remove(random.oneOf(objects));
    if (roll === 5 && objects.length > 0)
      await putObject(random.oneOf(objects), 'text/plain', Buffer.from('damaged'));
    const answer = await idsInSnapshot(subject);
    if (answer) expect(answer, `step ${step}`).toEqual(liveIds(world.records));
    if (answer) found += 1;
  }
  expect(found).toBeGreaterThan(count(30, 500));
});

test('of two builders at the same time only one publishes, and a late one doesn’t replace its successor’s snapshot', async () => {
  const world = newContacts('builders');
  await world.write('first', {});
  const subject = subjectOf('builders');
  const lease = await leaseBuild(newSession(), subject, 0);
  expect(await leaseBuild(newSession(), subject, 0)).toBeUndefined();
  await letBuildsEnd(subject);
  expect(await buildSnapshot(newSession(), subject)).toMatchObject({ outcome: 'built', records: 1 });
  const copy = await openSnapshot(newSession(), subject);
  await world.write('second', {});
  expect(await publish(newSession(), subject, lease!, copy!)).toBe(false);
  copy!.database.close();
  await world.append('second');
  expect(await idsInSnapshot(subject)).toEqual(['first', 'second']);
});

test('snapshots of former layouts are removed once they are too old to be used', async () => {
  const world = newContacts('former');
  await world.write('first', {});
  const former = subjectOf('former', [{ key: 'size', label: 'Size', kind: 'number' }]);
  await buildSnapshot(newSession(), former);
  const [{ pk, sk } = { pk: '', sk: '' }] = await readPointers(newSession(), former);
  const change = { UpdateExpression: 'SET through = :past', ExpressionAttributeValues: { ':past': stamp } };
  await table.client.send(new UpdateCommand({ TableName: table.name, Key: { pk, sk }, ...change }));
  await buildSnapshot(newSession(), subjectOf('former'));
  expect(await readPointers(newSession(), former)).toHaveLength(1);
  expect(bucket.store.keys().filter((key) => key.startsWith('lists/former/'))).toHaveLength(1);
  expect(await idsInSnapshot(former)).toEqual(['first']);
});
