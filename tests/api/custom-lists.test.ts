import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));

const pathFor = ({ path }: TestOrganization, type = 'contact') => `${path}/custom-fields/${type}`;
const versionOf = async (organization: TestOrganization, type?: string): Promise<number> =>
  (await bodyOf(200, organization.owner.call('GET', pathFor(organization, type)))).version;
async function add(organization: TestOrganization, body: Record<string, unknown>, type?: string) {
  const ifMatch = await versionOf(organization, type);
  return organization.owner.call('POST', pathFor(organization, type), { body, ifMatch });
}
async function edit(organization: TestOrganization, key: string, body: Record<string, unknown>) {
  const ifMatch = await versionOf(organization);
  return organization.owner.call('PATCH', `${pathFor(organization)}/${key}`, { body, ifMatch });
}
const make = ({ owner, path }: TestOrganization, custom: Record<string, unknown>, values = {}) =>
  bodyOf(
    201,
    owner.call('POST', `${path}/contacts`, { body: { firstName: unique('Ana '), custom, ...values } }),
  );
const listed = ({ owner, path }: TestOrganization, query: Record<string, string>) =>
  owner.call('GET', `${path}/contacts`, { query });
const found = async (organization: TestOrganization, query: Record<string, string>): Promise<string[]> =>
  (await bodyOf(200, listed(organization, query))).items.map(({ id }: { id: string }) => id).sort();

/** Waits for the job started by the last change to a field, and returns it. */
async function arranged({ owner, path, ...rest }: TestOrganization): Promise<any> {
  const { items } = await bodyOf(200, owner.call('GET', `${path}/jobs`));
  const jobs = items.filter(({ kind }: any) => kind === 'customFields');
  const last = jobs.sort((a: any, b: any) => (a.id < b.id ? 1 : -1))[0];
  return endedJob(owner.call, { owner, path, ...rest }, last.id);
}

/** A field of each kind except long texts and `url`: the values of two records, and queries that match only the first. */
const kinds: Record<string, { field?: object; values: [unknown, unknown]; finds: Record<string, string>[] }> =
  {
    text: { values: ['Red', 'Blue, or so'], finds: [{ '': 'Green,Red' }, { '': 'Red' }] },
    number: {
      values: [-2.5, 7],
      finds: [{ '': '-2.5' }, { '.to': '0' }, { '.from': '-3', '.to': '6.99' }],
    },
    money: {
      values: [
        { amountMinor: 1250, currency: 'USD' },
        { amountMinor: 900, currency: 'USD' },
      ],
      finds: [{ '.from': '1000' }, { '.from': '1250', '.to': '1250' }],
    },
    date: { values: ['2026-11-20', '2026-12-01'], finds: [{ '': '2026-11-20' }, { '.to': '2026-11-30' }] },
    choice: {
      field: { options: [{ label: 'Gold' }, { label: 'Silver' }] },
      values: ['gold', 'silver'],
      finds: [{ '': 'gold' }],
    },
    choices: {
      field: { options: [{ label: 'Red' }, { label: 'Blue' }, { label: 'Green' }] },
      values: [['blue', 'red'], ['green']],
      finds: [{ '': 'red' }, { '': 'blue' }],
    },
    yesNo: { values: [false, true], finds: [{ '': 'false' }] },
    email: { values: ['ana@example.com', 'eva@example.com'], finds: [{ '': 'ana@example.com' }] },
    phone: { values: ['+34933201181', '+34933201182'], finds: [{ '': '+34933201181' }] },
    relation: { field: { to: 'customer' }, values: ['first', 'second'], finds: [{ '': 'first' }] },
  };
const keyOf = (kind: string) => `my-${kind.toLowerCase()}`;

