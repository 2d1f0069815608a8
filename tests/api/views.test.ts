import { beforeAll, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { api } from '#contract/api.ts';
import { limits } from '#contract/limits.ts';
import { permissionNames } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import { headerFrom, type ChangeItem } from '#data/store/change.ts';
import { privateViewsPartition, recordKey, sharedViewKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { newView, viewBody } from '../views.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const sharingRoles = ['owner', 'admin', 'manager'] as const;
const memberRoles = [...sharingRoles, 'employee'] as const;
type MemberRole = (typeof memberRoles)[number];

let organization: TestOrganization;
let views: string;
/** One member for each role. The owner of the organization is another person. */
let people: Record<MemberRole, Person>;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  views = `${organization.path}/views`;
  const all: [Role, Person][] = [];
  for (const role of memberRoles) all.push([role, await addMember(host, organization, role)]);
  people = Object.fromEntries(all) as Record<MemberRole, Person>;
});

const add = (person: Person, values: object = {}) => newView(organization, person.call, values);
const statusOf = async (call: Call, method: string, id: string, sent: object = {}): Promise<number> =>
  (await call(method, `${views}/${id}`, sent)).status;
const listed = async (call: Call, query: Record<string, string> = {}): Promise<any> =>
  bodyOf(200, call('GET', views, { query }));
const idsFor = async (call: Call, query?: Record<string, string>): Promise<string[]> =>
  (await listed(call, query)).items.map(({ id }: { id: string }) => id);
const rename = (call: Call, { id, version }: { id: string; version: number }) =>
  statusOf(call, 'PATCH', id, { body: { name: unique('Renamed ') }, ifMatch: version });
const setDefault = (call: Call, viewId: string | null, recordType = 'contact') =>
  call('PUT', `${views}/defaults/${recordType}`, { body: { viewId } });
const defaultsOf = async (call: Call) => (await listed(call)).defaults;

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

test('a private view is not found by anyone but its creator, not even by owners', async () => {
  for (const role of memberRoles) {
    const made = await add(people[role]);
    expect(await idsFor(people[role].call)).toContain(made.id);
    const others = [...memberRoles.filter((other) => other !== role).map((other) => people[other])];
    for (const { call } of [...others, organization.owner]) {
      expect(await statusOf(call, 'GET', made.id)).toBe(404);
      expect(await rename(call, made)).toBe(404);
      expect(await statusOf(call, 'DELETE', made.id, { ifMatch: 1 })).toBe(404);
      expect(await idsFor(call)).not.toContain(made.id);
    }
    for (const role of ['owner', 'admin'] as const)
      if (people[role].userId !== made.createdBy)
        expect(await idsFor(people[role].call, { allShared: 'true' })).not.toContain(made.id);
  }
});

test('clients have no views', async () => {
  const { call } = await addMember(host, organization, 'client');
  expect((await call('GET', views)).status).toBe(403);
  expect((await call('POST', views, { body: viewBody() })).status).toBe(403);
  expect((await setDefault(call, null)).status).toBe(403);
  const body = viewBody({ sharedWith: ['client'] });
  const { errors } = await bodyOf(422, people.manager.call('POST', views, { body }));
  expect(errors).toMatchObject([{ pointer: '/sharedWith/0', code: 'not_a_choice' }]);
});

test('managers, admins and owners can share views, and employees can’t', async () => {
  const sharedWith = ['employee', 'manager', 'employee'];
  for (const role of sharingRoles) {
    const made = await add(people[role], { sharedWith });
    expect(made.sharedWith).toEqual(['manager', 'employee']);
    const later = await add(people[role]);
    expect(await statusOf(people[role].call, 'PATCH', later.id, { body: { sharedWith }, ifMatch: 1 })).toBe(
      200,
    );
  }
  const { call } = people.employee;
  expect((await call('POST', views, { body: viewBody({ sharedWith }) })).status).toBe(403);
  const own = await add(people.employee);
  expect(await statusOf(call, 'PATCH', own.id, { body: { sharedWith }, ifMatch: 1 })).toBe(403);
});

test('a shared view is listed for the roles it is shared with and for its creator only', async () => {
  for (const creator of sharingRoles) {
    for (const sharedWith of [['employee'], ['admin', 'manager'], [...memberRoles]]) {
      const { id } = await add(people[creator], { sharedWith });
      for (const role of memberRoles) {
        const { call } = people[role];
        const isFor = role === creator || sharedWith.includes(role);
        expect([role, sharedWith, (await idsFor(call)).includes(id)]).toEqual([role, sharedWith, isFor]);
        // Owners and admins can change every shared view.
        const isFound = isFor || role === 'owner' || role === 'admin';
        expect(await statusOf(call, 'GET', id)).toBe(isFound ? 200 : 404);
      }
    }
  }
});

