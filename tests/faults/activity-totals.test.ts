import { BatchWriteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import {
  activitiesPartition,
  activityKey,
  counterKey,
  organizationKey,
  projectionKey,
  recordKey,
} from '#data/store/keys.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const { listAll } = await import('../../functions/activities/list-all.ts');
const { backfill } = await import('../../events/reprojection/projection-pass.ts');
const { areActivitiesCounted, isBackfilled } = await import('#data/records/backfilled.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { newSession } = await import('#data/store/units.ts');
afterAll(() => table.stop());

const put = (Item: object) => table.client.send(new PutCommand({ TableName: table.name, Item }));

function contextOf(orgId: string): Context {
  const who = { requestId: 'r', now: new Date().toISOString(), actor: { userId: 'ana' }, orgId };
  const may = { scope: 'all', scopeFor: () => 'all', settings: { id: orgId, timeZone: 'UTC' } };
  return { ...newSession(), ...who, ...may } as unknown as Context;
}

/** Writes activities of one lead, every third of them by Bo and the others by Ana. */
async function addActivities(orgId: string, count: number): Promise<void> {
  const settings = JSON.stringify({ id: orgId, timeZone: 'UTC' });
  await put({ ...organizationKey(orgId), kind: 'organization', version: 1, data: settings });
  const items = Array.from({ length: count }, (_, index) => {
    const [date, userId] = [new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(), index % 3 ? 'ana' : 'bo'];
    const place = `${date}#a${index}`;
    return {
      ...activityKey(recordKey(orgId, 'lead', 'l1'), date, `a${index}`),
      kind: 'activity',
      row: JSON.stringify({ kind: 'call', title: 'Called', userId, userName: userId }),
      ...{ g1pk: activitiesPartition(orgId, userId), g1sk: place },
      ...{ g2pk: activitiesPartition(orgId), g2sk: place },
    };
  });
  for (let start = 0; start < count; start += 25) {
    const writes = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: writes } }));
  }
}

async function totalOf(orgId: string, query: object = {}): Promise<[total: number, isExact: boolean]> {
  const { total, totalIsExact } = await listAll(contextOf(orgId), { orgId, limit: 1, ...query });
  return [total, totalIsExact];
}

// This test is the first, because no other one may have run a backfill.
test('the total of all activities is exact before the first backfill of a stage, except that of large lists', async () => {
  await addActivities('few', 9);
  expect(await totalOf('few')).toEqual([9, true]);
  expect(await totalOf('few', { userId: ['bo'] })).toEqual([3, true]);
  expect(await totalOf('few', { userId: ['ana', 'bo'] })).toEqual([9, true]);
  // More than one query reads.
  await addActivities('more', 4_900);
  expect(await totalOf('more')).toEqual([4_900, true]);
  await addActivities('many', 5_000);
  expect(await totalOf('many')).toEqual([1, false]);
});

test('it stays exact for large lists during the backfills of later releases', async () => {
  await put({ ...counterKey('many', 'loggedActivity', 'all'), n: 5_000 });
  const { lead } = recordDefinitions;
  const session = newSession();
  const later: RecordDefinition = { ...lead, projection: lead.projection + 1 };
  expect(await areActivitiesCounted(session, later)).toBe(false);
  for (const definition of Object.values(recordDefinitions)) await backfill(session, definition, Infinity);
  expect(await totalOf('many')).toEqual([5_000, true]);
  // What a backfill of the later release stores before its first page.
  const { hash: _hash, ...rest } = await progressOf('lead');
  await put({ ...rest, towards: 'later' });
  expect([await isBackfilled(session, later), await areActivitiesCounted(session, later)]).toEqual([
    false,
    true,
  ]);
  await backfill(session, later, 0);
  expect(await progressOf('lead')).toMatchObject({ activityLists: rest.activityLists });
});

async function progressOf(type: string): Promise<Record<string, unknown>> {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: projectionKey(type) }),
  );
  return Item ?? {};
}
