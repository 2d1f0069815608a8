import { beforeAll, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { callsOfViews, newView, organizationOfAllRoles, type People } from '../views.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let people: People;
beforeAll(async () => {
  ({ organization, people } = await organizationOfAllRoles(host));
});
const { add, statusOf, listed, setDefault, defaultsOf } = callsOfViews(() => organization);

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
