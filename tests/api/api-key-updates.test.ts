import { expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { openKeys } from '../api-keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, type Person } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const { organization, keys, listed, rotate, statusWith } = await openKeys(host);

const hourMs = 3_600_000;
const newKey = () => newApiKey(host, organization, organization.owner, ['contact:read', 'tag:read']);
const update = (id: string, ifMatch: number, body: object, by: Person = organization.owner) =>
  by.call('PATCH', `${keys}/${id}`, { body, ifMatch });

test('a change applies to the next request with each secret of the key', async () => {
  const { id, secret } = await newKey();
  const rotated = await bodyOf(200, rotate(id, 1, 24));
  const secrets = [secret, rotated.secret];
  for (const one of secrets) expect(await statusWith(one, 'contacts')).toBe(200);
  const changed = await bodyOf(
    200,
    update(id, 2, { name: 'Other', permissions: ['tag:read', 'tag:create'] }),
  );
  expect(changed).toMatchObject({ version: 3, name: 'Other', permissions: ['tag:read', 'tag:create'] });
  for (const one of secrets) {
    expect([await statusWith(one, 'contacts'), await statusWith(one, 'tags')]).toEqual([403, 200]);
  }
  await bodyOf(200, update(id, 3, { allowedAddresses: ['203.0.113.7'] }));
  for (const one of secrets) expect(await statusWith(one, 'tags')).toBe(403);
  await bodyOf(200, update(id, 4, { allowedAddresses: [] }));
  for (const one of secrets) expect(await statusWith(one, 'tags')).toBe(200);
  expect(await listed(id)).toMatchObject({
    version: 5,
    name: 'Other',
    previous: { endsAt: changed.previous.endsAt },
  });
});

test('the expiry of a key can be moved and removed, and the previous secret never outlives the key', async () => {
  const { id } = await newKey();
  await bodyOf(200, rotate(id, 1, 24));
  const soon = new Date(Date.now() + hourMs).toISOString();
  const { expiresAt, previous } = await bodyOf(200, update(id, 2, { expiresAt: soon }));
  expect([expiresAt, previous.endsAt]).toEqual([soon, soon]);
  const seconds = Math.floor(Date.parse(soon) / 1000);
  const hashed = await table.items((item) => item.id === id, 'API-KEY#');
  expect(hashed.map((item) => item.expiresAt)).toEqual([seconds, seconds]);
  const forever = await bodyOf(200, update(id, 3, { expiresAt: null }));
  expect([forever.expiresAt, forever.previous.endsAt]).toEqual([undefined, soon]);
  const after = await table.items((item) => item.id === id, 'API-KEY#');
  expect(after.map((item) => item.expiresAt).sort()).toEqual([seconds, undefined]);
  const { errors } = await bodyOf(422, update(id, 4, { expiresAt: '2020-01-01T00:00:00Z' }));
  expect(errors).toMatchObject([{ pointer: '/expiresAt', code: 'in_past' }]);
});

test('a change needs the current version, and of changes at the same time one wins', async () => {
  const { id } = await newKey();
  expect((await organization.owner.call('PATCH', `${keys}/${id}`, { body: { name: 'x' } })).status).toBe(428);
  const answers = await Promise.all(['a', 'b', 'c'].map((name) => update(id, 1, { name })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  expect(answers.find(({ status }) => status === 200)!.headers.get('etag')).toBe('"v2"');
  expect((await update(id, 1, { name: 'd' })).status).toBe(412);
  const same = await bodyOf(200, update(id, 2, {}));
  expect(same.version).toBe(2);
});

test('only the creator of a key and those who can manage the creator’s role can change it', async () => {
  const admin = await addMember(host, organization, 'admin');
  const ofOwner = await newKey();
  expect((await update(ofOwner.id, 1, { name: 'x' }, admin)).status).toBe(403);
  const ofAdmin = await newApiKey(host, organization, admin, ['contact:read']);
  await bodyOf(200, update(ofAdmin.id, 1, { name: 'y' }));
  await bodyOf(200, update(ofAdmin.id, 2, { name: 'z' }, admin));
  const { errors } = await bodyOf(422, update(ofAdmin.id, 3, { permissions: ['member:create'] }, admin));
  expect(errors).toMatchObject([{ pointer: '/permissions/0', code: 'users_only' }]);
  expect((await ofAdmin.call('PATCH', `${keys}/${ofAdmin.id}`, { body: {}, ifMatch: 3 })).status).toBe(403);
});

test('the history of a key has its changes with their values, and no secrets', async () => {
  const { id, secret } = await newKey();
  await bodyOf(200, update(id, 1, { name: 'Renamed', permissions: ['tag:read'] }));
  const rotated = await bodyOf(200, rotate(id, 2, 0));
  expect((await organization.owner.call('DELETE', `${keys}/${id}`)).status).toBe(204);
  const { pk } = recordKey(organization.id, 'apiKey', id);
  const changes = await table.items(({ kind }) => kind === 'change', pk);
  const by = new Map(changes.map((change) => [change.version, change]));
  expect([1, 2, 3, 4].map((version) => by.get(version)!.action)).toEqual([
    'created',
    'updated',
    'rotated',
    'deleted',
  ]);
  expect(JSON.parse(by.get(2)!.data).map((change: { field: string }) => change.field)).toEqual([
    'name',
    'permissions',
  ]);
  for (const version of [2, 3, 4]) expect(by.get(version)!.prev).toBe(by.get(version - 1)!.digest);
  const text = JSON.stringify(changes);
  for (const one of [secret, rotated.secret]) expect(text).not.toContain(one.slice(15));
});
