import { beforeAll, expect, inject, test } from 'vitest';
import { keyPermissionNames } from '#contract/permission.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type TestOrganization,
} from '../organization.ts';
import {
  callsOfViews,
  filtered,
  memberRoles,
  newView,
  organizationOfAllRoles,
  sharingRoles,
  viewBody,
  type People,
} from '../views.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let views: string;
let people: People;
beforeAll(async () => {
  ({ organization, people } = await organizationOfAllRoles(host));
  views = `${organization.path}/views`;
});
const { add, statusOf, listed, idsFor, rename, setDefault } = callsOfViews(() => organization);

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
  const without = (missing: string) => keyPermissionNames.filter((name) => name !== missing);
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
