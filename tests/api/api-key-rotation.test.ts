import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { hashOf } from '#http/api-key-secret.ts';
import { apiKeyHashKey } from '#data/store/keys.ts';
import { openKeys } from '../api-keys.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, unique } from '../organization.ts';
import { longOver, openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const { organization, keys, listed, rotate, statusWith } = await openKeys(host);

const newKey = async (expiresAt?: string) => {
  const { owner } = organization;
  return newApiKey(host, organization, owner, ['contact:read', 'tag:read'], expiresAt);
};
const hourMs = 3_600_000;

test('a rotated key keeps its name, permissions and expiry, and both secrets work during the overlap', async () => {
  const { id, secret } = await newKey(new Date(Date.now() + 40 * hourMs).toISOString());
  const before = await listed(id);
  const rotated = await bodyOf(200, rotate(id, before.version, 24));
  const { start: _start, version: _version, ...kept } = before;
  expect(rotated.key).toMatchObject({ ...kept, version: Number(before.version) + 1 });
  expect(rotated.secret).toMatch(/^cobalt_[\w-]{50}$/);
  expect(rotated.secret.startsWith(rotated.key.start)).toBe(true);
  expect(Date.parse(rotated.key.previous.endsAt) - Date.now()).toBeGreaterThan(23 * hourMs);
  expect(await listed(id)).toEqual(rotated.key);
  expect(table.holds(rotated.secret.slice('cobalt_'.length))).toBe(false);
  for (const one of [secret, rotated.secret]) expect(await statusWith(one)).toBe(200);
  const who = await bodyOf(200, callerWith(host.url, rotated.secret)('GET', '/v1/whoami'));
  expect(who).toMatchObject({ id, permissions: ['contact:read', 'tag:read'] });
});

test('the previous secret is refused as soon as the overlap has ended', async () => {
  const { id, secret } = await newKey();
  const rotated = await bodyOf(200, rotate(id, 1, 1));
  expect(await statusWith(secret)).toBe(200);
  const [hashed] = await table.items(() => true, apiKeyHashKey(hashOf(secret)).pk);
  expect(hashed!.expiresAt).toBe(Math.floor(Date.parse(rotated.key.previous.endsAt) / 1000));
  // The item still exists, so the refusal can only be due to the time.
  const over = longOver();
  const item = { pk: `ORG#${organization.id}#API-KEYS`, sk: id };
  const endsAt = new Date(over * 1000).toISOString();
  await table.change(apiKeyHashKey(hashOf(secret)), { expiresAt: over });
  await table.change(item, { previous: { hash: hashOf(secret), endsAt } });
  expect(await statusWith(secret)).toBe(401);
  expect(await statusWith(rotated.secret)).toBe(200);
  expect((await listed(id)).previous).toBeUndefined();
});

test('without an overlap, the previous secret ends at once', async () => {
  const { id, secret } = await newKey();
  const rotated = await bodyOf(200, rotate(id, 1, 0));
  expect(rotated.key.previous).toBeUndefined();
  expect([await statusWith(secret), await statusWith(rotated.secret)]).toEqual([401, 200]);
});

test('the overlap has at most a week, and ends with the key', async () => {
  const expiresAt = new Date(Date.now() + hourMs).toISOString();
  const { id } = await newKey(expiresAt);
  const most = limits.apiKeyOverlapHours;
  for (const [hours, code, limit] of [
    [-1, 'too_small', 0],
    [most + 1, 'too_big', most],
  ] as const) {
    const { errors } = await bodyOf(422, rotate(id, 1, hours));
    expect(errors).toMatchObject([{ pointer: '/overlapHours', code, limit }]);
  }
  const { key } = await bodyOf(200, rotate(id, 1, most));
  expect(key).toMatchObject({ expiresAt, previous: { endsAt: expiresAt } });
});

test('rotating again ends the secret before the previous one', async () => {
  const { id, secret: first } = await newKey();
  const { secret: second } = await bodyOf(200, rotate(id, 1, 24));
  const { secret: third } = await bodyOf(200, rotate(id, 2, 24));
  expect(await Promise.all([first, second, third].map((secret) => statusWith(secret)))).toEqual([
    401, 200, 200,
  ]);
});

test('revoking a key ends all its secrets at once', async () => {
  const { id, secret } = await newKey();
  const rotated = await bodyOf(200, rotate(id, 1, 24));
  expect((await organization.owner.call('DELETE', `${keys}/${id}`)).status).toBe(204);
  for (const one of [secret, rotated.secret]) expect(await statusWith(one)).toBe(401);
  expect(await table.items((item) => item.id === id, 'API-KEY#')).toEqual([]);
  expect((await rotate(id, 2, 24)).status).toBe(404);
});

test('the last use of both secrets counts, and that of the previous one is shown', async () => {
  const { id, secret } = await newKey();
  await statusWith(secret);
  const { lastUsedAt: used } = await listed(id);
  const { key, secret: second } = await bodyOf(200, rotate(id, 1, 24));
  expect(key).toMatchObject({ lastUsedAt: used, previous: { lastUsedAt: used } });
  const later = '2099-01-01T00:00:00.000Z';
  await table.change(apiKeyHashKey(hashOf(second)), { lastUsedAt: later });
  expect(await listed(id)).toMatchObject({ lastUsedAt: later, previous: { lastUsedAt: used } });
  const { key: after } = await bodyOf(200, rotate(id, 2, 0));
  expect(after.lastUsedAt).toBe(later);
  expect(await listed(id)).toMatchObject({ lastUsedAt: later });
});

test('of rotations at the same time, one wins and the others are refused with 412', async () => {
  const { id, secret } = await newKey();
  const answers = await Promise.all([24, 24, 0, 24].map((hours) => rotate(id, 1, hours)));
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  for (const { status } of answers) expect([200, 412]).toContain(status);
  expect(await statusWith(won[0]!.body.secret)).toBe(200);
  expect(await statusWith(secret)).toBe(won[0]!.body.key.previous ? 200 : 401);
  const hashed = await table.items((item) => item.id === id, 'API-KEY#');
  expect(hashed).toHaveLength(won[0]!.body.key.previous ? 2 : 1);
  expect((await rotate(id, 1, 24)).status).toBe(412);
});

test('a repeated rotation with the same Idempotency-Key neither rotates again nor shows the secret', async () => {
  const { id, secret } = await newKey();
  const sendWith = (idempotencyKey: string) =>
    organization.owner.call('POST', `${keys}/${id}/rotate`, {
      body: { overlapHours: 24 },
      ifMatch: 1,
      idempotencyKey,
    });
  const idempotencyKey = unique('rotate');
  const first = await bodyOf(200, sendWith(idempotencyKey));
  const again = await sendWith(idempotencyKey);
  expect(again).toMatchObject({ status: 409, body: { errors: [{ code: 'secret_shown' }] } });
  expect(again.text).not.toContain('cobalt_');
  expect((await sendWith(unique('rotate'))).status).toBe(412);
  for (const one of [secret, first.secret]) expect(await statusWith(one)).toBe(200);
});

test('only the creator of a key and those who can manage the creator’s role can rotate it', async () => {
  const [admin, peer] = [
    await addMember(host, organization, 'admin'),
    await addMember(host, organization, 'admin'),
  ];
  const ofOwner = await newKey();
  const { body, status } = await rotate(ofOwner.id, 1, 0, admin);
  expect([status, body.detail]).toEqual([403, 'Only the creator of this API key or an owner can change it.']);
  expect(await statusWith(ofOwner.secret)).toBe(200);
  const ofAdmin = await newApiKey(host, organization, admin, ['contact:read']);
  await bodyOf(200, rotate(ofAdmin.id, 1, 24, admin));
  await bodyOf(200, rotate(ofAdmin.id, 2, 24, peer));
  const { key, secret } = await bodyOf(200, rotate(ofAdmin.id, 3, 24));
  expect(key.createdBy).toBe(admin.userId);
  const { createdBy } = await bodyOf(200, callerWith(host.url, secret)('GET', '/v1/whoami'));
  expect(createdBy).toBe(admin.userId);
});

test('a key whose creator has left can’t be rotated', async () => {
  const admin = await addMember(host, organization, 'admin');
  const { id } = await newApiKey(host, organization, admin, ['contact:read']);
  const path = `${organization.path}/members/${admin.userId}`;
  expect((await organization.owner.call('DELETE', path, { ifMatch: 1 })).status).toBe(204);
  expect((await rotate(id, 1, 24)).status).toBe(409);
  await addMember(host, organization, 'admin', admin);
  expect((await rotate(id, 1, 24)).status).toBe(409);
  expect((await organization.owner.call('DELETE', `${keys}/${id}`)).status).toBe(204);
});

test('a key of an earlier release, which has no version, can be rotated once with version 1', async () => {
  const { id, secret } = await newKey();
  await table.change({ pk: `ORG#${organization.id}#API-KEYS`, sk: id }, { version: undefined });
  expect((await listed(id)).version).toBe(1);
  const { key } = await bodyOf(200, rotate(id, 1, 24));
  expect(key.version).toBe(2);
  expect(await statusWith(secret)).toBe(200);
  expect((await rotate(id, 1, 24)).status).toBe(412);
});
