import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { documentsIn } from '../documents.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let employee: Person;
const { add, at } = documentsIn(() => organization);
const ids: Record<string, string> = {};

const namesOf = ({ items }: any): string[] =>
  items.map(({ id }: { id: string }) => Object.keys(ids).find((name) => ids[name] === id) ?? id).toSorted();
const found = async (q: string): Promise<string[]> =>
  namesOf(await bodyOf(200, organization.owner.call('GET', at('search'), { query: { q } })));
const listed = async (plural: string, q: string, call: Call = organization.owner.call): Promise<string[]> =>
  namesOf(await bodyOf(200, call('GET', at(plural), { query: { q, current: 'true' } })));

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  employee = await addMember(host, organization, 'employee');
  const { call } = organization.owner;
  await readyToBill(call, organization);
  const { version } = await bodyOf(200, call('GET', at('billing')));
  const invoiceSeries = [
    { id: 'main', prefix: 'F{year}-' },
    { id: 'second', prefix: 'R-{year}-' },
  ];
  await bodyOf(200, call('PATCH', at('billing'), { body: { invoiceSeries }, ifMatch: version }));
  const nordlicht = (ids.nordlicht = (
    await add('customers', { name: 'Nordlicht Küchen', country: 'ES' })
  ).id);
  const acme = (ids.acme = (await add('customers', { name: 'Acme', country: 'ES' })).id);
  const draftOf = (customerId: string, minor: number, more: object = {}) =>
    newDraft(call, organization, customerId, [minor], { issuedOn: '2026-11-02', currency: 'EUR', ...more });
  const first = await issued(call, organization, await draftOf(nordlicht, 121_000));
  expect(first.number).toBe('F2026-0001');
  ids.first = first.id;
  const second = await issued(call, organization, await draftOf(acme, 1_210, { seriesId: 'second' }));
  expect(second.number).toBe('R-2026-0001');
  ids.second = second.id;
  ids.draft = (await draftOf(nordlicht, 5_050)).id;
  ids.yen = (await draftOf(acme, 1_210, { currency: 'JPY' })).id;
  const long = await add('customers', { name: 'Unión de Regantes de la Vega Baja del Río Segura' });
  ids.long = (await draftOf(long.id, 7_070)).id;
  ids.quote = (await add('quotes', { customerId: nordlicht, title: 'Offer' })).id;
  ids.order = (await add('orders', { customerId: nordlicht, reference: 'PO-7788' })).id;
  const amount = { amountMinor: 4_200, currency: 'EUR' };
  ids.payment = (await add('payments', { customerId: nordlicht, amount, reference: 'SEPA/9911 Rest' })).id;
  ids.product = (await add('products', { name: 'Massage chair' })).id;
  await host.settled(organization);
});

test.each([
  ['the end of its number', '2026-0001', ['first', 'second']],
  ['the end of its number without separators', '20260001', ['first', 'second']],
  ['the number without leading zeros', '2026-1', ['first', 'second']],
  ['all of its number without leading zeros', 'F2026-1', ['first']],
  ['its number with another separator', 'f 2026/0001', ['first']],
  ['its number with separators', 'R-2026-0001', ['second']],
  ['the beginning of its number', 'F2026', ['first']],
])('search finds an invoice by %s', async (_, q, names) => {
  expect(await found(q)).toEqual(names);
});

test.each([
  ['a code', 'QUO-0001', 'quote'],
  ['a code without separators', 'quo0001', 'quote'],
  ['a code without leading zeros', 'PROD-1', 'product'],
  ['a code of an order without both', 'ord1', 'order'],
  ['a part of the reference of a payment', '9911', 'payment'],
  ['a part of the reference of an order', '7788', 'order'],
])('search finds a record by %s', async (_, q, name) => {
  expect(await found(q)).toContain(name);
});

test.each(['0001', '001', '01'])('search for %s finds records of every type by their number', async (q) => {
  const names = ['first', 'nordlicht', 'order', 'payment', 'product', 'quote', 'second'];
  expect(await found(q)).toEqual(expect.arrayContaining(names));
});

test.each([
  ['invoices', 'a part of a number', '2026-0001', ['first', 'second']],
  ['invoices', 'a number without leading zeros', 'F2026-1', ['first']],
  ['invoices', 'the beginning of a customer’s name', 'nord', ['draft', 'first']],
  ['invoices', 'words of a customer’s name in any order', 'kuchen nordlicht', ['draft', 'first']],
  ['invoices', 'a long name of a customer', 'union de regantes de la vega baja del rio segura', ['long']],
  ['invoices', 'a customer’s name and a number', 'nordlicht 0001', ['first']],
  ['invoices', 'a total', '1210', ['first', 'yen']],
  ['invoices', 'a total with separators', '1,210.00', ['first', 'yen']],
  ['invoices', 'a total as it is written in Spanish', '1.210,00', ['first', 'yen']],
  ['invoices', 'a total with its currency', '€1,210.00', ['first', 'yen']],
  ['invoices', 'a total with cents', '12,10', ['second']],
  ['invoices', 'a customer’s name and a total', 'nordlicht 50.50', ['draft']],
  ['invoices', 'another total', '1211', []],
  ['quotes', 'a customer’s name', 'nordlicht', ['quote']],
  ['orders', 'a customer’s name', 'küchen', ['order']],
  ['payments', 'a customer’s name', 'nordlicht', ['payment']],
  ['payments', 'its amount', '42', ['payment']],
  ['payments', 'a part of the reference', '9911', ['payment']],
  ['products', 'a part of the code', '0001', ['product']],
])('the search of the list of %s finds %s', async (plural, _, q, names) => {
  expect(await listed(plural, q)).toEqual(names);
});

test('the search of a list finds nothing by the name of a customer out of reach', async () => {
  const { id } = await add('invoices', { customerId: ids.nordlicht, ownerId: employee.userId });
  ids.own = id;
  expect(await listed('invoices', 'nordlicht', employee.call)).toEqual([]);
  expect(await listed('invoices', 'nordlicht')).toEqual(['draft', 'first', 'own']);
  expect(await listed('invoices', 'd', employee.call)).toEqual(['own']);
});

test('a job changes the records that a search by name and amount finds', async () => {
  const { call } = organization.owner;
  const body = {
    recordType: 'payment',
    query: { q: 'nordlicht 42,00' },
    change: { action: 'update', values: { notes: 'Found' } },
  };
  const { id } = await bodyOf(201, call('POST', at('jobs'), { body }));
  expect(await endedJob(call, organization, id)).toMatchObject({ done: 1, failed: 0 });
  expect((await bodyOf(200, call('GET', at(`payments/${ids.payment}`)))).notes).toBe('Found');
});

test('the search of a list finds documents by the name of their customer while it is in the trash', async () => {
  const { call } = organization.owner;
  const gone = await add('customers', { name: 'Zephyr Sails' });
  ids.gone = (await newDraft(call, organization, gone.id, [3_300], { currency: 'EUR' })).id;
  await bodyOf(200, call('DELETE', at(`customers/${gone.id}`), { ifMatch: gone.version }));
  expect(await listed('invoices', 'zephyr')).toEqual(['gone']);
  expect(await listed('invoices', 'sails 33.00')).toEqual(['gone']);
  expect(await listed('invoices', 'zephyr', employee.call)).toEqual([]);
  expect(await listed('customers', 'zephyr')).toEqual([]);
});
