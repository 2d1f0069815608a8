import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  mailedToken,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  setRole,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let organization: TestOrganization;
let members: string;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  members = `${organization.path}/members`;
});

interface Member {
  userId: string;
  version: number;
  role: string;
  active: boolean;
  displayName: string;
  email: string;
}
const list = async ({ call }: Person): Promise<Member[]> => (await bodyOf(200, call('GET', members))).items;
const memberOf = async (person: Person): Promise<Member> =>
  (await list(organization.owner)).find(({ userId }) => userId === person.userId)!;
const patch = ({ call }: Person, subject: Person, body: object, ifMatch: number) =>
  call('PATCH', `${members}/${subject.userId}`, { body, ifMatch });
const remove = ({ call }: Person, subject: Person, ifMatch: number) =>
  call('DELETE', `${members}/${subject.userId}`, { ifMatch });

test('nobody can change their own role or membership, not even owners, but their own name', async () => {
  const admin = await addMember(host, organization, 'admin');
  for (const person of [organization.owner, admin]) {
    const { version, role } = await memberOf(person);
    const other = role === 'owner' ? 'admin' : 'employee';
    for (const body of [{ role: other }, { active: false }]) {
      expect((await patch(person, person, body, version)).status).toBe(409);
    }
    expect((await remove(person, person, version)).status).toBe(409);
    expect((await patch(person, person, { displayName: 'My name here' }, version)).status).toBe(200);
    expect(await memberOf(person)).toMatchObject({ role, active: true, displayName: 'My name here' });
  }
});

test('an admin can neither change nor appoint owners', async () => {
  const admin = await addMember(host, organization, 'admin');
  const employee = await addMember(host, organization, 'employee');
  const { version } = await memberOf(organization.owner);
  for (const body of [{ role: 'admin' }, { active: false }, { displayName: 'x' }]) {
    expect((await patch(admin, organization.owner, body, version)).status).toBe(403);
  }
  expect((await remove(admin, organization.owner, version)).status).toBe(403);
  const made = await bodyOf(422, patch(admin, employee, { role: 'owner' }, 1));
  expect(made.errors).toMatchObject([{ pointer: '/role', code: 'not_allowed' }]);
  expect((await patch(admin, employee, { role: 'manager' }, 1)).status).toBe(200);
});

test('a stale version is refused with 412 and changes nothing', async () => {
  const employee = await addMember(host, organization, 'employee');
  await bodyOf(200, patch(organization.owner, employee, { displayName: 'Second' }, 1));
  const before = await memberOf(employee);
  expect((await patch(organization.owner, employee, { role: 'admin' }, 1)).status).toBe(412);
  expect((await remove(organization.owner, employee, 1)).status).toBe(412);
  expect(await memberOf(employee)).toEqual(before);
});

test('one owner remains when owners demote each other at the same time', async () => {
  for (let round = 0; round < 4; round += 1) {
    const own = await newOrganization(await newPerson(host));
    const owners = [own.owner, await addMember(host, own, 'owner'), await addMember(host, own, 'owner')];
    const path = `${own.path}/members`;
    await Promise.all(
      owners.flatMap((actor, index) => {
        const subject = owners[(index + 1) % owners.length]!;
        const target = `${path}/${subject.userId}`;
        const body = round % 2 ? { role: 'employee' } : { active: false };
        return round < 2
          ? [actor.call('PATCH', target, { body, ifMatch: 1 })]
          : [actor.call('DELETE', target, { ifMatch: 1 })];
      }),
    );
    const answers = await Promise.all(owners.map(({ call }) => call('GET', path)));
    const working = answers.filter(({ status }) => status === 200);
    expect(working.length).toBeGreaterThan(0);
    // A former owner who is an employee now sees only the own role.
    const left = working.flatMap(({ body }) =>
      (body.items as Member[]).filter(({ role, active }) => role === 'owner' && active),
    );
    expect(left.length).toBeGreaterThan(0);
  }
});

test('a removed member can be invited again and managed as before', async () => {
  const person = await addMember(host, organization, 'manager');
  await newContact(organization, person.call, { ownerId: person.userId });
  await setRole(organization, person.userId, 'employee');
  expect((await remove(organization.owner, person, 2)).status).toBe(204);
  expect((await list(organization.owner)).map(({ userId }) => userId)).not.toContain(person.userId);
  await addMember(host, organization, 'employee', person);
  await setRole(organization, person.userId, 'manager');
  await changeMember(organization, person.userId, { displayName: 'Back again' });
  expect(await memberOf(person)).toMatchObject({ role: 'manager', displayName: 'Back again', active: true });
  expect((await remove(organization.owner, person, (await memberOf(person)).version)).status).toBe(204);
  await addMember(host, organization, 'employee', person);
});

test('an organization has a limited number of members', async () => {
  const own = await newOrganization(await newPerson(host));
  const [person, last] = [await newPerson(host), await addMember(host, own, 'employee')];
  const body = { email: person.email, role: 'employee' };
  await bodyOf(201, own.owner.call('POST', `${own.path}/invitations`, { body }));
  const token = await mailedToken(host, person.email, own.id);
  const [item] = await table.items(() => true, `ORG#${own.id}#MEMBERS`);
  for (let there = 2; there < limits.membersPerOrganization; there += 1) {
    const userId = uuidv7();
    await table.put({ ...item, sk: userId, userId, role: 'client' });
  }
  const accept = () => person.call('POST', '/v1/invitations/accept', { body: { token } });
  const { errors } = await bodyOf(409, accept());
  expect(errors).toMatchObject([{ code: 'too_many', limit: limits.membersPerOrganization }]);
  const path = `${own.path}/members/${last.userId}`;
  expect((await own.owner.call('DELETE', path, { ifMatch: 1 })).status).toBe(204);
  await bodyOf(200, accept());
});

