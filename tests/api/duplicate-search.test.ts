import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { PossibleDuplicate } from '#contract/possible-duplicate.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let owner: Person;
let organization: TestOrganization;

beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
});

const add = async (plural: string, body: object, call: Call = owner.call, within = organization) =>
  (await bodyOf(201, call('POST', `${within.path}/${plural}`, { body }))) as { id: string; version: number };

const ask = (body: object, call: Call = owner.call, within = organization) =>
  call('POST', `${within.path}/search/duplicates`, { body });

async function find(
  recordType: string,
  values: object,
  options: { exceptId?: string; call?: Call; within?: TestOrganization } = {},
): Promise<PossibleDuplicate[]> {
  const { exceptId, call, within } = options;
  const body = { recordType, values, ...(exceptId ? { exceptId } : {}) };
  return (await bodyOf(200, ask(body, call, within))).items as PossibleDuplicate[];
}

const newEmail = () => `${unique('person')}@acme.example`;
let lastNumber = 2_000_000;
const newPhones = () => [{ label: 'work', number: `+57311${(lastNumber += 1)}` }];
const newWord = () => unique('Name').replaceAll(/[^a-z0-9]/gi, '');

describe('the reasons for a possible duplicate', () => {
  test('an e-mail address in another case, with a name that is similar', async () => {
    const email = newEmail();
    const { id } = await add('contacts', { firstName: 'María Fernanda', lastName: 'Gómez', email });
    const found = await find('contact', {
      firstName: 'Maria',
      lastName: 'Gomez',
      email: email.toUpperCase(),
    });
    expect(found).toEqual([
      {
        id,
        title: 'María Fernanda Gómez',
        likelihood: 'likely',
        score: 99,
        reasons: [
          { field: 'fullName', kind: 'similar', points: expect.any(Number) },
          { field: 'email', kind: 'same', points: 80 },
        ],
        values: { fullName: 'María Fernanda Gómez', email },
      },
    ]);
  });

  test('a phone number that two people share, whose names differ, isn’t enough', async () => {
    const phones = newPhones();
    const { id } = await add('leads', { firstName: 'Ana', lastName: 'Ríos', phones });
    expect(await find('lead', { firstName: 'Pedro', lastName: 'Sol', phones })).toEqual([]);
    const [same] = await find('lead', { firstName: 'Anna', lastName: 'Rios', phones });
    expect(same).toMatchObject({
      id,
      likelihood: 'likely',
      reasons: [
        { field: 'fullName', kind: 'similar' },
        { field: 'phones', kind: 'same', points: 50 },
      ],
    });
  });

  test('a phone number alone, before anything else is known', async () => {
    const phones = newPhones();
    const { id } = await add('vendors', { name: newWord(), phones });
    expect(await find('vendor', { phones: [{ ...phones[0], label: 'home' }] })).toMatchObject([
      { id, likelihood: 'possible', score: 50, reasons: [{ field: 'phones', kind: 'same', points: 50 }] },
    ]);
  });

  test('a national ID with other separators, even with another name', async () => {
    const number = String((lastNumber += 1));
    const { id } = await add('contacts', { firstName: 'Ana', nationalId: `${number}-k` });
    const dotted = number.replace(/^(\d)(\d{3})/, '$1.$2.');
    expect(await find('contact', { firstName: 'Luis', nationalId: `${dotted}-K` })).toMatchObject([
      {
        id,
        likelihood: 'possible',
        score: 60,
        reasons: [
          { field: 'fullName', kind: 'different', points: -30 },
          { field: 'nationalId', kind: 'same', points: 90 },
        ],
      },
    ]);
  });

  test('the name of a company in another spelling, and its website', async () => {
    const word = newWord();
    const website = `https://www.${word.toLowerCase()}.example/en`;
    const { id } = await add('customers', { name: `Construcciones ${word} S.A.S.`, website });
    const typed = { name: `${word} construcsiones`, website: `http://${word.toLowerCase()}.example` };
    expect(await find('customer', typed)).toMatchObject([
      {
        id,
        reasons: [
          { field: 'name', kind: 'similar' },
          { field: 'website', kind: 'same', points: 40 },
        ],
      },
    ]);
    expect(await find('customer', { name: typed.name })).toMatchObject([{ id }]);
    expect(await find('customer', { name: `${newWord()} construcciones` })).toEqual([]);
  });

  test('the name of a person at the same customer or company, but not at another one', async () => {
    const [here, elsewhere] = [
      await add('customers', { name: newWord() }),
      await add('customers', { name: newWord() }),
    ];
    const name = { firstName: 'Lucía', lastName: 'Vélez' };
    const { id } = await add('contacts', { ...name, customerId: here.id });
    const typed = { firstName: 'Lucia', lastName: 'Veles' };
    expect(await find('contact', { ...typed, customerId: here.id })).toMatchObject([
      {
        id,
        reasons: [
          { field: 'fullName', kind: 'similar' },
          { field: 'customerId', kind: 'same', points: 25 },
        ],
      },
    ]);
    expect(await find('contact', { ...typed, customerId: elsewhere.id })).toEqual([]);
    const company = newWord();
    const lead = await add('leads', { ...name, company: `${company} Ltd.` });
    expect(await find('lead', { ...typed, company })).toMatchObject([
      { id: lead.id, reasons: [{ kind: 'similar' }, { field: 'company', kind: 'same', points: 25 }] },
    ]);
  });
});

