import { beforeAll, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { api } from '#contract/api.ts';
import { limits } from '#contract/limits.ts';
import { headerFrom, type ChangeItem } from '#data/store/change.ts';
import { privateViewsPartition, recordKey, sharedViewKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { callsOfViews, filtered, newView, organizationOfAllRoles, viewBody, type People } from '../views.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let organization: TestOrganization;
let views: string;
let people: People;
beforeAll(async () => {
  ({ organization, people } = await organizationOfAllRoles(host));
  views = `${organization.path}/views`;
});
const { add, statusOf, idsFor, rename } = callsOfViews(() => organization);

const complete = {
  recordType: 'deal',
  name: 'Big open deals',
  layout: 'board',
  query: {
    q: 'roof',
    filter: {
      and: [
        { field: 'ownerId', op: 'anyOf', value: ['me'] },
        { or: [{ field: 'expectedCloseDate', op: 'within', value: { this: 'month' } }] },
      ],
    },
    sorts: [{ field: 'createdAt', descending: true }],
  },
  columns: [{ field: 'title', width: 240 }, { field: 'value' }],
  density: 'compact',
  groupBy: 'ownerId',
  footers: [{ field: 'value', measure: 'sum' }],
};

test('a view is returned as it was saved, and null clears a value', async () => {
  const { call, userId } = people.employee;
  const made = await add(people.employee, complete);
  expect(made).toMatchObject({
    ...complete,
    sharedWith: [],
    version: 1,
    createdBy: userId,
    missingFields: [],
  });
  expect(await bodyOf(200, call('GET', `${views}/${made.id}`))).toEqual(made);
  const body = { groupBy: null, columns: null, query: {}, layout: 'list' };
  const changed = await bodyOf(200, call('PATCH', `${views}/${made.id}`, { body, ifMatch: 1 }));
  const { groupBy: _groupBy, columns: _columns, ...others } = made;
  const { updatedAt } = changed;
  expect(changed).toEqual({ ...others, query: {}, layout: 'list', version: 2, updatedAt });
  expect(await bodyOf(200, call('GET', `${views}/${made.id}`))).toEqual(changed);
  const { layout, query } = await add(people.employee);
  expect({ layout, query }).toEqual({ layout: 'list', query: {} });
});

test('the example in the API reference is accepted', async () => {
  const [body] = Object.values(api.views.operations.create.bodyExamples ?? {});
  expect(await add(people.employee, body as object)).toMatchObject({
    ...(body as object),
    missingFields: [],
  });
});

test('a program gets the records of a view by sending its query to the query operation', async () => {
  const { call } = people.employee;
  const city = unique('City ');
  const found = await newContact(organization, call, { city });
  await newContact(organization, call);
  const { query } = await add(people.employee, {
    query: { filter: { field: 'city', op: 'is', value: city }, sorts: [{ field: 'fullName' }] },
  });
  const path = `${organization.path}/contacts/query`;
  const { items } = await bodyOf(200, call('POST', path, { body: { ...query, limit: 5 } }));
  expect(items.map(({ id }: { id: string }) => id)).toEqual([found.id]);
});

test('a stale If-Match is refused with 412 and changes nothing', async () => {
  const { call } = people.employee;
  const made = await add(people.employee);
  expect(await rename(call, made)).toBe(200);
  expect(await rename(call, made)).toBe(412);
  expect(await statusOf(call, 'DELETE', made.id, { ifMatch: 1 })).toBe(412);
  expect(await statusOf(call, 'DELETE', made.id)).toBe(428);
  expect((await bodyOf(200, call('GET', `${views}/${made.id}`))).version).toBe(2);
  expect(await statusOf(call, 'DELETE', made.id, { ifMatch: 2 })).toBe(204);
  expect(await statusOf(call, 'GET', made.id)).toBe(404);
});

test('of two simultaneous changes to a view, including sharing, one is refused', async () => {
  const { call } = people.manager;
  const { id } = await add(people.manager);
  const bodies = [{ name: 'One' }, { sharedWith: ['employee'] }, { name: 'Two', sharedWith: ['admin'] }];
  const statuses = await Promise.all(bodies.map((body) => statusOf(call, 'PATCH', id, { body, ifMatch: 1 })));
  expect(statuses.sort()).toEqual([200, 412, 412]);
  expect((await idsFor(call)).filter((one) => one === id)).toEqual([id]);
  for (const sharedWith of [[], ['employee']]) {
    const made = await add(people.manager, { sharedWith });
    const renamed = await Promise.all(Array.from({ length: 8 }, () => rename(call, made)));
    expect(renamed.filter((status) => status === 200)).toEqual([200]);
  }
});

test('a view that is found in both partitions while it is being shared is listed once', async () => {
  const { id } = await add(people.manager, { sharedWith: ['employee'] });
  const [item] = await table.items(({ sk }) => sk === id, `ORG#${organization.id}#VIEWS`);
  const since = await sinceOf(organization, people.manager);
  await table.put({ ...item, pk: privateViewsPartition(organization.id, people.manager.userId, since) });
  expect((await idsFor(people.manager.call)).filter((one) => one === id)).toEqual([id]);
});

test('creating with the same Idempotency-Key creates one view', async () => {
  const { call } = people.employee;
  const sent = { body: viewBody(), idempotencyKey: unique('key') };
  const first = await bodyOf(201, call('POST', views, sent));
  expect(await bodyOf(201, call('POST', views, sent))).toEqual(first);
  expect((await idsFor(call)).filter((id) => id === first.id)).toEqual([first.id]);
});

test('the list contains the views of one record type by name, or of all', async () => {
  const { call } = await addMember(host, organization, 'employee');
  const make = (recordType: string, name: string) => newView(organization, call, { recordType, name });
  const [b, a, c] = [await make('vendor', 'B'), await make('vendor', 'a'), await make('deal', 'C')];
  const own = async (query?: Record<string, string>) =>
    (await idsFor(call, query)).filter((id) => [a.id, b.id, c.id].includes(id));
  expect(await own()).toEqual([a.id, b.id, c.id]);
  expect(await own({ recordType: 'vendor' })).toEqual([a.id, b.id]);
  expect((await call('GET', views, { query: { recordType: 'planet' } })).status).toBe(422);
});

/** Fills a partition with views. */
async function fill(pk: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await table.put({ pk, sk: uuidv7(), kind: 'view', schema: 1, version: 1, data: '{"sharedWith":[]}' });
}
const sinceOf = async ({ id }: TestOrganization, { userId }: Person): Promise<string> => {
  const [member] = await table.items(({ sk }) => sk === userId, `ORG#${id}#MEMBERS`);
  return member!.joinedAt as string;
};

test('private views per member and shared views per organization are limited', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const manager = await addMember(host, own, 'manager');
  const [mine, shared] = [
    await newView(own, call),
    await newView(own, manager.call, { sharedWith: ['owner'] }),
  ];
  const since = await sinceOf(own, own.owner);
  await fill(privateViewsPartition(own.id, own.owner.userId, since), limits.privateViewsPerMember - 1);
  await fill(sharedViewKey(own.id, '').pk, limits.sharedViewsPerOrganization - 1);
  const patch = ({ id }: { id: string }, sharedWith: string[], by = call) =>
    by('PATCH', `${own.path}/views/${id}`, { body: { sharedWith }, ifMatch: 1 });
  const refused = async (answer: ReturnType<Call>, pointer: string) => {
    const { errors } = await bodyOf(422, answer);
    expect(errors).toMatchObject([{ pointer, code: 'too_many', limit: 100 }]);
  };
  const create = (values: object, by = call) => by('POST', `${own.path}/views`, { body: viewBody(values) });
  await refused(create({}), '/name');
  await refused(create({ sharedWith: ['owner'] }), '/sharedWith');
  await refused(patch(mine, ['admin']), '/sharedWith');
  expect((await create({}, manager.call)).status).toBe(201);
  const managers = await sinceOf(own, manager);
  await fill(privateViewsPartition(own.id, manager.userId, managers), limits.privateViewsPerMember - 1);
  await refused(patch(shared, []), '/name');
});

test('a view of more than 16 KB is refused, and reading a large one is not', async () => {
  const { call } = people.employee;
  const conditions = (count: number) =>
    filtered({
      or: Array.from({ length: count }, () => ({ field: 'city', op: 'is', value: 'x'.repeat(300) })),
    });
  const { detail } = await bodyOf(413, call('POST', views, { body: viewBody(conditions(50)) }));
  expect(detail).toMatch(/16 KB/);
  const { id } = await add(people.employee, conditions(40));
  const sent = { body: conditions(50), ifMatch: 1 };
  expect(await statusOf(call, 'PATCH', id, sent)).toBe(413);
  expect(await statusOf(call, 'GET', id)).toBe(200);
});

test('a removed member’s private views are deleted and don’t return with the member, and shared ones stay', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const person = await addMember(host, own, 'manager');
  const mine = await newView(own, person.call);
  const shared = await newView(own, person.call, { sharedWith: ['owner'] });
  const path = `${own.path}/views`;
  await bodyOf(200, person.call('PUT', `${path}/defaults/contact`, { body: { viewId: mine.id } }));
  const remaining = async () =>
    (await table.items(() => true, `ORG#${own.id}#VIEWS`)).map(({ sk }) => sk as string);
  const [item] = await table.items(({ sk }) => sk === mine.id, `ORG#${own.id}#VIEWS`);
  expect((await remaining()).sort()).toEqual([mine.id, shared.id, 'DEFAULT#contact'].sort());
  const removal = await call('DELETE', `${own.path}/members/${person.userId}`, { ifMatch: 1 });
  expect(removal.status).toBe(204);
  await expect.poll(remaining).toEqual([shared.id]);
  const unshared = await call('PATCH', `${path}/${shared.id}`, { body: { sharedWith: [] }, ifMatch: 1 });
  expect(unshared.status).toBe(409);
  await addMember(host, own, 'manager', person);
  // As if the deletion hadn't happened yet.
  await table.put(item!);
  const { items, defaults } = await bodyOf(200, person.call('GET', path));
  expect([items.map(({ id }: { id: string }) => id), defaults]).toEqual([[shared.id], {}]);
  await bodyOf(200, person.call('PATCH', `${path}/${shared.id}`, { body: { sharedWith: [] }, ifMatch: 1 }));
  expect((await bodyOf(200, person.call('GET', `${path}/${shared.id}`))).version).toBe(2);
});