test('only owners and admins can list the views shared with other roles', async () => {
  const { id } = await add(people.manager, { sharedWith: ['employee'] });
  for (const role of memberRoles) {
    const { status, body } = await people[role].call('GET', views, { query: { allShared: 'true' } });
    const mayList = role === 'owner' || role === 'admin';
    expect([role, status]).toEqual([role, mayList ? 200 : 403]);
    if (mayList) expect(body.items.map((view: { id: string }) => view.id)).toContain(id);
  }
});

test('managers change only their own shared views, owners and admins change all of them', async () => {
  const other = await addMember(host, organization, 'manager');
  const make = () => add(people.manager, { sharedWith: [...memberRoles] });
  const made = await make();
  for (const { call } of [other, people.employee]) {
    expect(await rename(call, made)).toBe(403);
    expect(await statusOf(call, 'PATCH', made.id, { body: { sharedWith: [] }, ifMatch: 1 })).toBe(403);
    expect(await statusOf(call, 'DELETE', made.id, { ifMatch: 1 })).toBe(403);
  }
  for (const role of sharingRoles) {
    const { call } = people[role];
    const subject = await make();
    expect(await rename(call, subject)).toBe(200);
    expect(await statusOf(call, 'DELETE', subject.id, { ifMatch: 2 })).toBe(204);
    expect(await statusOf(people.manager.call, 'GET', subject.id)).toBe(404);
  }
});

test('a view that an admin unshares is private to its creator again', async () => {
  const { id } = await add(people.manager, { sharedWith: ['employee', 'admin'] });
  const sent = { body: { sharedWith: [] }, ifMatch: 1 };
  expect(await statusOf(people.admin.call, 'PATCH', id, sent)).toBe(200);
  for (const role of ['owner', 'admin', 'employee'] as const)
    expect(await statusOf(people[role].call, 'GET', id)).toBe(404);
  const own = await bodyOf(200, people.manager.call('GET', `${views}/${id}`));
  expect(own).toMatchObject({ version: 2, sharedWith: [], createdBy: people.manager.userId });
  expect(await idsFor(people.manager.call)).toContain(id);
});

test('a manager who becomes an employee still sees their shared views and can no longer change them', async () => {
  const person = await addMember(host, organization, 'manager');
  const made = await add(person, { sharedWith: ['manager'] });
  await setRole(organization, person.userId, 'employee');
  expect(await idsFor(person.call)).toContain(made.id);
  expect(await rename(person.call, made)).toBe(403);
  expect(await statusOf(person.call, 'DELETE', made.id, { ifMatch: 1 })).toBe(403);
});

