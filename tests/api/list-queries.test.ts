import { beforeAll, expect, inject, test } from 'vitest';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, openStages, usd } from '../selling.ts';

const host = connectHost(inject('host'));
const contactCount = 130;
const cities = ['Bogotá', 'bogota', 'Cali', undefined];
const names = ['Ana', 'Ñu', 'Nora', 'Óscar', 'Zoe'];
let organization: TestOrganization;
let employee: Person;
let customers: { id: string; name: string }[];
let contacts: any[];

const ask = (question: ListQuestion, plural = 'contacts', call: Call = organization.owner.call) =>
  call('POST', `${organization.path}/${plural}/query`, { body: question });
const found = (question: ListQuestion, plural?: string, call?: Call) =>
  bodyOf(200, ask(question, plural, call));
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
const byId = (one: string, other: string) => (one < other ? -1 : 1);

async function allIds(question: ListQuestion): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await found({ ...question, limit: 20, ...(cursor ? { cursor } : {}) });
    expect(page.total).toBe(contacts.length);
    ids.push(...idsOf(page));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  employee = await addMember(host, organization, 'employee');
  const { owner, path } = organization;
  const make = (plural: string, body: object) =>
    bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
  customers = [];
  for (const name of ['Zeta', 'Alfa', 'Ñandú']) customers.push(await make('customers', { name }));
  contacts = [];
  for (let from = 0; from < contactCount; from += 26) {
    const items = Array.from({ length: 26 }, (_, at) => from + at).map((index) => ({
      firstName: names[index % names.length],
      lastName: `Number ${index}`,
      city: cities[index % cities.length],
      ...(index % 3 === 0 ? { ownerId: employee.userId } : {}),
      ...(index % 4 === 0 ? {} : { customerId: customers[index % 3]!.id }),
      phones: [{ label: 'work', number: `+57310${String(1_000_000 + index)}` }],
    }));
    contacts.push(...(await make('contacts/bulk', { items })).items);
  }
  await host.settled(organization);
});

test('all pages of a query together contain every match once, in the same order as one by offset', async () => {
  const question: ListQuestion = { sorts: [{ field: 'fullName', descending: true }] };
  const ids = await allIds(question);
  expect(ids.toSorted(byId)).toEqual(contacts.map(({ id }) => id).toSorted(byId));
  const page = await found({ ...question, limit: 10, offset: 120 });
  expect(idsOf(page)).toEqual(ids.slice(120));
  expect(page.nextCursor).toBeUndefined();
  const shown = await found({ sorts: [{ field: 'firstName' }], limit: 100, columns: ['firstName'] });
  const order = [...new Set(shown.items.map(({ firstName }: { firstName: string }) => firstName))];
  expect(order).toEqual(['Ana', 'Nora', 'Ñu', 'Óscar']);
});

test('a filter finds every record it matches, with the exact total, however its conditions are combined', async () => {
  const filter: Filter = {
    and: [
      {
        or: [
          { field: 'city', op: 'is', value: 'BOGOTÁ' },
          { field: 'city', op: 'isEmpty' },
        ],
      },
      { field: 'phones', op: 'contains', value: '310100' },
      { field: 'ownerId', op: 'isNotEmpty' },
    ],
  };
  const expected = contacts.filter(({ city, ownerId }) => (!city || /^bogot/i.test(city)) && ownerId);
  const page = await found({ filter, limit: 100 });
  expect(idsOf(page).toSorted(byId)).toEqual(expected.map(({ id }) => id).toSorted(byId));
  expect(page.total).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(20);
  expect(
    (await found({ filter: { field: 'createdAt', op: 'within', value: { last: 2, unit: 'day' } }, limit: 0 }))
      .total,
  ).toBe(contactCount);
  expect((await found({ q: 'umber 12', limit: 0 })).total).toBe(
    contacts.filter(({ lastName, phones }) => `${lastName} ${phones[0].number}`.includes('12')).length,
  );
});

