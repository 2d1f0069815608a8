import { dateIn } from '#data/values/day.ts';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';

const host = connectHost(inject('host'));
const timeZone = 'Europe/Madrid';
const today = dateIn(timeZone, new Date());
const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-10`;
let organization: TestOrganization;
let manager: Person;
let employee: Person;

const win = (id: string, body: object = {}) =>
  bodyOf(200, organization.owner.call('POST', `${organization.path}/deals/${id}/win`, { body, ifMatch: 1 }));

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD', timeZone });
  const { owner, path } = organization;
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  const hire = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const boss = await hire({ firstName: 'Boss', userId: manager.userId });
  await hire({ firstName: 'Report', userId: employee.userId, managerId: boss.id });
  for (const person of [owner, manager, employee]) {
    const ownerId = person.userId;
    const month = `${today.slice(0, 7)}-28`;
    await newDeal(organization, {
      ownerId,
      value: usd(1_000),
      stageId: 'sales-demo',
      expectedCloseDate: month,
    });
    await win((await newDeal(organization, { ownerId, value: usd(300) })).id);
    await win((await newDeal(organization, { ownerId, value: usd(50) })).id, { closedOn: yearAgo });
    const lost = await newDeal(organization, { ownerId, value: usd(70), stageId: 'sales-proposal' });
    const body = { reason: 'Too dear' };
    await bodyOf(200, owner.call('POST', `${path}/deals/${lost.id}/lose`, { body, ifMatch: 1 }));
    const lead = await newLead(organization, { ownerId, sourceId: 'website' });
    await newLead(organization, { ownerId, sourceId: null });
    const call = { kind: 'call', title: 'Asked', durationMinutes: 20 };
    await bodyOf(201, person.call('POST', `${path}/activities/lead/${lead.id}`, { body: call }));
    await bodyOf(200, owner.call('POST', `${path}/leads/${lead.id}/conversion`, { body: {}, ifMatch: 1 }));
  }
  await host.settled(organization);
});

const report = (call: Call, name: string, query: Record<string, string> = {}) =>
  bodyOf(200, call('GET', `${organization.path}/analytics/${name}`, { query }));

test.each([
  ['all', 3, () => organization.owner.call],
  ['only the team’s', 2, () => manager.call],
  ['only own', 1, () => employee.call],
])('counts %s deals, leads, customers and activities', async (_, people, caller) => {
  const deals = await report(caller(), 'deals');
  expect(deals.totals).toMatchObject({
    created: 4 * people,
    won: people,
    wonMinor: 300 * people,
    lost: people,
  });
  expect(deals.periods).toHaveLength(12);
  expect(deals.periods.at(-1)).toMatchObject({ start: `${today.slice(0, 7)}-01`, values: deals.totals });
  expect(deals.parts).toEqual([{ id: 'sales', values: deals.totals }]);
  expect(deals.isRecounting).toBe(false);
  const { totals: leads } = await report(caller(), 'leads');
  expect(leads).toMatchObject({ created: 2 * people, converted: people, answered: people });
  const { parts: sources } = await report(caller(), 'lead-sources');
  expect(sources).toContainEqual({ id: 'website', values: { created: people, converted: people } });
  const { totals: customers } = await report(caller(), 'customers');
  expect(customers).toEqual({ created: people });
  const { totals: activities } = await report(caller(), 'activities');
  expect(activities).toMatchObject({ call: people, email: 0, minutes: 20 * people });
  const { parts: persons } = await report(caller(), 'people');
  expect(persons).toHaveLength(people);
  for (const { values } of persons) {
    expect(values).toMatchObject({ won: 1, wonMinor: 300, lost: 1, leads: 2, answered: 1, call: 1 });
  }
});

test('a funnel reports how many deals reached each stage', async () => {
  const { parts } = await report(organization.owner.call, 'funnel');
  expect(parts.map(({ id, values }: any) => [id, values.stopped, values.reached])).toEqual([
    ['sales-qualified', 0, 12],
    ['sales-demo', 3, 12],
    ['sales-proposal', 3, 9],
    ['sales-negotiation', 0, 6],
    ['sales-won', 6, 6],
  ]);
});

test('a forecast weights open deals by expected close month, next to the value won', async () => {
  const { periods } = await report(organization.owner.call, 'forecast');
  expect(periods).toHaveLength(12);
  expect(periods[0].values).toEqual({
    open: 3,
    bestMinor: 3_000,
    weightedMinor: 1_200,
    won: 3,
    wonMinor: 900,
  });
});

test('a deal won on an earlier day counts on that day, and in comparisons with the next period', async () => {
  const month = yearAgo.slice(0, 7);
  const lastDay = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const range = { from: `${month}-01`, to: `${month}-${lastDay}` };
  const days = await report(organization.owner.call, 'deals', range);
  expect(days.by).toBe('day');
  expect(days.periods).toHaveLength(lastDay);
  expect(days.periods[9]).toMatchObject({ start: yearAgo, values: { created: 0, won: 3, wonMinor: 150 } });
  const [year, next] = [Number(month.slice(0, 4)), Number(month.slice(5)) + 1];
  const after = new Date(Date.UTC(year, next - 1, 1)).toISOString().slice(0, 10);
  const to = new Date(Date.UTC(year, next, 0)).toISOString().slice(0, 10);
  for (const { call } of [organization.owner, manager, employee]) {
    const { totals, before } = await report(call, 'deals', { from: after, to, compare: 'true' });
    expect(totals.won).toBe(0);
    expect(before).toMatchObject({ ...range, totals: { won: expect.any(Number) } });
    expect(before.totals.wonMinor).toBe(50 * before.totals.won);
    expect(before.totals.won).toBeGreaterThan(0);
  }
});

test('filters by owner, team and pipeline narrow a report and never exceed the caller’s reach', async () => {
  const won = async (call: Call, query: Record<string, string>) =>
    (await report(call, 'deals', query)).totals.won;
  const { call, userId } = organization.owner;
  expect(await won(call, { ownerId: employee.userId })).toBe(1);
  expect(await won(call, { ownerId: `${employee.userId},${userId}` })).toBe(2);
  expect(await won(call, { ownerId: `${employee.userId},${employee.userId}` })).toBe(1);
  expect(await won(call, { teamOf: manager.userId })).toBe(2);
  expect(await won(call, { pipelineId: 'sales' })).toBe(3);
  expect(await won(call, { pipelineId: 'other' })).toBe(0);
  expect(await won(employee.call, { ownerId: userId })).toBe(0);
  expect(await won(employee.call, { teamOf: manager.userId })).toBe(1);
});

test('an API key gets no sums of records it cannot read', async () => {
  const permissions = ['analytics:read', 'lead:read'] as const;
  const key = await newApiKey(host, organization, organization.owner, permissions);
  expect((await report(key.call, 'deals')).totals.won).toBe(0);
  expect((await report(key.call, 'leads')).totals.created).toBe(6);
});

test.each([
  ['a range that ends before it starts', { from: '2026-02-01', to: '2026-01-01' }, '/query/to'],
  ['a range of many years', { from: '2001-01-01', to: '2026-01-01' }, '/query/from'],
  ['a year by day', { from: '2025-01-01', to: '2025-12-31', by: 'day' }, '/query/by'],
])('refuses %s at its field', async (_, query, pointer) => {
  const answer = await organization.owner.call('GET', `${organization.path}/analytics/deals`, { query });
  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].pointer).toBe(pointer);
});

test('deleted records count nowhere, and count again once restored', async () => {
  const { owner, path } = organization;
  const deal = await newDeal(organization, { value: usd(10), ownerId: owner.userId });
  const created = async () => {
    await host.settled(organization);
    return (await report(owner.call, 'deals')).totals.created;
  };
  const before = await created();
  await bodyOf(200, owner.call('DELETE', `${path}/deals/${deal.id}`, { ifMatch: 1 }));
  expect(await created()).toBe(before - 1);
  await bodyOf(200, owner.call('POST', `${path}/deals/${deal.id}/restore`));
  expect(await created()).toBe(before);
});
