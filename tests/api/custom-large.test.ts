import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

async function add(key: string, kind: string, more: object = {}): Promise<void> {
  const path = `${organization.path}/custom-fields/contact`;
  const { version } = await bodyOf(200, organization.owner.call('GET', path));
  const body = { key, label: key, kind, ...more };
  await bodyOf(201, organization.owner.call('POST', path, { body, ifMatch: version }));
}
const create = (custom: object, values: object = {}) =>
  organization.owner.call('POST', `${organization.path}/contacts`, {
    body: { firstName: unique('Ana '), custom, ...values },
  });
const update = ({ id, version }: { id: string; version: number }, custom: object) =>
  organization.owner.call('PATCH', `${organization.path}/contacts/${id}`, {
    body: { custom },
    ifMatch: version,
  });
async function listed(query: Record<string, string>): Promise<{ ids: string[]; total: number }> {
  const { path, owner } = organization;
  const { items, total } = await bodyOf(200, owner.call('GET', `${path}/contacts`, { query }));
  return { ids: items.map(({ id }: { id: string }) => id), total };
}

test('a record with very many options is counted and found by each, and a job for records without options skips it', async () => {
  const { path, owner } = organization;
  const ids = Array.from({ length: 60 }, (_, index) => `an-option-of-some-length-${index}`);
  const options = ids.map((id) => ({ id, label: id }));
  const fields = ['first-list', 'second-list', 'third-list'];
  for (const key of fields) await add(key, 'choices', { options });
  await add('nickname', 'text', {});
  const values = Object.fromEntries(fields.map((key) => [key, ids]));
  const ownerId = owner.userId;
  const much = await bodyOf(
    201,
    create({ nickname: '|statusId=customer|', ...values }, { ownerId, firstName: 'Manifold' }),
  );
  const little = await bodyOf(201, create({ 'first-list': [ids[0]] }));
  const nothing = await bodyOf(201, create({}));
  await host.settled(organization);
  for (const key of fields)
    for (const id of [ids[0], ids[31], ids[59]]) {
      const expected = key === fields[0] && id === ids[0] ? [much.id, little.id] : [much.id];
      const { ids: found, total } = await listed({ [`custom.${key}`]: id ?? '' });
      expect([key, id, found.sort(), total]).toEqual([key, id, expected.sort(), expected.length]);
      expect((await listed({ [`custom.${key}`]: id ?? '', ownerId })).total).toBe(1);
    }
  expect((await listed({ 'custom.third-list': 'none' })).ids.sort()).toEqual([little.id, nothing.id].sort());
  expect((await listed({ statusId: 'customer' })).ids).toEqual([]);
  expect((await listed({ q: 'manifold' })).ids).toEqual([much.id]);

  const body = {
    recordType: 'contact',
    filters: { 'custom.third-list': 'none' },
    change: { action: 'update', values: { custom: { 'third-list': [ids[7]] } } },
  };
  const job = await bodyOf(201, owner.call('POST', `${path}/jobs`, { body }));
  expect(await endedJob(owner.call, organization, job.id)).toMatchObject({ state: 'done', done: 2 });
  const { custom } = await bodyOf(200, owner.call('GET', `${path}/contacts/${much.id}`));
  expect(custom['third-list']).toHaveLength(60);

  await bodyOf(200, owner.call('DELETE', `${path}/contacts/${much.id}`, { ifMatch: 1 }));
  await host.settled(organization);
  expect((await listed({ 'custom.second-list': ids[59] ?? '' })).total).toBe(0);
});

test('a record holds up to its size limit in any script, and larger records and changes are refused', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `long-${index}`);
  for (const key of texts) await add(key, 'longText');
  const text = '客'.repeat(limits.customLongTextCharacters);
  const filled = (count: number, value = text) =>
    Object.fromEntries(texts.slice(0, count).map((key) => [key, value]));
  const tooLarge = await create(filled(20));
  expect([tooLarge.status, tooLarge.body.code]).toEqual([413, 'too_large']);
  const most = await bodyOf(201, create(filled(6)));
  const other = filled(6, '户'.repeat(limits.customLongTextCharacters));
  const much = await update(most, other);
  expect([much.status, much.body.code, much.body.detail]).toEqual([
    413,
    'too_large',
    'This change is too large. Change fewer fields at once.',
  ]);
  const half = Object.fromEntries(Object.entries(other).slice(0, 3));
  const changed = await bodyOf(200, update(most, half));
  const rest = Object.fromEntries(Object.entries(other).slice(3));
  expect((await bodyOf(200, update(changed, rest))).custom).toMatchObject(other);
  const { path, owner } = organization;
  const body = {
    recordType: 'contact',
    filters: {},
    all: true,
    change: { action: 'update', values: { custom: filled(20) } },
  };
  const job = await owner.call('POST', `${path}/jobs`, { body });
  expect([job.status, job.body.code]).toEqual([413, 'too_large']);
});