test('relations and people are sorted by their names, and records without a name or access to it are last', async () => {
  const { items } = await found({
    sorts: [{ field: 'customerId' }, { field: 'lastName' }],
    limit: 100,
    columns: ['customerId'],
  });
  const order = [...new Set(items.map(({ customerId }: { customerId?: string }) => customerId))];
  expect(order.map((id) => customers.find((one) => one.id === id)?.name)).toEqual([
    'Alfa',
    'Ñandú',
    'Zeta',
    undefined,
  ]);
  const last = await found({
    sorts: [{ field: 'ownerId', descending: true }],
    limit: 100,
    columns: ['ownerId'],
  });
  expect(last.items[0].ownerId).toBe(employee.userId);
  expect(last.items.at(-1).ownerId).toBeUndefined();
  const own = await found({ sorts: [{ field: 'customerId' }], limit: 100 }, 'contacts', employee.call);
  // The customers have no owner, so the employee sees none of their names: they are only kept together.
  const ofCustomers: (string | undefined)[] = own.items.map(
    ({ customerId }: { customerId?: string }) => customerId,
  );
  const runs = ofCustomers.filter((id, place) => place === 0 || id !== ofCustomers[place - 1]);
  expect(runs).toHaveLength(new Set(ofCustomers).size);
  expect(runs.at(-1)).toBeUndefined();
});

test('a member only finds and counts records within the access of their role', async () => {
  const own = contacts.filter(({ ownerId }) => ownerId === employee.userId);
  const page = await found({ limit: 100, groups: { by: 'ownerId' } }, 'contacts', employee.call);
  expect(idsOf(page).toSorted(byId)).toEqual(own.map(({ id }) => id).toSorted(byId));
  expect(page.total).toBe(own.length);
  expect(page.groups).toEqual([{ key: employee.userId, count: own.length, measures: {} }]);
  const others: Filter = { field: 'ownerId', op: 'noneOf', value: ['me'] };
  expect((await found({ filter: others }, 'contacts', employee.call)).total).toBe(0);
});

test('groups count all matching deals by stage and sum their values for each currency', async () => {
  const [first = '', second = ''] = await openStages(organization);
  for (const [stageId, value] of [
    [first, usd(100)],
    [first, usd(300)],
    [first, { amountMinor: 5, currency: 'EUR' }],
    [second, undefined],
  ] as const)
    await newDeal(organization, { stageId, ...(value ? { value, exchangeRate: 1 } : {}) });
  await host.settled(organization);
  const page = await found({ limit: 0, groups: { by: 'stageId', measures: ['value'] } }, 'deals');
  expect(page.items).toEqual([]);
  const groups = new Map<string, any>(page.groups.map((group: { key: string }) => [group.key, group]));
  expect(groups.get(first)).toMatchObject({ count: 3 });
  expect(groups.get(first).measures.value).toEqual(
    expect.arrayContaining([
      { currency: 'USD', count: 2, sum: 400, average: 200, min: 100, max: 300 },
      { currency: 'EUR', count: 1, sum: 5, average: 5, min: 5, max: 5 },
    ]),
  );
  expect(groups.get(second)).toEqual({ key: second, count: 1, measures: { value: [] } });
});

test('changes, activities, deletions and restorations are in the next answer', async () => {
  const { owner, path } = organization;
  const [{ id, version }] = contacts;
  const touched: Filter = { field: 'activityCount', op: 'more', value: 0 };
  expect((await found({ filter: touched })).total).toBe(0);
  await bodyOf(
    201,
    owner.call('POST', `${path}/activities/contact/${id}`, { body: { kind: 'call', title: 'Hello' } }),
  );
  await host.settled(organization);
  expect(idsOf(await found({ filter: touched }))).toEqual([id]);
  await bodyOf(200, owner.call('DELETE', `${path}/contacts/${id}`, { ifMatch: version }));
  await host.settled(organization);
  expect((await found({ filter: touched })).total).toBe(0);
  expect(idsOf(await found({ deleted: true }))).toEqual([id]);
  await bodyOf(200, owner.call('POST', `${path}/contacts/${id}/restore`));
  await host.settled(organization);
  expect(idsOf(await found({ filter: touched }))).toEqual([id]);
});

