import { bodyOf } from '../caller.ts';
import type { Workplace } from './workplace.ts';

/** The record types of lists, as in addresses. */
export const listedTypes = ['contacts', 'customers', 'leads', 'deals', 'vendors', 'employees'] as const;

const people = ['María Fernanda Castellanos', 'Ana Ruiz', 'Bartholomew Featherstonehaugh', 'Li Wei'];
const firms = ['Inmobiliaria Los Cerros del Norte S.A.S.', 'Acme', 'Nordwind Logistics GmbH', 'Café Ruiz'];
const places = ['Bogotá', 'San Cristóbal de las Casas', 'Riga', 'Llanfairpwll'];
const phones = [
  [
    { label: 'mobile', number: '+573104567890' },
    { label: 'work', number: '+576017654321' },
  ],
  [{ label: 'work', number: '+34612345678' }],
];
const at = <Value>(list: readonly Value[], place: number): Value => list[place % list.length] as Value;

/** Creates records of all types, with values of many lengths. Every third deal is in dollars, the others in euros. */
export async function fillLists(
  { person, organization: { path }, host, organization }: Workplace,
  count: number,
): Promise<void> {
  const create = async (plural: string, valuesOf: (place: number) => object): Promise<{ id: string }[]> => {
    const items = Array.from({ length: count }, (_, place) => valuesOf(place));
    const { items: created } = await bodyOf(
      201,
      person.call('POST', `${path}/${plural}/bulk`, { body: { items } }),
    );
    return created;
  };
  const tag = await bodyOf(201, person.call('POST', `${path}/tags`, { body: { name: 'Key account' } }));
  const shared = { ownerId: organization.owner.userId, tagIds: [tag.id] };
  const nameOf = (place: number) => `${at(firms, place)} ${place}`;
  await create('customers', (place) => ({
    ...shared,
    name: nameOf(place),
    email: `office-${place}@customers.example`,
    phones: at(phones, place),
    city: at(places, place),
    country: 'CO',
  }));
  const { items: customers } = await bodyOf(200, person.call('GET', `${path}/customers?current=true`));
  const customerOf = (place: number) => ({ customerId: at<{ id: string }>(customers, place).id });
  const personOf = (place: number) => {
    const [firstName = '', ...rest] = `${at(people, place)} ${place}`.split(' ');
    return { firstName, lastName: rest.join(' '), phones: at(phones, place) };
  };
  await create('contacts', (place) => ({
    ...shared,
    ...personOf(place),
    ...customerOf(place),
    email: `person.with.a.long.name-${place}@contacts.example`,
    city: at(places, place),
    country: 'ES',
    jobTitle: 'Head of Procurement',
  }));
  await create('leads', (place) => ({
    ...shared,
    ...personOf(place),
    company: at(firms, place),
    estimatedValue: { amountMinor: 125_000_000 + place, currency: 'EUR' },
  }));
  await create('deals', (place) => ({
    ...shared,
    ...customerOf(place),
    title: `Renewal ${place} for ${at(firms, place)}`,
    value: { amountMinor: 1_000_000 * (place + 1) + 50, currency: place % 3 === 0 ? 'USD' : 'EUR' },
    expectedCloseDate: '2027-11-23',
  }));
  await create('vendors', (place) => ({
    ...shared,
    name: nameOf(place),
    category: 'Office supplies',
    contactPerson: at(people, place),
    email: `sales-${place}@vendors.example`,
    phones: at(phones, place),
    rating: (place % 5) + 1,
  }));
  await create('employees', (place) => ({
    ...personOf(place),
    position: 'Senior account executive',
    department: 'International sales',
    email: `employee-${place}@employees.example`,
    hireDate: '2025-11-23',
  }));
  await host.settled(organization);
}
