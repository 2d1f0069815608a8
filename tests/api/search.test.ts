import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal } from '../selling.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let other: TestOrganization;
let employee: Person;
const ids: Record<string, string> = {};

const find = async (call: Call, { path }: { path: string }, q: string): Promise<string[]> => {
  const { items } = await bodyOf(200, call('GET', `${path}/search`, { query: { q } }));
  return items.map(({ id }: { id: string }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
};
const found = (q: string) => find(organization.owner.call, organization, q);

beforeAll(async () => {
  [organization, other] = await Promise.all([
    newOrganization(await newPerson(host)),
    newOrganization(await newPerson(host)),
  ]);
  employee = await addMember(host, organization, 'employee');
  const create = async (name: string, plural: string, body: object, { owner, path } = organization) => {
    ids[name] = (await bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }))).id;
  };
  const anna = {
    firstName: 'Anna',
    lastName: 'Kowalska',
    email: 'a.kowal_ka+crm-87@nordlicht.example',
    nationalId: '52.123.456-K',
  };
  await create('anna', 'contacts', anna);
  await create('own', 'contacts', {
    firstName: 'Bo',
    email: 'bo@nordlicht.example',
    nationalId: '52.123.999-1',
    ownerId: employee.userId,
  });
  await create('foreign', 'contacts', { ...anna, firstName: 'Foreign' }, other);
  await create('trashed', 'contacts', { firstName: 'Gone', nationalId: '52.123.777-1' });
  await organization.owner.call('DELETE', `${organization.path}/contacts/${ids.trashed}`, { ifMatch: 1 });
  await create('customer', 'customers', { name: 'Nordlicht' });
  await create('vendor', 'vendors', { name: 'Harmattan' });
  const taxed = (name: string, country: string, taxId: string) =>
    create(name, 'customers', { name: `Taxed ${name}`, country, taxId });
  await taxed('spanish', 'ES', 'B-12345674');
  await taxed('spanish VAT number', 'ES', 'ESA28015865');
  await taxed('colombian', 'CO', '900.123.456-8');
  await taxed('american', 'US', '45-3456789');
  await create('employee', 'employees', { firstName: 'Inés', email: 'ines@staff.example' });
  await create('lead', 'leads', { firstName: 'Yuki', email: 'yuki.tanaka@sakura-foods.example' });
  await host.settled(organization);
  await host.settled(other);
});

test.each([
  ['a national ID as stored', '52.123.456-K', ['anna']],
  ['a national ID without separators', '52123456k', ['anna']],
  ['the beginning of a national ID', '52 123', ['anna', 'own']],
  ['the beginning of a national ID that is in none of the records', '52.123.4567', []],
  ['the end of a national ID, which is no beginning', '3456k', []],
  ['a code', 'CUST-0001', ['customer']],
  ['the beginning of a code', 'cust', ['american', 'colombian', 'customer', 'spanish', 'spanish VAT number']],
  ['the number of a code, of every type', '0001', ['customer', 'vendor']],
  ['the code of another type', 'vend 0001', ['vendor']],
  ['a Spanish tax ID that is stored with a hyphen', 'B12345674', ['spanish']],
  ['a Spanish tax ID with other separators', 'b 12.345.674', ['spanish']],
  ['a tax ID that is stored as a VAT number', 'A-28015865', ['spanish VAT number']],
  ['a VAT number', 'ES A28015865', ['spanish VAT number']],
  ['a VAT number of a tax ID that is stored without the country', 'ESB12345674', ['spanish']],
  ['a VAT number with separators', 'ES-B-12345674', ['spanish']],
  ['the beginning of a VAT number', 'esb1234', ['spanish']],
  ['a VAT number that no customer has', 'ESB12345678', []],
  ['a Colombian tax ID as stored', '900.123.456-8', ['colombian']],
  ['a Colombian tax ID without its check digit', '900123456', ['colombian']],
  ['a Colombian tax ID with spaces', '900 123 456 8', ['colombian']],
  ['a United States tax ID with a space', '45 3456789', ['american']],
  ['the end of a tax ID, which is no beginning', '3456789', []],
  ['a part of an e-mail address after a dot', 'kowal ka', ['anna']],
  ['a part of an e-mail address before a plus sign', 'crm', ['anna']],
  ['the domain of an e-mail address', 'nordlicht.ex', ['anna', 'own']],
  ['the beginning of a domain, like a name', 'nordl', ['anna', 'customer', 'own']],
  ['a part of a domain after a hyphen', 'foods', ['lead']],
  ['a part of a lead’s e-mail address', 'tanaka', ['lead']],
  ['an employee’s e-mail address', 'ines@staff.example', ['employee']],
  ['the top-level domain', 'example', ['anna', 'employee', 'lead', 'own']],
])('search finds records by %s', async (_, q, names) => {
  expect((await found(q)).toSorted()).toEqual(names);
});