describe('custom fields in lists', () => {
  let organization: TestOrganization;
  let records: any[];
  const customers: Record<string, string> = {};
  const valueOf = (value: unknown) => (typeof value === 'string' ? (customers[value] ?? value) : value);

  beforeAll(async () => {
    organization = await newOrganization(await newPerson(host));
    for (const name of ['first', 'second'])
      customers[name] = (
        await bodyOf(
          201,
          organization.owner.call('POST', `${organization.path}/customers`, { body: { name } }),
        )
      ).id;
    for (const [kind, { field }] of Object.entries(kinds))
      await bodyOf(201, add(organization, { key: keyOf(kind), label: kind, kind, ...field }));
    const custom = (index: 0 | 1) =>
      Object.fromEntries(
        Object.entries(kinds).map(([kind, { values }]) => [keyOf(kind), valueOf(values[index])]),
      );
    records = [await make(organization, custom(0)), await make(organization, custom(1))];
    records.push(await make(organization, {}));
  });

  test('a row contains the record’s values of fields in lists', async () => {
    const { items } = await bodyOf(200, listed(organization, {}));
    for (const { id, custom } of records)
      expect(items.find((row: any) => row.id === id).custom).toEqual(custom);
  });

  test.for(Object.keys(kinds))('a list is filtered by a field of the kind %s', async (kind) => {
    const name = `custom.${keyOf(kind)}`;
    for (const finds of kinds[kind]!.finds) {
      const query = Object.fromEntries(
        Object.entries(finds).map(([end, value]) => [name + end, customers[value] ?? value]),
      );
      expect(await found(organization, query), JSON.stringify(query)).toEqual([records[0].id]);
    }
    expect(await found(organization, { [name]: 'none' })).toEqual([records[2].id]);
  });

  test('filters combine with each other, with search terms, and with jobs', async () => {
    const both = { 'custom.my-choice': 'gold,silver', 'custom.my-number.from': '0' };
    expect(await found(organization, both)).toEqual([records[1].id]);
    await expect.poll(() => found(organization, { ...both, q: 'ana' })).toEqual([records[1].id]);
    expect(await found(organization, { q: 'ana', 'custom.my-yesno': 'false' })).toEqual([records[0].id]);
    const job = await bodyOf(
      201,
      organization.owner.call('POST', `${organization.path}/jobs`, {
        body: {
          recordType: 'contact',
          filters: both,
          change: { action: 'update', values: { city: 'Lima' } },
        },
      }),
    );
    expect(await endedJob(organization.owner.call, organization, job.id)).toMatchObject({
      total: 1,
      done: 1,
    });
  });

  test('the total of a choice filter is exact beyond one page', async () => {
    for (const value of ['gold', 'gold', 'silver']) await make(organization, { 'my-choice': value });
    const count = async (query: Record<string, string>) => {
      const { total } = await bodyOf(200, listed(organization, query));
      return total as number;
    };
    await expect.poll(() => count({ 'custom.my-choice': 'gold', limit: '10' }), { timeout: 20_000 }).toBe(3);
    await bodyOf(
      200,
      organization.owner.call('DELETE', `${organization.path}/contacts/${records[0].id}`, {
        ifMatch: (
          await bodyOf(200, organization.owner.call('GET', `${organization.path}/contacts/${records[0].id}`))
        ).version,
      }),
    );
    await expect.poll(() => count({ 'custom.my-choice': 'gold', limit: '10' }), { timeout: 20_000 }).toBe(2);
    expect(await found(organization, { deleted: 'true', 'custom.my-choice': 'gold' })).toEqual([
      records[0].id,
    ]);
  });

  test('unknown filter fields and values are refused at their parameter', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ 'custom.never': 'x' }, 'unknown_field'],
      [{ 'custom.my-choice.from': 'gold' }, 'not_a_choice'],
      [{ 'custom.my-number.from': 'many' }, 'wrong_type'],
      [{ 'custom.my-date.to': 'today' }, 'invalid_format'],
      [{ 'custom.my-yesno': 'perhaps' }, 'not_a_choice'],
      [{ 'custom.My Choice': 'x' }, 'unknown_field'],
    ];
    for (const [query, code] of wrong) {
      const { errors } = await bodyOf(422, listed(organization, query));
      expect(errors, JSON.stringify(query)).toMatchObject([
        { pointer: `/query/${Object.keys(query)[0]}`, code },
      ]);
    }
    const refused = await bodyOf(
      422,
      organization.owner.call('POST', `${organization.path}/jobs`, {
        body: { recordType: 'contact', filters: { 'custom.never': 'x' }, change: { action: 'delete' } },
      }),
    );
    expect(refused.errors[0].code).toBe('unknown_field');
  });

  test('a list rejects custom fields of another organization', async () => {
    const other = await newOrganization(await newPerson(host));
    const name = `custom.${keyOf('choice')}`;
    const { errors } = await bodyOf(422, listed(other, { [name]: 'gold' }));
    expect(errors).toMatchObject([{ pointer: `/query/${name}`, code: 'unknown_field' }]);
  });
});

test('lists show and filter by a field as long as it is in use', async () => {
  const organization = await newOrganization(await newPerson(host));
  const field = { key: 'region', label: 'Region', kind: 'choice', options: [{ label: 'North' }] };
  await bodyOf(201, add(organization, field));
  const old = await make(organization, { region: 'north' });
  expect(await found(organization, { 'custom.region': 'north' })).toEqual([old.id]);
  expect((await bodyOf(200, listed(organization, {}))).items[0].custom).toEqual({ region: 'north' });
  await bodyOf(200, edit(organization, 'region', { retired: true }));
  expect((await listed(organization, { 'custom.region': 'north' })).status).toBe(422);
  await bodyOf(200, edit(organization, 'region', { retired: false }));
  expect(await found(organization, { 'custom.region': 'north' })).toEqual([old.id]);
});

test('a list row contains long texts in full', async () => {
  const organization = await newOrganization(await newPerson(host));
  await bodyOf(201, add(organization, { key: 'motto', label: 'Motto', kind: 'text' }));
  const motto = 'ñ'.repeat(limits.customTextCharacters);
  await make(organization, { motto });
  const { items } = await bodyOf(200, listed(organization, {}));
  expect(items[0].custom).toEqual({ motto });
});

test('a searchable field finds its records, including older ones, until it is taken out of search', async () => {
  const organization = await newOrganization(await newPerson(host));
  await bodyOf(201, add(organization, { key: 'policy', label: 'Policy', kind: 'text' }));
  const old = await make(organization, { policy: 'Zebra Ñandú 77' });
  await bodyOf(200, edit(organization, 'policy', { searchable: true }));
  expect(await arranged(organization)).toMatchObject({ done: 1, failed: 0 });
  const hits = async (q: string): Promise<string[]> => {
    const { items } = await bodyOf(
      200,
      organization.owner.call('GET', `${organization.path}/search`, { query: { q } }),
    );
    return items.map(({ id }: { id: string }) => id);
  };
  expect(await hits('nandu')).toEqual([old.id]);
  const young = await make(organization, { policy: 'Nandu Azul' });
  await expect.poll(async () => (await hits('nandu')).sort()).toEqual([old.id, young.id].sort());
  expect(await found(organization, { q: 'zebra' })).toEqual([old.id]);
  const employee = await addMember(host, organization, 'employee');
  const own = await bodyOf(
    200,
    employee.call('GET', `${organization.path}/search`, { query: { q: 'nandu' } }),
  );
  expect(own.items).toEqual([]);
  await bodyOf(200, edit(organization, 'policy', { searchable: false }));
  await arranged(organization);
  expect(await hits('nandu')).toEqual([]);
  expect((await add(organization, { label: 'N', kind: 'number', searchable: true })).status).toBe(422);
});
