import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

let organization: TestOrganization;
const tagIds: string[] = [];

beforeAll(async () => {
  const owner = await newPerson(connectHost(inject('host')));
  organization = await newOrganization(owner);
  for (let index = 0; index < 20; index += 1) {
    const { id } = await bodyOf(
      201,
      owner.call('POST', `${organization.path}/tags`, { body: { name: unique('tag ') } }),
    );
    tagIds.push(id);
  }
});

async function found(query: Record<string, string>): Promise<string[]> {
  const { call } = organization.owner;
  const { items } = await bodyOf(200, call('GET', `${organization.path}/contacts`, { query }));
  return items.map(({ id }: { id: string }) => id);
}

test('a contact with a shortened row is found by each of its tags', async () => {
  const long = 'ñ'.repeat(120);
  const values = { tagIds, jobTitle: long, city: long, country: 'CO' };
  const { id } = await newContact(organization, organization.owner.call, values);
  for (const tag of [tagIds[0]!, tagIds[10]!, tagIds[19]!])
    expect(await found({ tagIds: tag })).toEqual([id]);
  expect(await found({ tagIds: tagIds[19]!, country: 'CO' })).toEqual([id]);
  expect(await found({ tagIds: tagIds[19]!, country: 'ES' })).toEqual([]);
});

test('the filter value none finds records without a related record, in every order', async () => {
  const { call } = organization.owner;
  const customer = await bodyOf(
    201,
    call('POST', `${organization.path}/customers`, { body: { name: unique('Customer ') } }),
  );
  const country = 'UY';
  const { id } = await newContact(organization, call, { country });
  const linked = await newContact(organization, call, { country, customerId: customer.id });
  for (const sort of ['name', '-createdAt']) {
    expect(await found({ customerId: 'none', country, sort })).toEqual([id]);
    expect(await found({ customerId: customer.id, country, sort })).toEqual([linked.id]);
    expect((await found({ customerId: `none,${customer.id}`, country, sort })).sort()).toEqual(
      [id, linked.id].sort(),
    );
  }
});

test('no user input can imitate a field value', async () => {
  const { call } = organization.owner;
  const typed = `","country":"FR","tagIds":["${tagIds[1]!}"],"x":"`;
  const values = { country: 'PE', jobTitle: typed, city: tagIds[1]! };
  const { id } = await newContact(organization, call, values);
  expect(await found({ country: 'PE' })).toEqual([id]);
  expect(await found({ country: 'FR' })).toEqual([]);
  expect(await found({ country: 'PE', tagIds: tagIds[1]! })).toEqual([]);
  expect(await found({ country: 'PE', tagIds: 'none' })).toEqual([id]);
});

test('a filter accepts values of its field or none, and refuses anything else', async () => {
  const { call } = organization.owner;
  const contacts = `${organization.path}/contacts`;
  const cases: [string, string, string][] = [
    ['tagIds', 'statusId', '/query/tagIds/0'],
    ['tagIds', `${tagIds[0]!},x`, '/query/tagIds/1'],
    ['ownerId', 'me', '/query/ownerId/0'],
    ['country', 'Spain', '/query/country/0'],
    ['statusId', 'prospect|country=CO', '/query/statusId/0'],
  ];
  for (const [field, value, pointer] of cases) {
    const { errors } = await bodyOf(422, call('GET', contacts, { query: { [field]: value } }));
    expect(errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  }
  for (const field of ['tagIds', 'ownerId', 'country', 'statusId'])
    await bodyOf(200, call('GET', contacts, { query: { [field]: 'none' } }));
});

test('records with and without activities can be listed separately, with paging, filters and search', async () => {
  const { path, owner } = organization;
  const act = (type: string, id: string, days = 0) =>
    bodyOf(
      201,
      owner.call('POST', `${path}/activities/${type}/${id}`, {
        body: { kind: 'call', title: 'x', date: new Date(Date.now() + days * 86_400_000).toISOString() },
      }),
    );
  const all: { id: string; isActive: boolean; country: string }[] = [];
  for (let index = 0; index < 90; index += 1) {
    const country = index % 2 ? 'JP' : 'KR';
    const { id } = await newContact(organization, owner.call, { firstName: 'Quiet', country });
    const isActive = index < 3 || index % 20 === 0;
    if (isActive) await act('contact', id, index % 3 ? -1 : 1);
    all.unshift({ id, isActive, country });
  }
  const ids = (fits: (one: (typeof all)[number]) => boolean) => all.filter(fits).map(({ id }) => id);
  const pages = async (query: Record<string, string>) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const request = {
        query: { sort: '-createdAt', country: 'JP,KR', ...query, ...(cursor ? { cursor } : {}) },
      };
      const page = await bodyOf(200, owner.call('GET', `${path}/contacts`, request));
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    return seen;
  };
  await connectHost(inject('host')).settled(organization);
  for (const limit of ['2', '7', '100']) {
    expect(await pages({ hasActivities: 'true', limit })).toEqual(ids(({ isActive }) => isActive));
    expect(await pages({ hasActivities: 'false', limit })).toEqual(ids(({ isActive }) => !isActive));
  }
  expect(await pages({ hasActivities: 'true', country: 'JP' })).toEqual(
    ids(({ isActive, country }) => isActive && country === 'JP'),
  );
  const found = await pages({ hasActivities: 'true', q: 'quiet', limit: '100' });
  const active = ids(({ isActive }) => isActive);
  expect(found.every((id) => active.includes(id))).toBe(true);
  expect(await pages({ hasActivities: 'false', q: 'quiet', limit: '100' })).not.toEqual([]);
  for (const [type, query] of [
    ['contacts', { hasActivities: 'yes' }],
    ['vendors', { hasActivities: 'true' }],
  ] as const)
    expect((await owner.call('GET', `${path}/${type}`, { query })).status).toBe(422);
});
