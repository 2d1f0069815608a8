import { beforeAll, describe, expect, inject, test } from 'vitest';
import { withFormulaGuard } from '#contract/csv-row.ts';
import { openFile } from '#data/imports/open-file.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { downloaded, endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import { readFile } from '../imports.ts';
import { newRows } from '../jobs.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const columnsOf = (...fields: string[]) => fields.map((field) => ({ field }));
const create = (body: object, by = call) =>
  by('POST', at('exports'), {
    body: { recordType: 'contact', format: 'csv', columns: columnsOf('fullName'), ...body },
  });

/** Creates an export and waits for its end. */
async function ended(body: object, by = call): Promise<any> {
  const { id } = await bodyOf(201, create(body, by));
  return endedExport(by, organization, id);
}

/** The rows of a new file, of which the first one contains the headings. */
async function rowsOf(body: object, by = call): Promise<unknown[][]> {
  const { id } = await ended(body, by);
  const { bytes } = await downloaded(by, organization, id);
  const source = {
    sizeBytes: bytes.length,
    read: async function* (from: number, to: number) {
      yield bytes.subarray(from, to);
    },
  };
  const rows: unknown[][] = [];
  for await (const { cells } of (await openFile(source)).rows) rows.push(cells);
  return rows;
}

/** The names in the file of a list, which has no other column. */
const namesOf = async (body: object, by = call): Promise<unknown[]> =>
  (await rowsOf(body, by)).slice(1).map(([name]) => name);

const newContact = (body: object, by = call): Promise<any> =>
  bodyOf(201, by('POST', at('contacts'), { body }));