test('a removed member’s records stay with the organization', async () => {
  const person = await addMember(host, organization, 'employee');
  const { id } = await newContact(organization, person.call);
  expect((await remove(organization.owner, person, 1)).status).toBe(204);
  const record = await bodyOf(200, organization.owner.call('GET', `${organization.path}/contacts/${id}`));
  expect(record.ownerId).toBe(person.userId);
  const other = await addMember(host, organization, 'employee');
  const body = { ownerId: other.userId };
  await bodyOf(
    200,
    organization.owner.call('PATCH', `${organization.path}/contacts/${id}`, { body, ifMatch: 1 }),
  );
});

test('a member can be retrieved by user id, but not one of another organization', async () => {
  const employee = await addMember(host, organization, 'employee');
  const get = (userId: string) => organization.owner.call('GET', `${members}/${userId}`);
  expect(await bodyOf(200, get(employee.userId))).toEqual(await memberOf(employee));
  const stranger = await newPerson(host);
  await newOrganization(stranger);
  expect((await get(stranger.userId)).status).toBe(404);
});

test('pages of members contain each member once; without limit and cursor, all are returned by name', async () => {
  const crowd = await newOrganization(await newPerson(host));
  for (let index = 0; index < 3; index += 1) await addMember(host, crowd, 'employee');
  const read = (query: Record<string, string>) =>
    bodyOf(200, crowd.owner.call('GET', `${crowd.path}/members`, { query }));
  const all = await read({});
  const names = all.items.map(({ displayName }: Member) => displayName);
  expect(names).toEqual(names.toSorted((a: string, b: string) => a.localeCompare(b)));
  expect(all.nextCursor).toBeUndefined();
  const pages = [await read({ limit: '2' })];
  while (pages.at(-1).nextCursor) pages.push(await read({ limit: '2', cursor: pages.at(-1).nextCursor }));
  expect(pages.map(({ items }) => items.length)).toEqual([2, 2]);
  const ids = (items: Member[]) => items.map(({ userId }) => userId);
  expect(ids(pages.flatMap(({ items }) => items))).toEqual(ids(all.items).toSorted());
  const query = { cursor: pages[0].nextCursor };
  const other = await organization.owner.call('GET', members, { query });
  const inOwn = ids((await bodyOf(200, Promise.resolve(other))).items);
  expect(inOwn.filter((id) => ids(all.items).includes(id))).toEqual([]);
});

test('owners, admins and managers see every member’s e-mail, employees and keys of employees only their own', async () => {
  const crowd = await newOrganization(await newPerson(host));
  const admin = await addMember(host, crowd, 'admin');
  const manager = await addMember(host, crowd, 'manager');
  const employee = await addMember(host, crowd, 'employee');
  const demoted = await addMember(host, crowd, 'admin');
  const keys = [await newApiKey(host, crowd, admin), await newApiKey(host, crowd, demoted)];
  await setRole(crowd, demoted.userId, 'employee');
  const everyone = [crowd.owner, admin, manager, employee, demoted];
  const emails = (people: readonly Person[]) =>
    Object.fromEntries(people.map(({ userId, email }) => [userId, email]));
  const path = `${crowd.path}/members`;
  const seenBy = async (call: Person['call']) => {
    const [all, page] = await Promise.all(
      [{}, { limit: '50' }].map((query) => bodyOf(200, call('GET', path, { query }))),
    );
    const single = await Promise.all(
      everyone.map(({ userId }) => bodyOf(200, call('GET', `${path}/${userId}`))),
    );
    return [all.items, page.items, single].map((items: Partial<Member>[]) =>
      Object.fromEntries(items.flatMap((item) => ('email' in item ? [[item.userId!, item.email]] : []))),
    );
  };
  for (const { call } of [crowd.owner, admin, manager, keys[0]!])
    expect(await seenBy(call)).toEqual(Array(3).fill(emails(everyone)));
  expect(await seenBy(employee.call)).toEqual(Array(3).fill(emails([employee])));
  for (const { call } of [demoted, keys[1]!])
    expect(await seenBy(call)).toEqual(Array(3).fill(emails([demoted])));
});

test('employees see the names and photos of active members, and the whole of their own membership', async () => {
  const own = await newOrganization(await newPerson(host));
  const employee = await addMember(host, own, 'employee');
  const colleague = await addMember(host, own, 'manager');
  const gone = await addMember(host, own, 'employee');
  const at = (userId: string) => `${own.path}/members/${userId}`;
  await bodyOf(200, own.owner.call('PATCH', at(gone.userId), { body: { active: false }, ifMatch: 1 }));
  const { items } = await bodyOf(200, employee.call('GET', `${own.path}/members`));
  expect(items).toHaveLength(3);
  const find = (userId: string) => items.find((member: Member) => member.userId === userId);
  expect(find(employee.userId)).toMatchObject({ role: 'employee', version: 1, email: expect.any(String) });
  const { displayName } = await bodyOf(200, own.owner.call('GET', at(colleague.userId)));
  expect(find(colleague.userId)).toEqual({ userId: colleague.userId, displayName, active: true });
  expect(await bodyOf(200, employee.call('GET', at(colleague.userId)))).toEqual(find(colleague.userId));
  expect((await employee.call('GET', at(gone.userId))).status).toBe(404);
  const all = await bodyOf(200, colleague.call('GET', `${own.path}/members`));
  expect(all.items).toHaveLength(4);
});
