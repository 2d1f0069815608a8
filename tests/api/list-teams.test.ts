import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let manager: Person;
let employee: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  const hire = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const boss = await hire({ firstName: 'Boss', userId: manager.userId });
  await hire({ firstName: 'Report', userId: employee.userId, managerId: boss.id });
  for (const { userId } of [owner, manager, employee])
    for (const firstName of ['Ana', 'Ben'])
      await newContact(organization, owner.call, { firstName, ownerId: userId });
  await host.settled(organization);
});

const ownersIn = async (call: Call, query: Record<string, string>) => {
  const page = await bodyOf(200, call('GET', `${organization.path}/contacts`, { query }));
  return {
    owners: page.items.map(({ ownerId }: { ownerId: string }) => ownerId).toSorted(),
    total: page.total,
  };
};
const twice = (...people: Person[]) => people.flatMap(({ userId }) => [userId, userId]).toSorted();

test('a team list contains the records of its head and all reports, counted exactly', async () => {
  const { owner } = organization;
  const team = { owners: twice(manager, employee), total: 4 };
  expect(await ownersIn(owner.call, { teamOf: manager.userId })).toEqual(team);
  expect(await ownersIn(manager.call, { teamOf: manager.userId })).toEqual(team);
  expect(await ownersIn(owner.call, { teamOf: employee.userId })).toEqual({
    owners: twice(employee),
    total: 2,
  });
  expect((await ownersIn(owner.call, { teamOf: manager.userId, q: 'ana' })).owners).toEqual(
    [manager.userId, employee.userId].toSorted(),
  );
  expect(await ownersIn(owner.call, { teamOf: manager.userId, ownerId: owner.userId })).toEqual({
    owners: [],
    total: 0,
  });
});

test('requesting a team never reveals more', async () => {
  expect(await ownersIn(employee.call, { teamOf: manager.userId })).toEqual({
    owners: twice(employee),
    total: 2,
  });
  expect((await ownersIn(manager.call, { teamOf: organization.owner.userId })).owners).toEqual([]);
  const query = { teamOf: crypto.randomUUID() };
  const unknown = organization.owner.call('GET', `${organization.path}/contacts`, { query });
  expect((await bodyOf(422, unknown)).errors).toMatchObject([{ code: 'unknown_reference' }]);
});

test('record types without owner have no team filter', async () => {
  const { owner, path } = organization;
  const { status, body } = await owner.call('GET', `${path}/employees`, { query: { teamOf: owner.userId } });
  expect([status, body.errors[0].pointer]).toEqual([422, '/query/teamOf']);
});

test('a key without read access to employees does not learn the reporting lines', async () => {
  const { owner, path } = organization;
  const key = await newApiKey(host, organization, owner, ['contact:read', 'analytics:read']);
  for (const list of ['contacts', 'activities', 'analytics/deals']) {
    const options = { query: { teamOf: manager.userId } };
    expect((await key.call('GET', `${path}/${list}`, options)).status).toBe(403);
    expect((await owner.call('GET', `${path}/${list}`, options)).status).toBe(200);
  }
});

test('a cursor continues only the list of the same team', async () => {
  const { owner, path } = organization;
  const list = (query: Record<string, string>) =>
    owner.call('GET', `${path}/contacts`, { query: { limit: '1', ...query } });
  const { nextCursor: cursor } = await bodyOf(200, list({ teamOf: manager.userId }));
  expect((await list({ teamOf: manager.userId, cursor })).status).toBe(200);
  expect((await list({ teamOf: owner.userId, cursor })).status).toBe(400);
});