describe('an exported file', () => {
  test('has the records of the list as filtered, searched and sorted, in every format', async () => {
    const city = unique('City ');
    for (const firstName of ['Berta', 'Ana', 'Carla']) await newContact({ firstName, city });
    await newContact({ firstName: 'Dora', city, lastName: 'Hidden' });
    const query = {
      filter: {
        and: [
          { field: 'city', op: 'is', value: city },
          { field: 'lastName', op: 'isEmpty' },
        ],
      },
      sorts: [{ field: 'firstName', descending: true }],
    };
    const list = await bodyOf(200, call('POST', at('contacts/query'), { body: query }));
    const names = list.items.map(({ firstName }: any) => firstName);
    expect(names).toEqual(['Carla', 'Berta', 'Ana']);
    const columns = columnsOf('firstName', 'city');
    for (const format of ['csv', 'xlsx']) {
      const rows = await rowsOf({ format, query, columns });
      expect(rows).toEqual([['firstName', 'city'], ...names.map((name: string) => [name, city])]);
    }
    const { id, ...file } = await ended({ format: 'jsonl', query, columns });
    expect(file).toMatchObject({ state: 'ready', rows: 3, total: 3 });
    const { bytes } = await downloaded(call, organization, id);
    expect(bytes.length).toBe(file.sizeBytes);
    const lines = bytes.toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      list.items.map(({ id: of, firstName }: any) => ({ id: of, firstName, city })),
    );
    expect(await ended({ query: { q: `nobody ${city}` } })).toMatchObject({ state: 'ready', rows: 0 });
    expect(await namesOf({ query: { q: 'carla', filter: query.filter } })).toEqual(['Carla']);
  });

  test('is saved under the name of the records and the date, and separates cells as chosen', async () => {
    const query = { filter: { field: 'city', op: 'is', value: 'Nowhere' } };
    const columns = [{ field: 'firstName', header: 'Nombre' }, { field: 'email' }];
    const { id, fileName } = await ended({ query, columns, separator: ';', language: 'es' });
    expect(fileName).toMatch(/^Contactos \d{4}-\d\d-\d\d\.csv$/);
    const { bytes, headers } = await downloaded(call, organization, id);
    expect(bytes.toString()).toBe('\uFEFFNombre;email\r\n');
    expect(headers.get('content-disposition')).toContain(`attachment; filename="${fileName}"`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  });

  test('contains the names of people, records, tags and choices in its language, or in JSON lines, their ids', async () => {
    const city = unique('Named ');
    const customer = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme' } }));
    const tag = await bodyOf(201, call('POST', at('tags'), { body: { name: unique('VIP ') } }));
    const phones = [
      { label: 'work', number: '+573001112233' },
      { label: 'home', number: '+576041112233' },
    ];
    const relations = { customerId: customer.id, ownerId: organization.owner.userId, tagIds: [tag.id] };
    const contact = await newContact({ firstName: 'Ana', city, country: 'ES', phones, ...relations });
    const query = { filter: { field: 'city', op: 'is', value: city } };
    const columns = columnsOf('statusId', 'customerId', 'ownerId', 'tagIds', 'country', 'phones');
    const [me] = (await bodyOf(200, call('GET', at('members')))).items;
    const rows = await rowsOf({ query, columns, language: 'es' });
    const expected = [
      'Prospecto',
      'Acme',
      me.displayName,
      tag.name,
      'España',
      'Trabajo: +573001112233; Casa: +576041112233',
    ];
    expect(rows[1]).toEqual(expected);
    const { id } = await ended({ format: 'jsonl', query, columns });
    expect(JSON.parse((await downloaded(call, organization, id)).bytes.toString())).toEqual({
      id: contact.id,
      statusId: contact.statusId,
      ...relations,
      country: 'ES',
      phones,
    });
  });

  test('contains amounts as numbers with their currency, and the options of custom fields by their labels', async () => {
    const path = at('custom-fields/deal');
    const field = { label: 'Size', kind: 'choice', options: [{ label: 'Very large' }] };
    const { version } = await bodyOf(200, call('GET', path));
    const { items } = await bodyOf(201, call('POST', path, { body: field, ifMatch: version }));
    const custom = { [items[0].key]: items[0].options[0].id };
    const value = { amountMinor: 123_450, currency: 'USD' };
    await bodyOf(201, call('POST', at('deals'), { body: { title: 'Roof', value, custom } }));
    const columns = columnsOf('title', 'value', `custom.${items[0].key}`, 'outcome');
    expect(await rowsOf({ recordType: 'deal', format: 'xlsx', columns })).toEqual([
      ['title', 'value', 'Currency', 'Size', 'outcome'],
      ['Roof', 1234.5, 'USD', 'Very large', 'open'],
    ]);
  });

  test('runs no formula in a spreadsheet', async () => {
    const city = unique('Formula ');
    const firstName = `=HYPERLINK("https://evil.example","Click")`;
    await newContact({ firstName, city });
    const query = { filter: { field: 'city', op: 'is', value: city } };
    const { id } = await ended({ query, columns: columnsOf('firstName') });
    const { bytes } = await downloaded(call, organization, id);
    expect(bytes.toString()).toContain(`"'=HYPERLINK(""https`);
    // A sheet stores texts as texts. The reader guards them; one that were guarded in the file would be guarded twice.
    const names = await namesOf({ query, format: 'xlsx', columns: columnsOf('firstName') });
    expect(names).toEqual([withFormulaGuard(firstName)]);
  });

  test('can be imported again: every heading is recognized', async () => {
    const names =
      'firstName lastName email phones statusId jobTitle city country nationalId customerId ownerId tagIds';
    const fields = names.split(' ');
    const phones = [
      { label: 'work', number: '+573001112244' },
      { label: 'home', number: '+576041112244' },
    ];
    await newContact({ firstName: unique('Again '), email: `${unique('again')}@people.example`, phones });
    for (const format of ['csv', 'xlsx']) {
      const { id, fileName: name } = await ended({ format, columns: columnsOf(...fields) });
      const { bytes } = await downloaded(call, organization, id);
      const { file } = await readFile(call, organization, bytes, { name });
      expect(file.columns.map((column: any) => column?.field)).toEqual(fields);
    }
  });

  test('contains all of many records once, however they change meanwhile', async () => {
    const owner = await newPerson(host);
    const other = await newOrganization(owner);
    const rows = 1_260;
    await newRows(owner.call, other, rows);
    const body = {
      recordType: 'contact',
      format: 'csv',
      columns: columnsOf('createdAt', 'firstName'),
      query: { sorts: [{ field: 'updatedAt', descending: true }] },
    };
    const { id } = await bodyOf(201, owner.call('POST', `${other.path}/exports`, { body }));
    const { items } = await bodyOf(
      200,
      owner.call('GET', `${other.path}/contacts`, { query: { limit: '30' } }),
    );
    for (const { id: contactId, version } of items) {
      const change = { body: { city: 'Moved' }, ifMatch: version };
      await bodyOf(200, owner.call('PATCH', `${other.path}/contacts/${contactId}`, change));
    }
    expect(await endedExport(owner.call, other, id)).toMatchObject({ state: 'ready', rows, total: rows });
    const lines = (await downloaded(owner.call, other, id)).bytes.toString().trimEnd().split('\r\n');
    const exported = lines.slice(1).map((line) => line.split(',')[1]);
    expect(exported).toHaveLength(rows);
    expect(new Set(exported).size).toBe(rows);
  });
});