test('an admin can unshare a view of a member who has left and come back, and it is private to that member', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const person = await addMember(host, own, 'manager');
  const shared = await newView(own, person.call, { sharedWith: ['owner'] });
  const path = `${own.path}/views/${shared.id}`;
  const removal = await call('DELETE', `${own.path}/members/${person.userId}`, { ifMatch: 1 });
  expect(removal.status).toBe(204);
  await addMember(host, own, 'manager', person);
  await bodyOf(200, call('PATCH', path, { body: { sharedWith: [] }, ifMatch: 1 }));
  expect((await call('GET', path)).status).toBe(404);
  expect(await bodyOf(200, person.call('GET', path))).toMatchObject({ sharedWith: [], version: 2 });
});

test('changes of shared views are recorded, and private views leave no trace', async () => {
  const { call } = people.manager;
  const { id } = await add(people.manager);
  const patch = (body: object, ifMatch: number) =>
    bodyOf(200, call('PATCH', `${views}/${id}`, { body, ifMatch }));
  await patch({ name: 'Secret' }, 1);
  await patch({ sharedWith: ['employee'] }, 2);
  await patch({ name: 'Known' }, 3);
  await patch({ name: 'Secret again', sharedWith: [] }, 4);
  await patch({ name: 'Most secret' }, 5);
  expect(await statusOf(call, 'DELETE', id, { ifMatch: 6 })).toBe(204);
  const { pk } = recordKey(organization.id, 'view', id);
  const changes = (await table.items(() => true, pk)) as ChangeItem[];
  changes.sort((one, other) => one.version - other.version);
  expect(changes.map((change) => [change.version, headerFrom(change).action])).toEqual([
    [3, 'created'],
    [4, 'updated'],
    [5, 'deleted'],
  ]);
  expect(headerFrom(changes[1]!)).toMatchObject({ actorId: people.manager.userId, fields: ['name'] });
  expect(JSON.stringify(changes)).not.toContain('secret');
});
