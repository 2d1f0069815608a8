import { expect, inject, test } from 'vitest';
import { isKeyPermission, keyPermissionNames, permissionNames } from '#contract/permission.ts';
import { limits } from '#contract/limits.ts';
import { newSecret } from '#http/api-key-secret.ts';
import { expireKey, openKeys } from '../api-keys.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  setRole,
  unique,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const { organization, keys, listed, rotate, statusWith } = await openKeys(host);

const create = (body: object) =>
  organization.owner.call('POST', keys, {
    body: { name: unique('key '), permissions: ['contact:read'], ...body },
  });

test('a secret is shown once and stored nowhere', async () => {
  const { key, secret } = await bodyOf(201, create({}));
  expect(secret).toMatch(/^cobalt_[\w-]{50}$/);
  expect(secret.startsWith(key.start)).toBe(true);
  expect(key.start.length).toBeLessThan(15);
  expect(await listed(key.id)).toEqual(key);
  expect(table.holds(key.start)).toBe(true);
  expect(table.holds(secret.slice('cobalt_'.length))).toBe(false);
});

test('a key can do what its permissions allow and nothing else, and the history names it', async () => {
  const permissions = ['contact:read', 'contact:create'] as const;
  const key = await newApiKey(host, organization, organization.owner, permissions);
  const { id } = await newContact(organization, key.call);
  const path = `${organization.path}/contacts/${id}`;
  const { items } = await bodyOf(200, key.call('GET', `${path}/history`));
  expect(items).toMatchObject([{ actorId: organization.owner.userId, apiKeyId: key.id }]);
  expect((await key.call('PATCH', path, { body: { city: 'x' }, ifMatch: 1 })).status).toBe(403);
  expect((await key.call('GET', `${organization.path}/tags`)).status).toBe(403);
  expect((await key.call('GET', '/v1/me')).status).toBe(403);
});

test('records created by an employee’s key belong to the employee, even if the key can’t read them', async () => {
  const person = await addMember(host, organization, 'admin');
  const key = await newApiKey(host, organization, person, ['contact:create']);
  await setRole(organization, person.userId, 'employee');
  const { id } = await newContact(organization, key.call);
  const { ownerId } = await bodyOf(200, person.call('GET', `${organization.path}/contacts/${id}`));
  expect(ownerId).toBe(person.userId);
});

test('a key’s last use is recorded to the minute', async () => {
  const key = await newApiKey(host, organization, organization.owner, ['contact:read']);
  expect((await listed(key.id)).lastUsedAt).toBeUndefined();
  await bodyOf(200, key.call('GET', `${organization.path}/contacts`));
  const { lastUsedAt } = await listed(key.id);
  expect(lastUsedAt).toMatch(/T\d\d:\d\d:00\.000Z$/);
  expect(Math.abs(Date.now() - Date.parse(lastUsedAt))).toBeLessThan(130_000);
});

test('an expiry must be in the future, and an expired key is neither valid nor listed', async () => {
  const past = await bodyOf(422, create({ expiresAt: '2020-01-01T00:00:00Z' }));
  expect(past.errors).toMatchObject([{ pointer: '/expiresAt', code: 'in_past' }]);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const { key, secret } = await bodyOf(201, create({ expiresAt }));
  expect(key.expiresAt).toBe(expiresAt);
  expect(await statusWith(secret)).toBe(200);
  await expireKey(host, organization, key.id);
  expect(await statusWith(secret)).toBe(401);
  expect(await listed(key.id)).toBeUndefined();
});

test('changes are validated field by field', async () => {
  const cases: [object, string, string][] = [
    [{ name: '' }, '/name', 'required'],
    [{ permissions: [] }, '/permissions', 'too_few'],
    [{ permissions: ['contact:read', 'everything'] }, '/permissions/1', 'not_a_choice'],
    [{ permissions: ['contact:read', 'member:create'] }, '/permissions/1', 'users_only'],
    [{ allowedAddresses: ['127.0.0.1', '127.0.0.1/33'] }, '/allowedAddresses/1', 'invalid_format'],
    [{ allowedAddresses: Array(21).fill('::1') }, '/allowedAddresses', 'too_many'],
    [{ expiresAt: 'tomorrow' }, '/expiresAt', 'invalid_timestamp'],
    [{ secret: 'mine' }, '/secret', 'unknown_field'],
  ];
  for (const [body, pointer, code] of cases) {
    const { errors } = await bodyOf(422, create(body));
    expect(errors).toMatchObject([{ pointer, code }]);
  }
});