test('records of other types, in the trash or to be left out are no duplicates', async () => {
  const email = newEmail();
  const name = newWord();
  const deleted = await add('customers', { name, email });
  await bodyOf(
    200,
    owner.call('DELETE', `${organization.path}/customers/${deleted.id}`, { ifMatch: deleted.version }),
  );
  await add('vendors', { name, email });
  expect(await find('customer', { name, email })).toEqual([]);
  const { id } = await add('customers', { name, email });
  expect(await find('customer', { name, email })).toMatchObject([{ id, score: 100 }]);
  expect(await find('customer', { name, email }, { exceptId: id })).toEqual([]);
});

test('at most five duplicates are named, the most similar ones first', async () => {
  const name = newWord();
  const email = newEmail();
  for (let at = 0; at < 6; at += 1) await add('customers', { name: `${name} S.A.` });
  const { id } = await add('customers', { name, email });
  const found = await find('customer', { name, email });
  expect(found.map(({ score }) => score)).toEqual([100, 60, 60, 60, 60]);
  expect(found[0]?.id).toBe(id);
});

test('callers find only the records that they can read', async () => {
  const employee = await addMember(host, organization, 'employee');
  const email = newEmail();
  const name = newWord();
  // More than are compared, so that those out of reach mustn’t take the place of others.
  const items = Array.from({ length: 22 }, () => ({ firstName: name, email, ownerId: owner.userId }));
  await bodyOf(201, owner.call('POST', `${organization.path}/leads/bulk`, { body: { items } }));
  const { call } = employee;
  expect(await find('lead', { firstName: name, email }, { call })).toEqual([]);
  const mine = await add('leads', { firstName: name, email }, call);
  const found = await find('lead', { firstName: name, email }, { call });
  expect(found.map(({ id }) => id)).toEqual([mine.id]);
  expect(await find('lead', { firstName: name, email })).toHaveLength(5);

  const key = await newApiKey(host, organization, owner, ['search:read', 'vendor:read']);
  expect(await find('lead', { firstName: name, email }, { call: key.call })).toEqual([]);
  const blind = await newApiKey(host, organization, owner, ['lead:read']);
  expect((await ask({ recordType: 'lead', values: { email } }, blind.call)).status).toBe(403);
});

test('records of other organizations are never found, even by a member of both', async () => {
  const other = await newOrganization(owner);
  const contact = { firstName: newWord(), email: newEmail(), phones: newPhones() };
  await add('contacts', contact, owner.call, other);
  expect(await find('contact', contact)).toEqual([]);
  expect(await find('contact', contact, { within: other })).toHaveLength(1);
  const stranger = await newPerson(host);
  expect((await ask({ recordType: 'contact', values: contact }, stranger.call, other)).status).toBe(404);
});

test('too few values find nothing, without an error', async () => {
  await add('contacts', { firstName: 'Solo' });
  expect(await find('contact', {})).toEqual([]);
  expect(await find('contact', { firstName: 'Solo' })).toEqual([]);
});

test.each<[string, object, string[]]>([
  ['an unknown record type', { recordType: 'deal', values: {} }, ['/recordType']],
  ['missing values', { recordType: 'contact' }, ['/values']],
  ['an unfinished address', { recordType: 'contact', values: { email: 'ana@' } }, ['/values/email']],
  [
    'fields of other record types',
    { recordType: 'contact', values: { name: 'Acme', website: 'https://acme.example' } },
    ['/values/name', '/values/website'],
  ],
  [
    'fields that nothing is compared by',
    { recordType: 'contact', values: { jobTitle: 'CEO' } },
    ['/values/jobTitle'],
  ],
  [
    'too many phone numbers',
    {
      recordType: 'lead',
      values: { phones: Array.from({ length: 6 }, () => ({ label: 'work', number: '+573001234567' })) },
    },
    ['/values/phones'],
  ],
  ['too long a name', { recordType: 'vendor', values: { name: 'x'.repeat(256) } }, ['/values/name']],
  ['an invalid ID', { recordType: 'lead', values: {}, exceptId: 'me' }, ['/exceptId']],
])('%s: refused, with pointers', async (_, body, pointers) => {
  const problem = await bodyOf(422, ask(body));
  expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
});
