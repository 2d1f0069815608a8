import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf, type Call } from '../caller.ts';
import { png, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let other: Person;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  other = await addMember(host, organization, 'employee');
});

async function upload(call: Call, path: string, bytes = png, type = 'image/png'): Promise<string> {
  const body = { type, sizeBytes: bytes.length };
  const { pictureId, upload } = await bodyOf(200, call('POST', path, { body }));
  expect((await sendBytes(upload, bytes)).status).toBe(200);
  return pictureId as string;
}
const finish = (call: Call, pictureId: string) =>
  call('POST', '/v1/me/avatar/finish', { body: { pictureId } });
async function setAvatar(call: Call): Promise<{ avatarUrl: string }> {
  return bodyOf(200, finish(call, await upload(call, '/v1/me/avatar')));
}
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;
const inList = async (call: Call, userId: string): Promise<{ avatarUrl?: string }> => {
  const { items } = await bodyOf(200, call('GET', `${organization.path}/members`));
  return items.find((member: { userId: string }) => member.userId === userId);
};

test('a photo is visible to colleagues, also in organizations joined later, from a separate origin', async () => {
  const { owner } = organization;
  const { avatarUrl } = await setAvatar(owner.call);
  expect(Buffer.from(await (await fetch(avatarUrl)).arrayBuffer())).toEqual(png);
  expect(new URL(avatarUrl).origin).not.toBe(new URL(host.url).origin);
  const seen = await inList(other.call, owner.userId);
  expect(await statusOf(seen.avatarUrl ?? '')).toBe(200);
  const later = await newOrganization(owner);
  const { items } = await bodyOf(200, owner.call('GET', `${later.path}/members`));
  expect(items).toMatchObject([{ avatarUrl: expect.any(String) }]);
});

test('replaced and removed pictures are deleted, and finishing twice stores one picture', async () => {
  const { call, userId } = other;
  const first = await setAvatar(call);
  const pictureId = await upload(call, '/v1/me/avatar');
  const second = await bodyOf(200, finish(call, pictureId));
  expect((await bodyOf(200, finish(call, pictureId))).version).toBe(second.version);
  await host.settled({ id: userId });
  expect([await statusOf(first.avatarUrl), await statusOf(second.avatarUrl)]).toEqual([403, 200]);
  expect(await bodyOf(200, call('DELETE', '/v1/me/avatar'))).not.toHaveProperty('avatarUrl');
  await host.settled({ id: userId });
  expect(await statusOf(second.avatarUrl)).toBe(403);
  expect(await inList(organization.owner.call, userId)).not.toHaveProperty('avatarUrl');
});

/** Ids of the pictures of a person or an organization that are stored in the local bucket. */
function stored(ownerId: string): string[] {
  const database = new DatabaseSync(path.join(host.dataDir, 'host.sqlite'), { readOnly: true });
  const keys = database.prepare('SELECT key FROM objects WHERE key LIKE ?').all(`pictures/${ownerId}/%`);
  database.close();
  return keys.map(({ key }) => String(key).split('/').at(-1) ?? '');
}

test('of pictures that are finished at the same time one stays, and no copy of the others', async () => {
  const { owner, id, path: own } = await newOrganization(await newPerson(host));
  const [one, two] = [await upload(owner.call, '/v1/me/avatar'), await upload(owner.call, '/v1/me/avatar')];
  await Promise.all([one, two, two].map((pictureId) => finish(owner.call, pictureId)));
  await host.settled({ id: owner.userId });
  expect(stored(owner.userId)).toEqual([(await bodyOf(200, owner.call('GET', '/v1/me'))).avatarId]);

  const logos = [await upload(owner.call, `${own}/logo`), await upload(owner.call, `${own}/logo`)];
  await Promise.all(logos.map((pictureId) => owner.call('POST', `${own}/logo/${pictureId}`)));
  await host.settled({ id });
  expect(stored(id)).toEqual([(await bodyOf(200, owner.call('GET', own))).logoId]);
});

test('pictures that are too large, of another type or content, or someone else’s are refused', async () => {
  const { call } = other;
  const start = (body: object) => call('POST', '/v1/me/avatar', { body });
  for (const [body, pointer] of [
    [{ type: 'image/svg+xml', sizeBytes: 10 }, '/type'],
    [{ type: 'image/gif', sizeBytes: 10 }, '/type'],
    [{ type: 'image/png', sizeBytes: limits.pictureBytes + 1 }, '/sizeBytes'],
  ] as const)
    expect((await bodyOf(422, start(body))).errors).toMatchObject([{ pointer }]);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const vector = await upload(call, '/v1/me/avatar', svg);
  expect((await bodyOf(422, finish(call, vector))).errors).toMatchObject([{ code: 'other_content' }]);
  const theirs = await upload(organization.owner.call, '/v1/me/avatar');
  expect((await finish(call, theirs)).status).toBe(404);
});

test('an organization’s logo is set by admins and seen by all of its members', async () => {
  const { owner, path } = organization;
  const pictureId = await upload(owner.call, `${path}/logo`);
  expect((await other.call('POST', `${path}/logo/${pictureId}`)).status).toBe(403);
  const { version } = await bodyOf(200, owner.call('POST', `${path}/logo/${pictureId}`));
  const { logoUrl } = await bodyOf(200, other.call('GET', path));
  expect(await statusOf(logoUrl)).toBe(200);
  const renamed = await bodyOf(
    200,
    owner.call('PATCH', path, { body: { name: 'Another' }, ifMatch: version }),
  );
  expect(renamed.logoUrl).toBe(logoUrl);
  expect(await bodyOf(200, owner.call('DELETE', `${path}/logo`))).not.toHaveProperty('logoUrl');
  await host.settled(organization);
  expect(await statusOf(logoUrl)).toBe(403);
});
