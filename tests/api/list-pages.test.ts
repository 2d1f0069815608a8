import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Answer } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let employee: Person;
let customer: { id: string };
let tag: { id: string };

const get = (plural: string, query: Record<string, string> = {}, by: Person = organization.owner) =>
  by.call('GET', `${organization.path}/${plural}`, { query });

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  employee = await addMember(host, organization, 'employee');
  const { owner, path } = organization;
  const make = (plural: string, body: object) =>
    bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
  customer = await make('customers', { name: 'Ñandú Ltd' });
  tag = await make('tags', { name: 'Key account' });
  const items = Array.from({ length: 23 }, (_, index) => ({
    firstName: ['Ana', 'Ana María', 'Bo', 'Ñu'][index % 4],
    city: index % 2 === 0 ? 'Cali' : 'Bogotá',
    jobTitle: `Title ${String(index % 7)}`,
    ownerId: employee.userId,
    customerId: customer.id,
    tagIds: [tag.id],
  }));
  await bodyOf(201, owner.call('POST', `${path}/contacts/bulk`, { body: { items } }));
  await host.settled(organization);
});

/** The address that the Link header has for a relation. */
function addressOf({ headers }: Answer, relation: 'next' | 'prev'): string | undefined {
  const links = (headers.get('link') ?? '').split(', ');
  const found = links.find((link) => link.endsWith(`rel="${relation}"`));
  return found && /^<(.*)>/.exec(found)?.[1];
}

const idsOf = ({ body }: Answer): string[] => body.items.map(({ id }: { id: string }) => id);

/** All pages from an address on, in the direction of a relation. */
async function pagesFrom(first: Answer, relation: 'next' | 'prev', by: Person): Promise<Answer[]> {
  const pages = [first];
  for (let to = addressOf(first, relation); to;) {
    const page = await by.call('GET', to);
    expect(page.status).toBe(200);
    pages.push(page);
    to = addressOf(page, relation);
  }
  return pages;
}

describe('the Link header', () => {
  test.for<[string, Record<string, string>, 'owner' | 'employee']>([
    ['the default list', {}, 'owner'],
    ['the reversed default list', { sort: '-name' }, 'owner'],
    ['a list in another order', { sort: '-jobTitle' }, 'owner'],
    ['a filtered list', { hasActivities: 'false', sort: 'city' }, 'owner'],
    ['a list of own records', {}, 'employee'],
  ])('leads through the pages of %s and back', async ([, query, who]) => {
    const person = who === 'owner' ? organization.owner : employee;
    const first = await get('contacts', { limit: '5', ...query }, person);
    const forward = await pagesFrom(first, 'next', person);
    const ids = forward.map(idsOf);
    expect(new Set(ids.flat()).size).toBe(23);
    expect(ids.map(({ length }) => length)).toEqual([5, 5, 5, 5, 3]);
    expect(forward.map(({ body }) => body.total)).toEqual([23, 23, 23, 23, 23]);
    const last = forward.at(-1);
    if (!last) throw new Error('no page');
    const backward = await pagesFrom(last, 'prev', person);
    expect(backward.map(idsOf)).toEqual(ids.toReversed());
    const whole = await get('contacts', { limit: '100', ...query }, person);
    expect([idsOf(whole), whole.headers.get('link')]).toEqual([ids.flat(), null]);
  });
});

test('a current list includes every answered change, and its pages continue wherever the first one was read', async () => {
  const own = await newOrganization(await newPerson(host));
  const list = (query: Record<string, string>) =>
    own.owner.call('GET', `${own.path}/contacts`, { query: { limit: '2', sort: 'name', ...query } });
  const ids: string[] = [];
  for (const firstName of ['Ana', 'Bo', 'Clío', 'Dan', 'Eva']) {
    const { id } = await bodyOf(201, own.owner.call('POST', `${own.path}/contacts`, { body: { firstName } }));
    ids.push(id);
    const { body } = await list({ current: 'true', limit: '10' });
    expect([body.items.map((item: { id: string }) => item.id), body.total]).toEqual([ids, ids.length]);
  }
  await host.settled(own);
  for (const first of [{}, { current: 'true' as const }])
    for (const later of [{}, { current: 'true' as const }]) {
      const pages = [await list(first)];
      for (let cursor = pages[0]!.body.nextCursor; cursor; cursor = pages.at(-1)!.body.nextCursor)
        pages.push(await list({ ...later, cursor }));
      expect(pages.flatMap(idsOf)).toEqual(ids);
      expect(new Set(pages.map(({ body }) => body.asOf !== undefined))).toEqual(
        new Set(['current' in first]),
      );
    }
});

test('names of people, records and tags are included on request, without those that the caller cannot see', async () => {
  const include = 'ownerId,customerId,tagIds';
  const { names } = await bodyOf(200, get('contacts', { include, limit: '1' }));
  expect(names).toEqual({
    [employee.userId]: 'The employee Marín',
    [customer.id]: 'Ñandú Ltd',
    [tag.id]: 'Key account',
  });
  const seen = await bodyOf(200, get('contacts', { include, limit: '1' }, employee));
  expect(Object.keys(seen.names)).toEqual(expect.not.arrayContaining([customer.id]));
  const query = { body: { limit: 1, include: ['customerId'] } };
  const asked = await bodyOf(
    200,
    organization.owner.call('POST', `${organization.path}/contacts/query`, query),
  );
  expect(asked.names).toEqual({ [customer.id]: 'Ñandú Ltd' });
});

