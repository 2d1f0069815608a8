import { beforeAll, expect, inject, test } from 'vitest';
import { keyPermissionNames } from '#contract/permission.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let manager: Person;
let employee: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  const { owner, path } = organization;
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  const hire = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const boss = await hire({ firstName: 'Boss', userId: manager.userId });
  await hire({ firstName: 'Report', userId: employee.userId, managerId: boss.id });
  for (const ownerId of [owner.userId, manager.userId, employee.userId]) {
    await newLead(organization, { ownerId, statusId: 'contacted' });
    await newLead(organization, { ownerId });
    await bodyOf(
      201,
      owner.call('POST', `${path}/customers`, { body: { name: unique('Customer '), ownerId } }),
    );
    await newDeal(organization, { ownerId, value: usd(1_000), stageId: 'sales-demo' });
    const { id } = await newDeal(organization, { ownerId, value: usd(300) });
    await bodyOf(200, owner.call('POST', `${path}/deals/${id}/win`, { body: {}, ifMatch: 1 }));
  }
  await host.settled(organization);
});

const dashboardOf = async (one: TestOrganization) => {
  await host.settled(one);
  return bodyOf(200, one.owner.call('GET', `${one.path}/dashboard`));
};
const dashboard = (call: Call) => bodyOf(200, call('GET', `${organization.path}/dashboard`));

test.each([
  ['all', 3, () => organization.owner.call],
  ['only the team’s', 2, () => manager.call],
  ['only own', 1, () => employee.call],
])('counts %s customers, leads and deals', async (_, people, caller) => {
  const { customers, leads, deals, isExact } = await dashboard(caller());
  expect(isExact).toBe(true);
  expect(customers.total).toBe(people);
  expect(leads).toMatchObject({ total: 2 * people, newThisWeek: 2 * people, newLastWeek: 0 });
  expect(leads.byStatus).toContainEqual({ statusId: 'contacted', count: people });
  expect(deals).toMatchObject({
    open: { count: people, sumMinor: 1_000 * people, weightedMinor: 400 * people },
    wonThisMonth: { count: people, sumMinor: 300 * people },
    wonLastMonth: { count: 0, sumMinor: 0 },
  });
  const [{ pipelineId, stages }] = deals.pipelines;
  expect(pipelineId).toBe('sales');
  expect(stages).toContainEqual({
    stageId: 'sales-demo',
    count: people,
    sumMinor: 1_000 * people,
    weightedMinor: 400 * people,
  });
});

test('counts leads closed this month once, within reach: converted, won, lost or disqualified', async () => {
  const own = await newOrganization(await newPerson(host));
  const { path, owner: boss } = own;
  const person = await addMember(host, own, 'employee');
  const closed = async () => {
    await host.settled(own);
    const of = async (call: Call) => {
      const { leads } = await bodyOf(200, call('GET', `${path}/dashboard`));
      return [leads.closedThisMonth, leads.closedLastMonth];
    };
    const query = { closedFrom: '2020-01-01' };
    const { total } = await bodyOf(200, boss.call('GET', `${path}/leads`, { query }));
    return [...(await of(boss.call)), ...(await of(person.call)), total];
  };
  const act = async (id: string, verb: string, ifMatch: number, body: object = {}) =>
    bodyOf(200, boss.call('POST', `${path}/leads/${id}/${verb}`, { body, ifMatch }));
  const setStatus = (id: string, statusId: string, ifMatch: number) =>
    bodyOf(200, boss.call('PATCH', `${path}/leads/${id}`, { body: { statusId }, ifMatch }));
  const leads = [];
  for (const ownerId of [boss.userId, person.userId, person.userId, boss.userId])
    leads.push((await newLead(own, { ownerId })).id as string);
  const [converted, lost, disqualified, won] = leads as [string, string, string, string];
  expect(await closed()).toEqual([0, 0, 0, 0, 0]);
  const { closedAt, convertedAt } = await act(converted, 'conversion', 1);
  expect(closedAt).toBe(convertedAt);
  await setStatus(lost, 'lost', 1);
  await act(disqualified, 'disqualify', 1, { reason: 'No budget' });
  await setStatus(won, 'closed', 1);
  expect(await closed()).toEqual([4, 0, 2, 0, 4]);
  // Another status that closes the lead isn't another closing.
  const before = await bodyOf(200, boss.call('GET', `${path}/leads/${lost}`));
  expect((await setStatus(lost, 'unqualified', 2)).closedAt).toBe(before.closedAt);
  expect(await closed()).toEqual([4, 0, 2, 0, 4]);
  // A reopened lead isn't closed any more, and neither is one in the trash.
  expect((await act(lost, 'qualify', 3)).closedAt).toBeUndefined();
  await bodyOf(200, boss.call('DELETE', `${path}/leads/${won}`, { ifMatch: 2 }));
  expect(await closed()).toEqual([2, 0, 1, 0, 2]);
  const other = `${path}/leads/${disqualified}`;
  await bodyOf(200, boss.call('PATCH', other, { body: { ownerId: boss.userId }, ifMatch: 2 }));
  expect(await closed()).toEqual([2, 0, 0, 0, 2]);
});

