import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  makeTeam,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let owner: Person;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
});

const newEmail = () => `${unique('same')}@firm.example`;
/** Creates a record and waits until search finds it. */
async function add(plural: string, body: object, call = owner.call, within = organization): Promise<any> {
  const made = await bodyOf(201, call('POST', `${within.path}/${plural}`, { body }));
  await host.settled(within);
  return made;
}
const named = ({ id, name }: { id: string; name: string }) => ({ id, title: name });

test.each(['customers', 'vendors'])(
  'creating or updating one of the %s names the others with the same e-mail address',
  async (plural) => {
    const email = newEmail();
    const first = await add(plural, { name: 'First', email });
    expect(first).not.toHaveProperty('duplicates');
    const second = await add(plural, { name: 'Second', email: email.toUpperCase() });
    expect(second.duplicates).toEqual([named(first)]);
    const third = await add(plural, { name: 'Third', email: `other-${email}` });
    expect(third).not.toHaveProperty('duplicates');
    const path = `${organization.path}/${plural}/${third.id}`;
    const moved = await bodyOf(200, owner.call('PATCH', path, { body: { email }, ifMatch: 1 }));
    expect(moved.duplicates.map(({ id }: { id: string }) => id).sort()).toEqual([first.id, second.id].sort());
    expect(await bodyOf(200, owner.call('GET', path))).not.toHaveProperty('duplicates');
    const again = await bodyOf(
      200,
      owner.call('PATCH', path, { body: { ...moved, name: 'New' }, ifMatch: 2 }),
    );
    expect(again).toMatchObject({ name: 'New', version: 3 });
    expect(again).not.toHaveProperty('duplicates');
  },
);

test('records in the trash and of other types and organizations are no duplicates', async () => {
  const email = newEmail();
  const deleted = await add('customers', { name: 'Deleted', email });
  await bodyOf(
    200,
    owner.call('DELETE', `${organization.path}/customers/${deleted.id}`, { ifMatch: deleted.version }),
  );
  await add('vendors', { name: 'Vendor', email });
  const other = await newOrganization(owner);
  await add('customers', { name: 'Foreign', email }, owner.call, other);
  expect(await add('customers', { name: 'Only one', email })).not.toHaveProperty('duplicates');
});

test('duplicates are named only to callers who can read them', async () => {
  const employee = await addMember(host, organization, 'employee');
  const manager = await addMember(host, organization, 'manager');
  await makeTeam(organization, manager, [employee]);
  const email = newEmail();
  await add('customers', { name: 'Hidden', email, ownerId: owner.userId });
  const mine = await add('customers', { name: 'Mine', email }, employee.call);
  expect(mine).not.toHaveProperty('duplicates');
  const managed = await add('customers', { name: 'Managed', email }, manager.call);
  expect(managed.duplicates).toEqual([named(mine)]);
  const next = await add('customers', { name: 'Next', email }, employee.call);
  expect(next.duplicates).toEqual([named(mine)]);
  const key = await newApiKey(host, organization, owner, ['customer:create']);
  expect(await add('customers', { name: 'By a key', email }, key.call)).not.toHaveProperty('duplicates');
});
