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
import { newDeal, usd } from '../selling.ts';

const host = connectHost(inject('host'));
const timeZone = 'America/Bogota';
const today = dateIn(timeZone, new Date());
const year = Number(today.slice(0, 4));
/** A date before the default period of twelve months. */
const longAgo = `${year - 2}-03-31`;
let organization: TestOrganization;
let manager: Person;
let employee: Person;
/** Id of a customer with deals of the organization's owner, the manager and the employee. */
let acme: string;
/** Id of a customer with deals of the organization's owner only. */
let globex: string;

const newWon = async (values: object, closing: object = {}) => {
  const { owner, path } = organization;
  const { id } = await newDeal(organization, values);
  const options = { body: closing, ifMatch: 1 };
  return bodyOf(200, owner.call('POST', `${path}/deals/${id}/win`, options));
};

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD', timeZone });
  const { owner, path } = organization;
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  const hire = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const boss = await hire({ firstName: 'Boss', userId: manager.userId });
  await hire({ firstName: 'Report', userId: employee.userId, managerId: boss.id });
  const newCustomer = async (name: string): Promise<string> =>
    (await bodyOf(201, owner.call('POST', `${path}/customers`, { body: { name, ownerId: employee.userId } })))
      .id;
  acme = await newCustomer('Acme');
  globex = await newCustomer('Globex');
  for (const { userId: ownerId } of [owner, manager, employee]) {
    await newWon({ ownerId, customerId: acme, value: usd(300) });
    await newWon({ ownerId, customerId: acme, value: usd(50) }, { closedOn: longAgo });
    await newDeal(organization, { ownerId, customerId: acme, value: usd(1_000), probability: 10 });
    const lost = await newDeal(organization, { ownerId, customerId: acme, value: usd(70) });
    const body = { reason: 'Too dear' };
    await bodyOf(200, owner.call('POST', `${path}/deals/${lost.id}/lose`, { body, ifMatch: 1 }));
  }
  await newWon({ ownerId: owner.userId, customerId: globex, value: usd(5_000) });
  await newWon({ ownerId: owner.userId, value: usd(7) });
  await host.settled(organization);
});

const report = (call: Call, query: Record<string, string> = {}, name = 'customer-revenue') =>
  bodyOf(200, call('GET', `${organization.path}/analytics/${name}`, { query }));

test('revenue by customer is sorted by revenue and summarizes the rest as others', async () => {
  const { parts, totals, isComplete, periods } = await report(organization.owner.call);
  expect(parts).toEqual([
    { id: globex, values: { won: 1, wonMinor: 5_000 } },
    { id: acme, values: { won: 3, wonMinor: 900 } },
    { id: 'others', values: { won: 1, wonMinor: 7 } },
  ]);
  expect(totals).toEqual({ won: 5, wonMinor: 5_907 });
  expect(periods.at(-1).values).toEqual(totals);
  expect(isComplete).toBe(true);
});

test('revenue by customer covers the requested days across years', async () => {
  const day = { from: longAgo, to: longAgo };
  const { parts, before } = await report(organization.owner.call, { ...day, compare: 'true' });
  expect(parts).toEqual([{ id: acme, values: { won: 3, wonMinor: 150 } }]);
  expect(before.totals).toEqual({ won: 0, wonMinor: 0 });
  const years = await report(organization.owner.call, { from: longAgo, to: today });
  expect(years.parts.find(({ id }: any) => id === acme).values).toEqual({ won: 6, wonMinor: 1_050 });
  const dayBefore = await report(organization.owner.call, {
    from: `${year - 2}-03-01`,
    to: `${year - 2}-03-30`,
  });
  expect(dayBefore.parts).toEqual([]);
});