test('custom fields are columns as soon as they exist, and no longer after they are retired', async () => {
  const { owner, path } = organization;
  const fields = `${path}/custom-fields/contact`;
  const made = await bodyOf(
    201,
    owner.call('POST', fields, { body: { key: 'seats', label: 'Seats', kind: 'number' }, ifMatch: 0 }),
  );
  const filter: Filter = { field: 'custom.seats', op: 'atLeast', value: 3 };
  expect((await found({ filter })).total).toBe(0);
  const current = await bodyOf(200, owner.call('GET', `${path}/contacts/${contacts[1].id}`));
  await bodyOf(
    200,
    owner.call('PATCH', `${path}/contacts/${current.id}`, {
      body: { custom: { seats: 3 } },
      ifMatch: current.version,
    }),
  );
  await host.settled(organization);
  const page = await found({ filter, columns: ['custom.seats'] });
  expect(page.items).toEqual([
    { id: current.id, version: Number(current.version) + 1, custom: { seats: 3 } },
  ]);
  await bodyOf(
    200,
    owner.call('PATCH', `${fields}/seats`, { body: { retired: true }, ifMatch: made.version }),
  );
  const { errors } = await bodyOf(422, ask({ filter }));
  expect(errors).toMatchObject([{ pointer: '/filter/field', code: 'unknown_field' }]);
});

test.each<[string, ListQuestion, string, string]>([
  ['an unknown field', { filter: { field: 'nope', op: 'is', value: 'x' } }, '/filter/field', 'unknown_field'],
  [
    'an operator of another kind',
    { filter: { field: 'city', op: 'less', value: 1 } },
    '/filter/op',
    'not_a_choice',
  ],
  [
    'an unknown status',
    { filter: { and: [{ field: 'statusId', op: 'anyOf', value: ['nope'] }] } },
    '/filter/and/0/value/0',
    'not_a_choice',
  ],
  ['a missing value', { filter: { field: 'city', op: 'is' } }, '/filter/value', 'required'],
  ['a sort by phone numbers', { sorts: [{ field: 'phones' }] }, '/sorts/0/field', 'not_allowed'],
  ['groups by a text', { groups: { by: 'city' } }, '/groups/by', 'not_allowed'],
  ['the sum of a text', { groups: { measures: ['city'] } }, '/groups/measures/0', 'not_allowed'],
])('%s is refused at its place in the question', async (_, question, pointer, code) => {
  const { errors } = await bodyOf(422, ask(question));
  expect(errors).toMatchObject([{ pointer, code }]);
});

test('an operator that a field doesn’t have is answered with those it has', async () => {
  const { errors } = await bodyOf(422, ask({ filter: { field: 'city', op: 'less', value: 1 } }));
  expect(errors[0].message).toBe('Choose one of: is, isNot, contains, startsWith, isEmpty, isNotEmpty');
});

test('a cursor continues only the question that it came from', async () => {
  const { nextCursor } = await found({ limit: 5 });
  expect((await ask({ limit: 5, cursor: nextCursor, q: 'ana' })).status).toBe(400);
  expect((await ask({ limit: 5, cursor: 'nonsense' })).status).toBe(400);
  const parsed = JSON.parse(Buffer.from(nextCursor, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...parsed, p: [] })).toString('base64url');
  expect((await ask({ limit: 5, cursor: forged })).status).toBe(400);
  const both = await bodyOf(422, ask({ cursor: nextCursor, offset: 5 }));
  expect(both.errors).toMatchObject([{ pointer: '/offset', code: 'not_allowed' }]);
});

test('values of a repeated parameter count together, as if joined by commas', async () => {
  const { owner, path } = await newOrganization(await newPerson(host));
  for (const country of ['CO', 'US', 'DE'])
    await bodyOf(201, owner.call('POST', `${path}/contacts`, { body: { firstName: 'Ana', country } }));
  const totalOf = async (query: string) =>
    (await bodyOf(200, owner.call('GET', `${path}/contacts?${query}`))).total as number;
  expect(await totalOf('country=CO&country=US')).toBe(2);
  expect(await totalOf('country=CO,US')).toBe(2);
  expect(await totalOf('country=CO&country=CO&limit=5&limit=5')).toBe(1);
});

test('an invoice that a query returned without `columns` can be sent back, because it has nothing undeclared', async () => {
  const { owner, path } = organization;
  const make = (plural: string, body: object) =>
    bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
  const { id: productId } = await make('products', { name: 'Hour' });
  const lines = [{ description: 'Hour', quantity: 1, unitPriceMinor: 5_000, productId }];
  const { id, version } = await make('invoices', { customerId: customers[0]!.id, lines });
  const [body] = (await found({}, 'invoices')).items;
  expect(body).toMatchObject({ id, version, productIds: [productId] });
  await bodyOf(200, owner.call('PATCH', `${path}/invoices/${id}`, { body, ifMatch: version }));
});