test('records whose title begins with the query come first, then those that have its words, the shortest first', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const create = (plural: string, body: object) =>
    bodyOf(201, call('POST', `${own.path}/${plural}`, { body }));
  await create('leads', { firstName: 'Ana', lastName: 'Ruiz', company: 'Meridian Capital' });
  await create('customers', { name: 'Meridian Inmobiliaria' });
  for (const name of ['Meridian Inmobiliaria', 'Meridian'])
    await newDeal(own, { title: `${name}: Abanico anual` });
  await create('contacts', { firstName: 'Rosa', lastName: 'Meridian' });
  await host.settled(own);
  const titles = async (q: string): Promise<string[]> => {
    const { items } = await bodyOf(200, call('GET', `${own.path}/search`, { query: { q } }));
    return items.map(({ title }: { title: string }) => title);
  };
  expect(await titles('meridian')).toEqual([
    'Meridian Inmobiliaria',
    'Meridian: Abanico anual',
    'Meridian Inmobiliaria: Abanico anual',
    'Rosa Meridian',
    'Ana Ruiz',
  ]);
  expect(await titles('inmob meri')).toEqual([
    'Meridian Inmobiliaria',
    'Meridian Inmobiliaria: Abanico anual',
  ]);
});

test.each([
  ['52.123', ['own'], ['foreign']],
  ['nordlicht', ['own'], ['foreign']],
  ['kowal', [], ['foreign']],
  ['0001', ['vendor'], []],
])(
  'a search for %s finds nothing out of reach, of another organization or in the trash',
  async (q, own, theirs) => {
    expect(await find(employee.call, organization, q)).toEqual(own);
    expect(await find(other.owner.call, other, q)).toEqual(theirs);
    const all = await found(q);
    expect(all).not.toContain('foreign');
    expect(all).not.toContain('trashed');
  },
);

test.each([
  ['B12345674', ['spanish']],
  ['b-12.345.674', ['spanish']],
  ['A 28015865', ['spanish VAT number']],
  ['900123456-8', ['colombian']],
  ['9001234568', ['colombian']],
  ['453456789', ['american']],
])('the list of customers finds the tax ID %s, with and without separators', async (q, names) => {
  const { call } = organization.owner;
  const { items } = await bodyOf(200, call('GET', `${organization.path}/customers`, { query: { q } }));
  expect(items.map(({ name }: { name: string }) => name.replace('Taxed ', ''))).toEqual(names);
});

test('changed national IDs and e-mail addresses are found by the new parts only', async () => {
  const { call } = organization.owner;
  const body = { nationalId: 'QX-778899', email: 'renamed@birch.example' };
  await bodyOf(200, call('PATCH', `${organization.path}/contacts/${ids.anna}`, { body, ifMatch: 1 }));
  await host.settled(organization);
  for (const q of ['qx 7788', 'QX778899', 'birch', 'renamed']) expect(await found(q), q).toEqual(['anna']);
  for (const q of ['52.123.456', 'crm', 'kowal ka']) expect(await found(q), q).toEqual([]);
});