test('an API key needs view:share for shared views, and reads views only of record types that it can read', async () => {
  const without = (missing: string) => permissionNames.filter((name) => name !== missing);
  const { owner } = organization;
  const noShare = await newApiKey(host, organization, owner, without('view:share'));
  const shared = await add(owner, { sharedWith: ['admin'] });
  const body = viewBody({ sharedWith: ['admin'] });
  expect((await noShare.call('POST', views, { body })).status).toBe(403);
  expect(await rename(noShare.call, shared)).toBe(403);
  expect(await statusOf(noShare.call, 'DELETE', shared.id, { ifMatch: 1 })).toBe(403);
  expect((await noShare.call('GET', views, { query: { allShared: 'true' } })).status).toBe(403);
  const noLeads = await newApiKey(host, organization, owner, without('lead:read'));
  const ofLeads = await add(owner, { recordType: 'lead' });
  const ofOthers = await add(people.admin, { recordType: 'lead', sharedWith: ['owner', 'manager'] });
  await bodyOf(200, setDefault(owner.call, ofLeads.id, 'lead'));
  for (const query of [{}, { recordType: 'lead' }, { allShared: 'true' }]) {
    const { items, defaults } = await listed(noLeads.call, query);
    expect(items.filter((view: { recordType: string }) => view.recordType === 'lead')).toEqual([]);
    expect(defaults.lead).toBeUndefined();
  }
  for (const { id } of [ofLeads, ofOthers]) expect(await statusOf(noLeads.call, 'GET', id)).toBe(404);
  const refused = { body: viewBody({ recordType: 'lead' }) };
  expect((await noLeads.call('POST', views, refused)).status).toBe(403);
  expect((await setDefault(noLeads.call, ofLeads.id, 'lead')).status).toBe(422);
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

const filtered = (filter: object) => ({ query: { filter } });
const invalid: [title: string, values: object, pointer: string, code: string][] = [
  ['no name', { name: '' }, '/name', 'required'],
  ['a long name', { name: 'x'.repeat(81) }, '/name', 'too_long'],
  ['an unknown record type', { recordType: 'planet' }, '/recordType', 'not_a_choice'],
  ['an unknown property', { color: 'red' }, '/color', 'unknown_field'],
  ['a board of contacts', { layout: 'board' }, '/layout', 'not_a_choice'],
  ['a page size', { query: { limit: 5 } }, '/query/limit', 'unknown_field'],
  [
    'an unknown field in a filter',
    filtered({ or: [{ field: 'shoeSize', op: 'isEmpty' }] }),
    '/query/filter/or/0/field',
    'unknown_field',
  ],
  [
    'an operator of another kind',
    filtered({ field: 'city', op: 'less', value: 1 }),
    '/query/filter/op',
    'not_a_choice',
  ],
  [
    'an unknown tag in a filter',
    filtered({ field: 'tagIds', op: 'anyOf', value: [uuidv7()] }),
    '/query/filter/value/0',
    'not_a_choice',
  ],
  [
    'an unknown sort',
    { query: { sorts: [{ field: 'city' }, { field: 'custom.gone' }] } },
    '/query/sorts/1/field',
    'unknown_field',
  ],
  ['a sort by phones', { query: { sorts: [{ field: 'phones' }] } }, '/query/sorts/0/field', 'not_allowed'],
  ['an unknown column', { columns: [{ field: 'shoeSize' }] }, '/columns/0/field', 'unknown_field'],
  [
    'a column twice',
    { columns: [{ field: 'city' }, { field: 'city', width: 80 }] },
    '/columns/1/field',
    'taken',
  ],
  ['a narrow column', { columns: [{ field: 'city', width: 63 }] }, '/columns/0/width', 'too_small'],
  ['a wide column', { columns: [{ field: 'city', width: 601 }] }, '/columns/0/width', 'too_big'],
  [
    'too many columns',
    { columns: Array.from({ length: 101 }, () => ({ field: 'city' })) },
    '/columns',
    'too_many',
  ],
  ['an unknown group', { groupBy: 'shoeSize' }, '/groupBy', 'unknown_field'],
  ['groups of a text', { groupBy: 'city' }, '/groupBy', 'not_allowed'],
  ['a footer of a text', { footers: [{ field: 'city', measure: 'sum' }] }, '/footers/0/field', 'not_allowed'],
  [
    'an unknown measure',
    { footers: [{ field: 'activityCount', measure: 'median' }] },
    '/footers/0/measure',
    'not_a_choice',
  ],
  ['an unknown density', { density: 'cozy' }, '/density', 'not_a_choice'],
];
test.each(invalid)('%s is refused with a pointer, in new and in changed views', async (...row) => {
  const [, values, pointer, code] = row;
  const { call } = people.employee;
  const created = await bodyOf(422, call('POST', views, { body: viewBody(values) }));
  expect(created.errors).toMatchObject([{ pointer, code }]);
  if (pointer === '/recordType') return;
  const { id } = await add(people.employee);
  const changed = await bodyOf(422, call('PATCH', `${views}/${id}`, { body: values, ifMatch: 1 }));
  expect(changed.errors).toMatchObject([{ pointer, code }]);
});

test('a view whose custom field was retired still opens, names the field as missing, and can be renamed', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const fields = `${own.path}/custom-fields/contact`;
  const field = 'custom.shoe-size';
  const body = { key: 'shoe-size', label: 'Shoe size', kind: 'number' };
  await bodyOf(201, call('POST', fields, { body, ifMatch: 0 }));
  const columns = [{ field: 'city' }, { field }];
  const made = await newView(own, call, {
    ...filtered({ and: [{ field, op: 'more', value: 40 }] }),
    columns,
    footers: [{ field, measure: 'max' }],
  });
  expect(made.missingFields).toEqual([]);
  await bodyOf(200, call('PATCH', `${fields}/shoe-size`, { body: { retired: true }, ifMatch: 1 }));
  const path = `${own.path}/views/${made.id}`;
  const opened = await bodyOf(200, call('GET', path));
  expect(opened).toEqual({ ...made, missingFields: [field] });
  expect((await bodyOf(200, call('GET', `${own.path}/views`))).items).toEqual([opened]);
  const renamed = await bodyOf(200, call('PATCH', path, { body: { name: 'New' }, ifMatch: 1 }));
  expect(renamed).toMatchObject({ name: 'New', columns, missingFields: [field] });
  const { errors } = await bodyOf(
    422,
    call('PATCH', path, { body: { columns: columns.toReversed() }, ifMatch: 2 }),
  );
  expect(errors).toMatchObject([{ pointer: '/columns/0/field', code: 'unknown_field' }]);
});

test('fields of a shared view that a member can’t read are missing for that member only', async () => {
  const values = {
    recordType: 'customer',
    columns: [{ field: 'name' }, { field: 'wonValue' }],
    sharedWith: ['employee'],
  };
  const { id } = await add(people.admin, values);
  const missingFor = async ({ call }: Person) =>
    (await bodyOf(200, call('GET', `${views}/${id}`))).missingFields;
  expect(await missingFor(people.admin)).toEqual([]);
  expect(await missingFor(people.employee)).toEqual(['wonValue']);
});

test('each member chooses one view per record type that opens first', async () => {
  const [one, other] = [await addMember(host, organization, 'employee'), people.employee];
  const shared = await add(people.manager, { sharedWith: ['employee'] });
  const own = await add(one);
  const ofDeals = await add(one, { recordType: 'deal' });
  expect(await bodyOf(200, setDefault(one.call, shared.id))).toEqual({ viewId: shared.id });
  await bodyOf(200, setDefault(one.call, ofDeals.id, 'deal'));
  expect(await defaultsOf(one.call)).toEqual({ contact: shared.id, deal: ofDeals.id });
  expect((await listed(one.call, { recordType: 'deal' })).defaults).toEqual({ deal: ofDeals.id });
  expect(await defaultsOf(other.call)).toEqual({});
  await bodyOf(200, setDefault(one.call, own.id));
  expect(await defaultsOf(one.call)).toEqual({ contact: own.id, deal: ofDeals.id });
  expect(await bodyOf(200, setDefault(one.call, null))).toEqual({ viewId: null });
  expect(await defaultsOf(one.call)).toEqual({ deal: ofDeals.id });
});

test('a default that is deleted or no longer visible is not listed', async () => {
  const person = await addMember(host, organization, 'employee');
  const shared = await add(people.manager, { sharedWith: ['employee'] });
  await bodyOf(200, setDefault(person.call, shared.id));
  const sent = { body: { sharedWith: ['admin'] }, ifMatch: 1 };
  expect(await statusOf(people.manager.call, 'PATCH', shared.id, sent)).toBe(200);
  expect(await defaultsOf(person.call)).toEqual({});
  const own = await add(person);
  await bodyOf(200, setDefault(person.call, own.id));
  expect(await statusOf(person.call, 'DELETE', own.id, { ifMatch: 1 })).toBe(204);
  expect(await defaultsOf(person.call)).toEqual({});
});

test('a default must be a visible view of the record type, and views of others are refused like unknown ones', async () => {
  const { call } = people.employee;
  const theirs = await newOrganization(await newPerson(host));
  const foreign = await newView(theirs, theirs.owner.call, { sharedWith: ['employee', 'owner'] });
  const ids = [
    uuidv7(),
    foreign.id,
    (await add(people.admin)).id,
    (await add(people.admin, { sharedWith: ['manager'] })).id,
    (await add(people.employee, { recordType: 'deal' })).id,
  ];
  for (const id of ids) {
    const { errors } = await bodyOf(422, setDefault(call, id));
    expect(errors).toMatchObject([{ pointer: '/viewId', code: 'unknown_reference' }]);
  }
  expect((await setDefault(call, null, 'planet')).status).toBe(404);
});

test('a view of another organization is not found, and its tags are refused like unknown ones', async () => {
  const theirs = await newOrganization(await newPerson(host));
  const { id } = await newView(theirs, theirs.owner.call, { sharedWith: [...memberRoles] });
  const { call } = organization.owner;
  expect(await statusOf(call, 'GET', id)).toBe(404);
  expect(await idsFor(call, { allShared: 'true' })).not.toContain(id);
  expect((await call('GET', `${theirs.path}/views/${id}`)).status).toBe(404);
  const body = { name: unique('tag ') };
  const tag = await bodyOf(201, theirs.owner.call('POST', `${theirs.path}/tags`, { body }));
  const filter = { field: 'tagIds', op: 'anyOf', value: [tag.id] };
  const { errors } = await bodyOf(422, call('POST', views, { body: viewBody(filtered(filter)) }));
  expect(errors).toMatchObject([{ pointer: '/query/filter/value/0', code: 'not_a_choice' }]);
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