test('shows the newest changes of records within reach', async () => {
  const owners: Record<string, string> = {};
  for (const kind of ['customers', 'leads', 'deals']) {
    const { items } = await bodyOf(200, organization.owner.call('GET', `${organization.path}/${kind}`));
    for (const { id, ownerId } of items) owners[id] = ownerId;
  }
  for (const [call, seen] of [
    [organization.owner.call, 10],
    [manager.call, 10],
    [employee.call, 6],
  ] as const) {
    const { recent } = await dashboard(call);
    expect(recent).toHaveLength(seen);
    expect(recent.map(({ at }: any) => at)).toEqual(
      recent
        .map(({ at }: any) => at)
        .sort()
        .reverse(),
    );
  }
  const { recent } = await dashboard(employee.call);
  expect(recent.map(({ recordId }: any) => owners[recordId])).toEqual(recent.map(() => employee.userId));
});

test('an API key without read access to deals learns nothing about them', async () => {
  const permissions = keyPermissionNames.filter((name) => name !== 'deal:read');
  const key = await newApiKey(host, organization, organization.owner, permissions);
  const { deals, leads, recent } = await dashboard(key.call);
  expect(deals).toMatchObject({ open: { count: 0, sumMinor: 0 }, wonThisMonth: { count: 0 } });
  expect(leads.total).toBe(6);
  expect(recent.every(({ recordType }: any) => recordType !== 'deal')).toBe(true);
});

test('recent changes show the current title of their record, which changes don’t store, also from the trash', async () => {
  const own = await newOrganization(await newPerson(host));
  const { owner, path } = own;
  const { id } = await newLead(own, { firstName: 'Before', lastName: 'Marriage' });
  await bodyOf(201, owner.call('POST', `${path}/notes/lead/${id}`, { body: { body: 'A note' } }));
  const names = async (): Promise<[string, string][]> =>
    (await dashboardOf(own)).recent.map(({ title, action }: any) => [title, action]);
  expect(await names()).toEqual([
    ['Before Marriage', 'note.created'],
    ['Before Marriage', 'created'],
  ]);
  const body = { firstName: 'After' };
  await bodyOf(200, owner.call('PATCH', `${path}/leads/${id}`, { body, ifMatch: 1 }));
  await bodyOf(200, owner.call('DELETE', `${path}/leads/${id}`, { ifMatch: 2 }));
  expect(await names()).toEqual([
    ['After Marriage', 'deleted'],
    ['After Marriage', 'updated'],
    ['After Marriage', 'note.created'],
    ['After Marriage', 'created'],
  ]);
});