describe('rows with included columns', () => {
  const values = {
    budgetMin: usd(1_000),
    budgetMax: usd(9_000),
    propertyInterest: 'Flat with a terrace',
    message: 'Please call in the morning.',
  };
  const { message: _message, ...short } = values;
  const include = 'budgetMin,budgetMax,propertyInterest,activityCount,createdBy';
  let own: TestOrganization;
  let lead: { id: string };
  const leads = (query: Record<string, string>, by: Person = own.owner) =>
    by.call('GET', `${own.path}/leads`, { query });

  beforeAll(async () => {
    own = await newOrganization(await newPerson(host), { currency: 'USD' });
    const { call } = own.owner;
    lead = await newLead(own, values);
    await newLead(own, { firstName: 'Bare' });
    const body = { kind: 'call', title: 'Called' };
    await bodyOf(201, call('POST', `${own.path}/activities/lead/${lead.id}`, { body }));
    await host.settled(own);
  });

  test('have these values and no others, in default lists and all others', async () => {
    for (const query of [{}, { sort: 'company' }, { current: 'true' }] as Record<string, string>[]) {
      const plain = await bodyOf(200, leads(query));
      const full = await bodyOf(200, leads({ ...query, include }));
      const people = { createdBy: own.owner.userId };
      const added = new Map([[lead.id, { ...short, activityCount: 1, ...people }]]);
      expect(full.items).toEqual(
        plain.items.map((row: any) => ({
          ...row,
          ...(added.get(row.id) ?? { activityCount: 0, ...people }),
        })),
      );
      expect([full.total, full.names]).toEqual([2, { [own.owner.userId]: expect.any(String) }]);
      const [texts] = (await bodyOf(200, leads({ ...query, q: 'Lead', include: 'message' }))).items;
      expect(texts.message).toBe(values.message);
    }
  });

  test('continue page by page, and with long texts as well', async () => {
    for (const included of [include, 'message']) {
      const first = await bodyOf(200, leads({ include: included, limit: '1' }));
      const second = await bodyOf(200, leads({ include: included, limit: '1', cursor: first.nextCursor }));
      expect([first, second].flatMap(({ items }) => items.map(({ id }: { id: string }) => id))).toEqual(
        (await bodyOf(200, leads({}))).items.map(({ id }: { id: string }) => id),
      );
    }
  });

  test('are refused for names that no column has, and for what the caller cannot read', async () => {
    const refused = async (plural: string, names: string, by: Person) => {
      const query = { include: names };
      return (await bodyOf(422, by.call('GET', `${own.path}/${plural}`, { query }))).errors;
    };
    const unknown = [{ pointer: '/query/include/0', code: 'unknown_field' }];
    for (const names of ['budgets', 'constructor', 'custom.nothing'])
      expect(await refused('leads', names, own.owner)).toMatchObject(unknown);
    expect(await refused('deals', 'nothing,outcome,countedValue', own.owner)).toMatchObject([
      { pointer: '/query/include/0', code: 'unknown_field' },
      { pointer: '/query/include/2', code: 'not_allowed' },
    ]);
    const person = await addMember(host, own, 'employee');
    expect(await refused('customers', 'wonValue', person)).toMatchObject(unknown);
  });
});

test('a list is sorted by any column, and an unknown one is refused', async () => {
  const { items } = await bodyOf(200, get('contacts', { sort: '-jobTitle', limit: '100' }));
  const titles = items.map(({ jobTitle }: { jobTitle: string }) => jobTitle);
  expect(titles).toEqual(titles.toSorted().toReversed());
  for (const sort of ['nothing', 'phones', 'constructor'])
    expect((await bodyOf(422, get('contacts', { sort }))).errors[0].pointer).toBe('/query/sort');
});

test('a name comes before longer names that begin with it', async () => {
  const { items } = await bodyOf(200, get('contacts', { limit: '100' }));
  const shown = [...new Set(items.map(({ fullName }: { fullName: string }) => fullName))];
  expect(shown).toEqual(['Ana', 'Ana María', 'Bo', 'Ñu']);
});

test('deals are filtered by their outcome over all pipelines, and leads and deals start with the newest', async () => {
  const won = await newDeal(organization, { stageId: 'sales-won', value: usd(100) });
  const lost = await newDeal(organization, { stageId: 'sales-lost', lostReason: 'Price' });
  const open = await newDeal(organization, {});
  const listed = async (outcome?: string) => idsOf(await get('deals', outcome ? { outcome } : {}));
  expect(await listed('won')).toEqual([won.id]);
  expect(await listed('won,lost')).toEqual([lost.id, won.id]);
  expect(await listed()).toEqual([open.id, lost.id, won.id]);
  expect((await get('deals', { outcome: 'gone' })).status).toBe(422);
});

test('a method that no operation has is refused with all methods of the path', async () => {
  const { status, headers } = await organization.owner.call('DELETE', `${organization.path}/contacts`);
  expect([status, headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
});
