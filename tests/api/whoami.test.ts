import { beforeAll, expect, inject, test } from 'vitest';
import { permissionNames, isGranted } from '#contract/permission.ts';
import { newSecret } from '#http/api-key-secret.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
const path = '/v1/whoami';

let organization: TestOrganization;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

test('a key learns its name, organization, creator, expiry and permissions, and a user the id', async () => {
  const { owner, id } = organization;
  expect(await bodyOf(200, owner.call('GET', path))).toEqual({ kind: 'user', id: owner.userId });
  const { name } = await bodyOf(200, owner.call('GET', organization.path));
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const key = await newApiKey(host, organization, owner, ['tag:read', 'contact:read'], expiresAt);
  const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/api-keys`));
  expect(await bodyOf(200, key.call('GET', path))).toEqual({
    kind: 'key',
    id: key.id,
    name: items[0].name,
    start: key.secret.slice(0, 11),
    organization: { id, name },
    permissions: ['contact:read', 'tag:read'],
    createdBy: owner.userId,
    expiresAt,
  });
});

test('the permissions of a key are those that its creator has now', async () => {
  const person = await addMember(host, organization, 'admin');
  const key = await newApiKey(host, organization, person);
  await setRole(organization, person.userId, 'employee');
  const { permissions } = await bodyOf(200, key.call('GET', path));
  const ofKey = (
    await bodyOf(200, organization.owner.call('GET', `${organization.path}/api-keys`))
  ).items.find(({ id }: { id: string }) => id === key.id).permissions;
  expect(permissions).toEqual(
    permissionNames.filter((name) => ofKey.includes(name) && isGranted('employee', name)),
  );
});

test('a key that is unknown, revoked or of an inactive or former member is unauthenticated', async () => {
  const status = async (call: typeof organization.owner.call) => (await call('GET', path)).status;
  expect(await status(callerWith(host.url, newSecret()))).toBe(401);
  const person = await addMember(host, organization, 'admin');
  const [revoked, key] = [
    await newApiKey(host, organization, person),
    await newApiKey(host, organization, person),
  ];
  await person.call('DELETE', `${organization.path}/api-keys/${revoked.id}`);
  expect(await status(revoked.call)).toBe(401);
  await changeMember(organization, person.userId, { active: false });
  expect(await status(key.call)).toBe(401);
  await changeMember(organization, person.userId, { active: true });
  expect(await status(key.call)).toBe(200);
  const member = `${organization.path}/members/${person.userId}`;
  await organization.owner.call('DELETE', member, { headers: { 'if-match': '*' } });
  expect(await status(key.call)).toBe(401);
  await addMember(host, organization, 'admin', person);
  expect(await status(key.call)).toBe(401);
});
