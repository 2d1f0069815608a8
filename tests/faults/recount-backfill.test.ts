import { afterAll, expect, test, vi } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import { analyticsDifferences } from './analytics-recount.ts';
import {
  act,
  changeTimeZone,
  deliver,
  newAnalyticsWorld,
  recount,
  recountProgress,
  rollups,
  stopTable,
  write,
  type AnalyticsWorld,
} from './analytics-world.ts';

vi.setConfig({ testTimeout: 3_600_000 });
afterAll(stopTable);

const { listAll } = await import('../../functions/activities/list-all.ts');
const { newSession } = await import('#data/store/units.ts');

const at = '2026-03-01T02:00:00.000Z';

/** Creates a customer with a call that is on different days in the two time zones of this file. */
async function newCustomer(world: AnalyticsWorld, name: string): Promise<string> {
  const id = `customer-${world.stream.length}`;
  const createdAt = new Date(Date.parse(at) + world.stream.length).toISOString();
  const head = { createdAt, createdBy: 'u', updatedAt: createdAt, updatedBy: 'u', code: id };
  await write(world, 'customer', id, { ...head, name, statusId: 'active' });
  await act(world, {
    id: `activity-${world.stream.length}`,
    recordType: 'customer',
    recordId: id,
    kind: 'call',
    title: 'Spoke',
    date: at,
    userId: 'ana',
    userName: 'Ana',
    createdAt,
  });
  return id;
}

const deliverAll = async (world: AnalyticsWorld) => {
  while (world.done < world.stream.length) await deliver(world, 40);
};

async function differences(world: AnalyticsWorld): Promise<string[]> {
  const { organization } = world;
  const [records, activities] = [[...world.records.values()], [...world.activities.values()]];
  return analyticsDifferences(await rollups(world), { organization, records, activities });
}

test('records changed during a recount are counted, and other organizations get their turn', async () => {
  const world = await newAnalyticsWorld('org-a', 'Europe/Madrid');
  const other = await newAnalyticsWorld('org-b', 'Europe/Madrid');
  await newCustomer(other, 'Only');
  await deliverAll(other);
  const first = await newCustomer(world, 'Bea');
  // More customers than the recount reads in one page.
  for (let index = 0; index < 230; index += 1) await newCustomer(world, `Customer ${index}`);
  const [last, gone, back] = [
    await newCustomer(world, 'Zed'),
    await newCustomer(world, 'Yan'),
    await newCustomer(world, 'Xia'),
  ];
  await write(world, 'customer', back, { deletedAt: '2026-11-20T00:00:00.000Z' });
  await deliverAll(world);
  expect(await differences(world)).toEqual([]);

  await changeTimeZone(other, 'America/Bogota');
  await changeTimeZone(world, 'America/Bogota');
  expect(await differences(world)).not.toEqual([]);
  const isOnItsWay = async () => {
    const progress = await recountProgress(world);
    return progress?.type === 'customer' && progress.lastKey !== undefined;
  };
  while (!(await isOnItsWay())) await recount(5);
  // The recount of the other organization is finished or has made progress.
  const { servedAt } = (await recountProgress(other)) ?? { servedAt: 'done' };
  expect(servedAt).toBeDefined();
  await write(world, 'customer', last, { name: 'Aaron' });
  await write(world, 'customer', first, { name: 'Zoe' });
  await write(world, 'customer', back, { deletedAt: undefined });
  await write(world, 'customer', gone, { deletedAt: '2026-11-21T00:00:00.000Z' });
  await deliverAll(world);
  while (await recountProgress(world)) await recount(500);
  expect(await differences(world)).toEqual([]);
});

/**
 * Titles of the activities that are visible to someone whose team consists of these people. The first person is the
 * caller.
 */
async function listedTo(world: AnalyticsWorld, team: string[]): Promise<(string | undefined)[]> {
  const { id: orgId } = world.organization;
  const session = { ...newSession(), orgId, settings: world.organization, now: at };
  const reach = { scope: 'team', team, scopeFor: () => 'all', actor: { userId: team[0] } };
  const { items } = await listAll({ ...session, ...reach } as unknown as Context, { orgId });
  return items.map(({ title, recordTitle }) => recordTitle && title);
}

test('activities missing from lists appear after a backfill, for a team of any size', async () => {
  const world = await newAnalyticsWorld('org-c', 'Europe/Madrid');
  await newCustomer(world, 'Bea');
  await deliverAll(world);
  const others = Array.from({ length: 60 }, (_, index) => `somebody-${index}`);
  expect(await listedTo(world, ['ana'])).toEqual([]);
  await changeTimeZone(world, 'America/Bogota');
  while (await recountProgress(world)) await recount(500);
  expect(await listedTo(world, ['ana'])).toEqual(['Spoke']);
  expect(await listedTo(world, [...others, 'ana'])).toEqual(['Spoke']);
  expect(await listedTo(world, others)).toEqual([]);
});