test.each([
  ['the team’s deals for a manager', 2, () => manager.call],
  ['own deals for an employee', 1, () => employee.call],
])('a customer’s numbers and the revenue report count only %s', async (_, people, caller) => {
  const { parts } = await report(caller());
  expect(parts).toEqual([{ id: acme, values: { won: people, wonMinor: 300 * people } }]);
  const { isRecounting: _isRecounting, ...numbers } = await report(caller(), {}, `customers/${acme}`);
  expect(numbers).toEqual({
    open: { count: people, sumMinor: 1_000 * people },
    won: { count: 2 * people, sumMinor: 350 * people },
    lost: { count: people },
    months: [
      { month: longAgo.slice(0, 7), count: people, sumMinor: 50 * people },
      { month: today.slice(0, 7), count: people, sumMinor: 300 * people },
    ],
  });
});

test('filters narrow revenue by customer, even for very many owners', async () => {
  const { call, userId } = organization.owner;
  const strangers = Array.from({ length: 20 }, () => crypto.randomUUID());
  const ownerId = [employee.userId, ...strangers].join();
  for (const query of [{ ownerId: employee.userId }, { ownerId }])
    expect((await report(call, query)).parts).toEqual([{ id: acme, values: { won: 1, wonMinor: 300 } }]);
  expect((await report(employee.call, { ownerId: userId })).parts).toEqual([]);
  expect((await report(call, { pipelineId: 'other' })).totals.won).toBe(0);
  expect((await report(call, { pipelineId: 'other' })).parts).toEqual([]);
  expect((await report(call, { pipelineId: 'sales' })).parts).toHaveLength(3);
});

test('callers without access to the customer or its deals get no figures', async () => {
  const { owner, path } = organization;
  const permissions = ['analytics:read', 'customer:read'] as const;
  const key = await newApiKey(host, organization, owner, permissions);
  expect((await report(key.call)).parts).toEqual([]);
  expect(await report(key.call, {}, `customers/${acme}`)).toMatchObject({ won: { count: 0 }, months: [] });
  const dealReader = await newApiKey(host, organization, owner, ['analytics:read', 'deal:read']);
  expect((await report(dealReader.call)).parts.map(({ id }: { id: string }) => id)).toEqual(['others']);
  const answer = await dealReader.call('GET', `${path}/analytics/customers/${acme}`);
  expect(answer.status).toBe(404);
});

test('figures follow a deal that moves to another customer or to the trash', async () => {
  const { owner, path } = organization;
  const deal = await newWon({ ownerId: owner.userId, customerId: globex, value: usd(11) });
  const numbers = async (customerId: string) => {
    await host.settled(organization);
    return (await report(owner.call, {}, `customers/${customerId}`)).won;
  };
  const [ofAcme, ofGlobex] = [await numbers(acme), await numbers(globex)];
  const options = { body: { customerId: acme }, ifMatch: deal.version };
  const moved = await bodyOf(200, owner.call('PATCH', `${path}/deals/${deal.id}`, options));
  const more = ({ count, sumMinor }: any, by: number) => ({
    count: Number(count) + by,
    sumMinor: Number(sumMinor) + 11 * by,
  });
  expect(await numbers(acme)).toEqual(more(ofAcme, 1));
  expect(await numbers(globex)).toEqual(more(ofGlobex, -1));
  await bodyOf(200, owner.call('DELETE', `${path}/deals/${deal.id}`, { ifMatch: moved.version }));
  expect(await numbers(acme)).toEqual(ofAcme);
});

test('a customer whose won deals have no value is listed', async () => {
  const { owner, path } = organization;
  const { id: customerId } = await bodyOf(
    201,
    owner.call('POST', `${path}/customers`, { body: { name: 'Initech' } }),
  );
  await newWon({ customerId, value: usd(0) });
  await host.settled(organization);
  const { parts } = await report(owner.call);
  expect(parts).toContainEqual({ id: customerId, values: { won: 1, wonMinor: 0 } });
});

test('open deals without expected close date are reported next to the forecast', async () => {
  const { undated, totals } = await report(organization.owner.call, {}, 'forecast');
  expect(undated).toEqual({ open: 3, bestMinor: 3_000, weightedMinor: 300, won: 0, wonMinor: 0 });
  expect(totals.open).toBe(0);
  const team = await report(manager.call, {}, 'forecast');
  expect(team.undated).toMatchObject({ open: 2, bestMinor: 2_000, weightedMinor: 200 });
});