test('recent changes say how they came about, as in the history', async () => {
  const own = await newOrganization(await newPerson(host));
  const { person, contactId } = await addClient(host, own);
  const profile = `${own.path}/portal/profile`;
  const { version } = await bodyOf(200, person.call('GET', profile));
  await bodyOf(200, person.call('PATCH', profile, { body: { lastName: 'Marín' }, ifMatch: version }));
  const { recent } = await dashboardOf(own);
  const ofContact = recent.filter(({ recordId }: any) => recordId === contactId);
  expect(ofContact[0]).toMatchObject({ action: 'updated', actorId: person.userId, via: 'portal' });
  expect(ofContact.at(-1)).toMatchObject({ action: 'created', actorId: own.owner.userId, via: 'web' });
});

test('includes on request the number of activities and the last ten, as their list shows them within reach', async () => {
  const own = await newOrganization(await newPerson(host));
  const { owner, path } = own;
  const person = await addMember(host, own, 'employee');
  const theirs = await newLead(own, { ownerId: person.userId });
  const hidden = await newLead(own);
  const items = Array.from({ length: 6 }, (_, index) => ({ kind: 'call', title: `Call ${index}` }));
  const planned = { kind: 'meeting', title: 'Planned', date: new Date(Date.now() + 3 * 86_400_000) };
  const add = (call: Call, { id }: { id: string }, some: object[]) =>
    bodyOf(201, call('POST', `${path}/activities/lead/${id}/bulk`, { body: { items: some } }));
  await add(person.call, theirs, items);
  await add(owner.call, hidden, [...items, planned]);
  await host.settled(own);
  const including = (call: Call, include: string) =>
    bodyOf(200, call('GET', `${path}/dashboard`, { query: { include } }));
  for (const [call, total, shown] of [
    [owner.call, 13, 10],
    [person.call, 6, 6],
  ] as const) {
    const { activities } = await including(call, 'activities');
    expect(activities).toMatchObject({ total, totalIsExact: true });
    const dateTo = new Date().toISOString().slice(0, 10);
    const query = { limit: '10', dateTo };
    const listed = await bodyOf(200, call('GET', `${path}/activities`, { query }));
    expect(activities.latest).toHaveLength(shown);
    expect(activities.latest).toEqual(listed.items);
  }
  const reader = await newApiKey(host, own, owner, ['dashboard:read', 'activity:read', 'lead:read']);
  expect((await including(reader.call, 'activities')).activities).toEqual({
    total: 0,
    totalIsExact: true,
    latest: [],
  });
  expect(await bodyOf(200, owner.call('GET', `${path}/dashboard`))).not.toHaveProperty('activities');
});

test.each([
  ['all', 3, () => organization.owner.call],
  ['only the team’s', 2, () => manager.call],
  ['only own', 1, () => employee.call],
])(
  'includes on request the growth of %s customers, as their report computes it',
  async (_, people, caller) => {
    const { path } = organization;
    const query = { include: 'growth' };
    const { customers } = await bodyOf(200, caller()('GET', `${path}/dashboard`, { query }));
    expect(customers).toEqual({ total: people, newThisMonth: people, newLastMonth: 0 });
    const report = await bodyOf(
      200,
      caller()('GET', `${path}/analytics/customers`, { query: { by: 'month' } }),
    );
    const months = report.periods.slice(-2).map(({ values }: any) => values.created);
    expect(months).toEqual([customers.newLastMonth, customers.newThisMonth]);
    expect((await dashboard(caller())).customers).toEqual({ total: people });
  },
);

test.each([
  ['', 0],
  ['all', 0],
  ['growth,weather', 1],
])('does not include %j', async (include, place) => {
  const { path, owner } = organization;
  const { errors } = await bodyOf(422, owner.call('GET', `${path}/dashboard`, { query: { include } }));
  expect(errors[0].pointer).toBe(`/query/include/${place}`);
});