describe('an export', () => {
  test('contains only the records that its creator can see', async () => {
    const employee = await addMember(host, organization, 'employee');
    const [mine, theirs] = [unique('Mine '), unique('Theirs ')];
    await newContact({ firstName: mine, ownerId: employee.userId });
    await newContact({ firstName: theirs });
    expect(await namesOf({}, employee.call)).toEqual([mine]);
    const all = await namesOf({});
    expect(all).toEqual(expect.arrayContaining([mine, theirs]));
  });

  test('is found by its creator and by owners and admins, and by nobody else', async () => {
    const employee = await addMember(host, organization, 'employee');
    const stranger = await newPerson(host);
    const elsewhere = await newOrganization(stranger);
    const { id } = await ended({}, employee.call);
    const { id: ownersId } = await ended({});
    const found = async (by: Call, one: string, path = organization.path) =>
      (await by('GET', `${path}/exports/${one}`)).status;
    expect([await found(employee.call, id), await found(call, id)]).toEqual([200, 200]);
    expect([await found(employee.call, ownersId), await found(stranger.call, id)]).toEqual([404, 404]);
    expect(await found(stranger.call, id, elsewhere.path)).toBe(404);
    const download = await stranger.call('GET', `${elsewhere.path}/exports/${id}/download`);
    expect(download.status).toBe(404);
    const { items } = await bodyOf(200, employee.call('GET', at('exports')));
    expect(items.map((one: any) => one.id)).toEqual([id]);
  });

  test('is refused without permission to read the records', async () => {
    const { call: keyCall } = await newApiKey(host, organization, organization.owner, [
      'export:create',
      'export:read',
    ]);
    expect((await create({}, keyCall)).status).toBe(403);
  });

  test('is refused with pointers to what is wrong with its list', async () => {
    const query = {
      filter: { field: 'shoeSize', op: 'is', value: '42' },
      sorts: [{ field: 'phones' }],
    };
    const { status, body } = await create({ query, columns: columnsOf('city', 'nothing', 'city') });
    expect([status, body.errors]).toMatchObject([
      422,
      [
        { pointer: '/query/filter/field', code: 'unknown_field' },
        { pointer: '/query/sorts/0/field', code: 'not_allowed' },
        { pointer: '/columns/1/field', code: 'unknown_field' },
        { pointer: '/columns/2/field', code: 'repeated' },
      ],
    ]);
    const { body: none } = await create({ columns: [], format: 'pdf', separator: '\t' });
    expect(none.errors.map(({ pointer }: any) => pointer)).toEqual(['/format', '/separator', '/columns']);
  });

  test('is created once by a repeated request', async () => {
    const options = {
      body: { recordType: 'contact', format: 'csv', columns: columnsOf('fullName') },
      idempotencyKey: unique('export'),
    };
    const first = await bodyOf(201, call('POST', at('exports'), options));
    const second = await bodyOf(201, call('POST', at('exports'), options));
    expect(second.id).toBe(first.id);
  });

  test('is gone with its file when it is deleted', async () => {
    const { id, version } = await ended({});
    const { url } = await bodyOf(200, call('GET', at(`exports/${id}/download`)));
    expect((await call('DELETE', at(`exports/${id}`), { ifMatch: version - 1 })).status).toBe(412);
    expect((await call('DELETE', at(`exports/${id}`), { ifMatch: version })).status).toBe(204);
    expect((await call('GET', at(`exports/${id}`))).status).toBe(404);
    await awaited(
      'the removal of the file',
      () => fetch(url),
      ({ status }) => status === 403 || status === 404,
    );
  });
});
