import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\r\n');
const read = (content: string | Buffer, options = {}) => readFile(call, organization, content, options);
const found = async (query: Record<string, string>): Promise<any[]> =>
  (await bodyOf(200, call('GET', at('contacts'), { query }))).items;
const contactBy = async (email: string): Promise<any> =>
  bodyOf(200, call('GET', at(`contacts/${(await found({ q: email }))[0]?.id}`)));

/** Checks and runs an import. Returns it with its ended job. */
async function run(ready: any): Promise<any> {
  const checked = await checkedImport(call, organization, ready);
  const started = await startedImport(call, organization, checked);
  return { ...started, job: await endedJob(call, organization, started.jobId) };
}

describe('an import', () => {
  test('creates a record from each row, with columns matched by their headers in English or Spanish', async () => {
    const [ana, luis] = [`${unique('ana')}@people.example`, `${unique('luis')}@people.example`];
    const english = await read(csv(['First name', 'Last name', 'E-mail'], ['Ana', 'Gómez', ana]));
    const spanish = await read(csv(['Nombre', 'Apellidos', 'Correo electrónico'], ['Luis', 'Peña', luis]));
    const fields = ({ file }: any) => file.columns.map((column: any) => column?.field);
    expect(fields(english)).toEqual(['firstName', 'lastName', 'email']);
    expect(fields(spanish)).toEqual(['firstName', 'lastName', 'email']);
    const { job, file } = await run(english);
    expect(file.check).toMatchObject({
      rows: 1,
      creates: 1,
      updates: 0,
      skips: 0,
      refusals: 0,
      problems: [],
    });
    expect(job).toMatchObject({ kind: 'import', state: 'done', total: 1, done: 1, failed: 0, created: 1 });
    await run(spanish);
    expect(await contactBy(ana)).toMatchObject({ firstName: 'Ana', lastName: 'Gómez', email: ana });
    expect(await contactBy(luis)).toMatchObject({ firstName: 'Luis', lastName: 'Peña' });
  });

  test('leaves out, updates or completes the records that exist, as chosen', async () => {
    const email = `${unique('known')}@people.example`;
    await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Known', city: 'Cali', email } }));
    const file = csv(['First name', 'E-mail', 'City', 'Job title'], ['Other', email, 'Lima', 'Buyer']);
    const skipped = await checkedImport(call, organization, await read(file));
    expect(skipped.file.check).toMatchObject({ creates: 0, updates: 0, skips: 1, refusals: 0 });

    const completing = await changedImport(call, organization, skipped, { onMatch: 'updateEmpty' });
    expect((await run(completing)).job).toMatchObject({ done: 1, created: 0 });
    expect(await contactBy(email)).toMatchObject({ firstName: 'Known', city: 'Cali', jobTitle: 'Buyer' });

    const updating = await changedImport(call, organization, await read(file), { onMatch: 'update' });
    expect((await run(updating)).job).toMatchObject({ done: 1, created: 0 });
    expect(await contactBy(email)).toMatchObject({ firstName: 'Other', city: 'Lima' });
  });

  test('creates records without a country that the file doesn’t name, and so those that its rows name', async () => {
    const [email, company] = [`${unique('nowhere')}@people.example`, unique('Nowhere ')];
    const ready = await read(csv(['First name', 'E-mail', 'Customer'], ['Ana', email, company]));
    const one = await changedImport(call, organization, ready, { createMissing: true });
    expect((await run(one)).job).toMatchObject({ failed: 0, created: 1, related: { done: 1 } });
    expect(await contactBy(email)).not.toHaveProperty('country');
    const query = { q: company };
    const [customer] = (await bodyOf(200, call('GET', at('customers'), { query }))).items;
    expect(customer).not.toHaveProperty('country');
  });

  test('finds records by any of their phone numbers, however these are written', async () => {
    const phones = [
      { label: 'work', number: '+573001112233' },
      { label: 'home', number: '+576041112233' },
    ];
    const [{ body: contact }] = [
      await call('POST', at('contacts'), { body: { firstName: unique('Phoned '), phones } }),
    ];
    const rows = csv(['First name', 'Phone', 'City'], ['Phoned', '00 57 (604) 111-22 33', 'Medellín']);
    const ready = await changedImport(call, organization, await read(rows), { onMatch: 'update' });
    expect(ready.file.matchBy).toEqual(['phones']);
    expect((await run(ready)).job).toMatchObject({ done: 1, created: 0 });
    expect(await bodyOf(200, call('GET', at(`contacts/${contact.id}`)))).toMatchObject({ city: 'Medellín' });
  });

  test('accounts for every row: created, updated, left out or refused, with the column and the reason', async () => {
    const email = `${unique('one')}@people.example`;
    const rows = [
      ['First name', 'E-mail', 'Country'],
      ['First', email, 'Colombia'],
      ['Again', email, 'Perú'],
      ['Wrong', 'not an address', 'Atlantis'],
      ['', `${unique('nameless')}@people.example`, 'Chile'],
    ];
    const { file } = await checkedImport(call, organization, await read(csv(...rows)));
    expect(file.check).toMatchObject({ rows: 4, creates: 1, updates: 0, skips: 1, refusals: 2 });
    expect(file.check.problems).toEqual(
      expect.arrayContaining([
        { column: 1, code: 'invalid_email', count: 1, sample: 'not an address' },
        { column: 2, code: 'unknown_country', count: 1, sample: 'Atlantis' },
        { column: 0, code: 'required', count: 1, sample: '' },
        { column: -1, code: 'repeated_row', count: 1, sample: '' },
      ]),
    );
  });

  test('links customers, owners, tags and statuses by what people call them', async () => {
    const [name, tag] = [unique('Acme '), unique('tag ')];
    const customer = await bodyOf(201, call('POST', at('customers'), { body: { name } }));
    const { id: tagId } = await bodyOf(201, call('POST', at('tags'), { body: { name: tag } }));
    const email = `${unique('linked')}@people.example`;
    const file = csv(
      ['First name', 'E-mail', 'Customer', 'Owner', 'Tags', 'Status'],
      ['Linked', email, name.toUpperCase(), organization.owner.email, tag, 'Calificado'],
    );
    await run(await read(file));
    expect(await contactBy(email)).toMatchObject({
      customerId: customer.id,
      ownerId: organization.owner.userId,
      tagIds: [tagId],
      statusId: 'qualified',
    });
  });

  test('creates the customers that rows name and that don’t exist, once each, before their contacts', async () => {
    const [name, other, email] = [unique('Nuevos Cafés '), unique('Otra '), `${unique('of')}@people.example`];
    const rows = [
      ['First name', 'E-mail', 'Customer'],
      ['One', email, name],
      ['Two', '', name.toUpperCase()],
      ['Three', '', other],
      ['', '', unique('Only named by a refused row ')],
    ];
    const ready = await read(csv(...rows));
    const { job, file } = await run(ready);
    expect(file.check).toMatchObject({
      creates: 3,
      refusals: 1,
      related: [{ recordType: 'customer', creates: 2 }],
    });
    expect(job).toMatchObject({
      recordTypes: ['contact', 'customer'],
      total: 5,
      done: 5,
      created: 3,
      related: { done: 2, failed: 0 },
      failed: 0,
    });
    const customers = async () =>
      (await bodyOf(200, call('GET', at('customers'), { query: { q: name } }))).items;
    const [customer] = await customers();
    expect(customer).toMatchObject({ name, code: expect.stringMatching(/^CUST-/) });
    expect(await contactBy(email)).toMatchObject({ customerId: customer.id });

    const undo = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`)));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ total: 5, done: 5, failed: 0 });
    expect(await customers()).toEqual([]);

    const without = await changedImport(call, organization, await read(csv(...rows)), {
      createMissing: false,
    });
    const { check } = (await checkedImport(call, organization, without)).file;
    expect(check).toMatchObject({ creates: 0, refusals: 4 });
    expect(check.problems).toContainEqual(
      expect.objectContaining({ column: 2, code: 'unknown_reference', count: 4 }),
    );
  });

  test('creates the tags that rows name and that don’t exist, unless that is switched off', async () => {
    const [tag, email] = [unique('Fresh tag '), `${unique('tagged')}@people.example`];
    const rows = csv(['First name', 'E-mail', 'Tags'], ['Tagged', email, tag]);
    const { file } = await run(await read(rows));
    expect(file.check).toMatchObject({ creates: 1, newTags: [{ name: tag }] });
    expect(await contactBy(email)).toMatchObject({ tagIds: [file.check.newTags[0].id] });
    const tags = (await bodyOf(200, call('GET', at('tags')))).items;
    expect(tags.filter(({ name }: { name: string }) => name === tag)).toHaveLength(1);

    const { call: byEmployee } = await addMember(host, organization, 'employee');
    const other = csv(['First name', 'Tags'], ['Tagged', unique('Not allowed ')]);
    const checked = await checkedImport(
      byEmployee,
      organization,
      await readFile(byEmployee, organization, other),
    );
    expect(checked.file.check).toMatchObject({ creates: 0, refusals: 1 });
  });

  test('tells addresses apart that differ only in punctuation', async () => {
    const mark = unique('x');
    const [dotted, dashed] = [`john.doe.${mark}@people.example`, `john-doe-${mark}@people.example`];
    await bodyOf(201, call('POST', at('customers'), { body: { name: unique('Dotted '), email: dotted } }));
    const rows = csv(['Name', 'E-mail'], [unique('Dashed '), dashed], [unique('Dotted again '), dotted]);
    const ready = await read(rows, { recordType: 'customer' });
    const { file } = await checkedImport(call, organization, ready);
    expect(file.check).toMatchObject({ creates: 1, skips: 1, refusals: 0 });
    const contacts = await read(csv(['First name', 'E-mail'], ['A', dotted], ['B', dashed]));
    expect((await checkedImport(call, organization, contacts)).file.check).toMatchObject({ creates: 2 });
  });

  test('writes a record once, also if two rows find it by different values', async () => {
    const [one, two] = ['+573004445566', '+573004445577'];
    const phones = [one, two].map((number) => ({ label: 'work', number }));
    await bodyOf(201, call('POST', at('contacts'), { body: { firstName: unique('Two '), phones } }));
    const rows = csv(['First name', 'Phone', 'City'], ['Two', one, 'Cali'], ['Two', two, 'Lima']);
    const ready = await changedImport(call, organization, await read(rows), { onMatch: 'update' });
    const { file } = await checkedImport(call, organization, ready);
    expect(file.check).toMatchObject({ updates: 1, skips: 1, problems: [{ code: 'repeated_row' }] });
  });

  test('gives records created on the way the custom fields of their own type, and an undo takes all back', async () => {
    const other = await newOrganization(await newPerson(host));
    const { owner, path } = other;
    const field = { label: 'Segment', kind: 'text', default: 'New' };
    await bodyOf(201, owner.call('POST', `${path}/custom-fields/contact`, { body: field, ifMatch: 0 }));
    const email = 'known@people.example';
    const known = { firstName: 'Known', email, custom: { segment: 'Old' } };
    const { id } = await bodyOf(201, owner.call('POST', `${path}/contacts`, { body: known }));
    const rows = csv(['First name', 'E-mail', 'Customer', 'Segment'], ['Known', email, 'Acme', 'Gold']);
    const ready = await changedImport(owner.call, other, await readFile(owner.call, other, rows), {
      onMatch: 'update',
    });
    const started = await startedImport(owner.call, other, await checkedImport(owner.call, other, ready));
    expect(await endedJob(owner.call, other, started.jobId)).toMatchObject({ done: 2, failed: 0 });
    const [customer] = (await bodyOf(200, owner.call('GET', `${path}/customers`))).items;
    expect(await bodyOf(200, owner.call('GET', `${path}/customers/${customer.id}`))).not.toHaveProperty(
      'custom',
    );
    const contact = () => bodyOf(200, owner.call('GET', `${path}/contacts/${id}`));
    expect(await contact()).toMatchObject({ custom: { segment: 'Gold' }, customerId: customer.id });
    const undo = await bodyOf(201, owner.call('POST', `${path}/jobs/${started.jobId}/undo`));
    expect(await endedJob(owner.call, other, undo.id)).toMatchObject({ done: 2, failed: 0 });
    expect(await contact()).toMatchObject({ custom: { segment: 'Old' } });
  });

  test('can be undone: what it created is deleted, unless it was changed since', async () => {
    const [kept, gone] = [`${unique('kept')}@people.example`, `${unique('gone')}@people.example`];
    const { job } = await run(await read(csv(['First name', 'E-mail'], ['Kept', kept], ['Gone', gone])));
    const { id, version } = await contactBy(kept);
    await bodyOf(200, call('PATCH', at(`contacts/${id}`), { body: { city: 'Cali' }, ifMatch: version }));
    const undo = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`)));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ total: 2, done: 1, failed: 1 });
    expect(await contactBy(kept)).toMatchObject({ city: 'Cali' });
    expect(await found({ q: gone })).toEqual([]);
  });

  test('numbers the codes of new customers, and finds existing ones by code', async () => {
    const name = unique('Coded ');
    const ready = await read(csv(['Name', 'City'], [name, 'Cali']), { recordType: 'customer' });
    await run(ready);
    const [{ code }] = (await bodyOf(200, call('GET', at('customers'), { query: { q: name } }))).items;
    expect(code).toMatch(/^CUST-\d{4,}$/);
    const again = await read(csv(['Code', 'City'], [code, 'Lima']), { recordType: 'customer' });
    expect(again.file).toMatchObject({ columns: [{ field: 'code' }, { field: 'city' }], matchBy: ['code'] });
    await run(await changedImport(call, organization, again, { onMatch: 'update' }));
    const [customer] = (await bodyOf(200, call('GET', at('customers'), { query: { q: name } }))).items;
    expect(customer).toMatchObject({ code, city: 'Lima' });
  });

  test('shows rows with the values that their cells mean by the present settings', async () => {
    const ready = await read(csv(['Title', 'Expected close date'], ['Deal', '03/04/2026']), {
      recordType: 'deal',
    });
    const rows = async () => (await bodyOf(200, call('GET', at(`imports/${ready.id}/rows`)))).items;
    const { reading } = ready.file;
    const dmy = await changedImport(call, organization, ready, { reading: { ...reading, dateOrder: 'dmy' } });
    expect(await rows()).toMatchObject([
      { row: 2, values: { expectedCloseDate: '2026-04-03' }, problems: [] },
    ]);
    await changedImport(call, organization, dmy, { reading: { ...reading, dateOrder: 'mdy' } });
    expect(await rows()).toMatchObject([{ row: 2, values: { expectedCloseDate: '2026-03-04' } }]);
  });

  test('is not found by members who didn’t create it, and found by owners', async () => {
    const { call: byEmployee } = await addMember(host, organization, 'employee');
    const own = await readFile(byEmployee, organization, csv(['First name'], ['Own']));
    expect((await call('GET', at(`imports/${own.id}`))).status).toBe(200);
    const foreign = await read(csv(['First name'], ['Foreign']));
    expect((await byEmployee('GET', at(`imports/${foreign.id}`))).status).toBe(404);
    expect((await bodyOf(200, byEmployee('GET', at('imports')))).items).toHaveLength(1);
  });
});

test('an employee’s import neither changes nor names records that the employee can’t see', async () => {
  const { call: byEmployee } = await addMember(host, organization, 'employee');
  const email = `${unique('hidden')}@people.example`;
  const hidden = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Hidden', email } }));
  const ready = await readFile(byEmployee, organization, csv(['First name', 'E-mail'], ['Changed', email]));
  const updating = await changedImport(byEmployee, organization, ready, { onMatch: 'update' });
  const { file } = await checkedImport(byEmployee, organization, updating);
  expect(file.check).toMatchObject({ updates: 0, refusals: 1, problems: [{ column: 1, code: 'taken' }] });
  expect(JSON.stringify(file)).not.toContain(hidden.id);
  await bodyOf(200, call('DELETE', at(`contacts/${hidden.id}`), { ifMatch: hidden.version }));
  const again = await checkedImport(
    byEmployee,
    organization,
    await changedImport(
      byEmployee,
      organization,
      { id: ready.id, version: Number(updating.version) + 2 },
      { onMatch: 'update' },
    ),
  );
  expect(again.file.check.problems).toMatchObject([{ code: 'taken' }]);
});