test('a key with allowed addresses works from these only, and a refusal neither names them nor counts as a use', async () => {
  const allowed = await bodyOf(
    201,
    create({ allowedAddresses: ['203.0.113.7', '127.0.0.0/8', '127.0.0.0/8'] }),
  );
  expect(allowed.key.allowedAddresses).toEqual(['203.0.113.7', '127.0.0.0/8']);
  expect(await listed(allowed.key.id)).toEqual(allowed.key);
  const { key, secret } = await bodyOf(
    201,
    create({ allowedAddresses: ['203.0.113.0/24', '2001:db8::/32'] }),
  );
  expect(await statusWith(allowed.secret)).toBe(200);
  for (const path of [`${organization.path}/contacts`, '/v1/whoami', organization.path]) {
    const { status, body, text } = await callerWith(host.url, secret)('GET', path);
    expect([status, body.detail]).toEqual([403, 'This API key can’t be used from your IP address.']);
    expect(text).not.toMatch(/203\.0|2001:db8|127\.0/);
  }
  expect((await listed(key.id)).lastUsedAt).toBeUndefined();
  const rotated = await bodyOf(200, rotate(key.id, 1, 24));
  expect(rotated.key.allowedAddresses).toEqual(key.allowedAddresses);
  for (const one of [secret, rotated.secret]) expect(await statusWith(one)).toBe(403);
  const { key: open } = await bodyOf(201, create({ allowedAddresses: [] }));
  expect(open.allowedAddresses).toBeUndefined();
});

test('a key can’t be given a permission that only users can use', async () => {
  const others = permissionNames.filter((permission) => !isKeyPermission(permission));
  expect(others).toContain('member:create');
  for (const permission of others) {
    const { errors } = await bodyOf(422, create({ permissions: ['contact:read', permission] }));
    expect(errors).toEqual([
      { pointer: '/permissions/1', code: 'users_only', message: 'API keys can’t have this permission' },
    ]);
  }
  const { key } = await bodyOf(201, create({ permissions: keyPermissionNames }));
  expect(key.permissions).toEqual(keyPermissionNames);
  const { components } = await bodyOf(200, organization.owner.call('GET', '/v1/openapi.json'));
  expect(components.schemas.ApiKeyCreate.properties.permissions.items.enum).toEqual(keyPermissionNames);
});

test('an earlier key with permissions of users works as before and shows them', async () => {
  const key = await newApiKey(host, organization, organization.owner, ['contact:read']);
  const permissions = ['contact:read', 'invitation:create', 'apiKey:create', 'apiKey:delete'];
  const [hashed] = await table.items(({ id }) => id === key.id, 'API-KEY#');
  await table.change({ pk: hashed!.pk, sk: hashed!.sk }, { permissions });
  await table.change({ pk: `ORG#${organization.id}#API-KEYS`, sk: key.id }, { permissions });
  expect((await key.call('GET', `${organization.path}/contacts`)).status).toBe(200);
  expect((await listed(key.id)).permissions).toEqual(permissions);
  const body = { name: 'Another', permissions: ['contact:read'] };
  expect((await key.call('POST', keys, { body })).status).toBe(403);
  expect((await key.call('DELETE', `${keys}/${key.id}`)).status).toBe(403);
});

test('a key ends with its creator’s membership and stays invalid if the creator returns', async () => {
  const maker = await addMember(host, organization, 'admin');
  const key = await newApiKey(host, organization, maker, ['contact:read']);
  const contacts = `${organization.path}/contacts`;
  await changeMember(organization, maker.userId, { displayName: 'Still here' });
  await setRole(organization, maker.userId, 'manager');
  await changeMember(organization, maker.userId, { active: false });
  await changeMember(organization, maker.userId, { active: true });
  expect((await key.call('GET', contacts)).status).toBe(200);
  const path = `${organization.path}/members/${maker.userId}`;
  expect((await organization.owner.call('DELETE', path, { ifMatch: 5 })).status).toBe(204);
  expect((await key.call('GET', contacts)).status).toBe(404);
  await addMember(host, organization, 'admin', maker);
  expect((await maker.call('GET', contacts)).status).toBe(200);
  expect((await key.call('GET', contacts)).status).toBe(404);
  const another = await newApiKey(host, organization, maker, ['contact:read']);
  expect((await another.call('GET', contacts)).status).toBe(200);
});

test('an organization has a limited number of keys, not counting expired ones', async () => {
  const own = await newOrganization(await newPerson(host));
  const path = `${own.path}/api-keys`;
  const body = { name: 'one of many', permissions: keyPermissionNames };
  for (let made = 0; made < limits.apiKeysPerOrganization; made += 1)
    await bodyOf(201, own.owner.call('POST', path, { body }));
  const { errors } = await bodyOf(409, own.owner.call('POST', path, { body }));
  expect(errors).toMatchObject([{ code: 'too_many', limit: limits.apiKeysPerOrganization }]);
});

test('a mistyped key is refused like an unknown one', async () => {
  const key = await newApiKey(host, organization, organization.owner, ['contact:read']);
  const ask = async (secret: string) => {
    const { status, body } = await callerWith(host.url, secret)('GET', `${organization.path}/contacts`);
    return [status, body.code];
  };
  const last = key.secret.at(-1) === 'a' ? 'b' : 'a';
  expect(await ask(key.secret.slice(0, -1) + last)).toEqual([401, 'unauthenticated']);
  expect(await ask(newSecret())).toEqual([401, 'unauthenticated']);
});
