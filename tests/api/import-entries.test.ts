import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { checkedImport, changedImport, importedLines, readFile, startedImport } from '../imports.ts';
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
const created = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const got = (rest: string): Promise<any> => bodyOf(200, call('GET', at(rest)));

const imported = (recordType: string, lines: readonly object[], settings?: object): Promise<any> =>
  importedLines(call, organization, recordType, lines, settings);

/** Reads a CSV file, and returns its check. */
async function checked(recordType: string, text: string, settings?: object): Promise<any> {
  const name = `${recordType}.csv`;
  const ready = await readFile(call, organization, text, { name, recordType });
  return checkedImport(
    call,
    organization,
    settings ? await changedImport(call, organization, ready, settings) : ready,
  );
}

const undone = async (jobId: string): Promise<any> => {
  const { id } = await bodyOf(201, call('POST', at(`jobs/${jobId}/undo`)));
  return endedJob(call, organization, id);
};

test('notes are created on the records that rows name by ID, external ID, name, code or e-mail address', async () => {
  const externalId = unique('ERP-');
  const email = `${unique('ana')}@people.example`;
  const customer = await created('customers', { name: unique('Acme '), externalId });
  const contact = await created('contacts', { firstName: 'Ana', email });
  const { job } = await imported('note', [
    { customerId: externalId, body: 'By external ID', createdAt: '2019-03-04T10:00:00Z' },
    { customerId: customer.id, body: 'By ID', createdAt: '2018-03-04T10:00:00Z' },
    { customerId: customer.name, body: 'By name', createdAt: '2020-03-04T10:00:00Z' },
    { customerId: customer.code, body: 'By code', createdAt: '2021-03-04T10:00:00Z' },
    { contactId: email, body: 'By e-mail' },
  ]);
  expect(job).toMatchObject({ state: 'done', created: 5, failed: 0, total: 5 });
  const { items } = await got(`notes/customer/${customer.id}`);
  expect(items.map(({ body, createdAt }: any) => [body, createdAt])).toEqual([
    ['By code', '2021-03-04T10:00:00.000Z'],
    ['By name', '2020-03-04T10:00:00.000Z'],
    ['By external ID', '2019-03-04T10:00:00.000Z'],
    ['By ID', '2018-03-04T10:00:00.000Z'],
  ]);
  expect((await got(`notes/contact/${contact.id}`)).items).toMatchObject([
    { body: 'By e-mail', authorId: organization.owner.userId, version: 1 },
  ]);
});

test('imported activities count on their records as those of the API do', async () => {
  const customer = await created('customers', { name: unique('Acme ') });
  const lines = Array.from({ length: 40 }, (_, index) => ({
    customerId: customer.id,
    kind: 'call',
    title: `Call ${index}`,
    date: `2024-01-${String((index % 28) + 1).padStart(2, '0')}T10:00:00Z`,
    durationMinutes: 5,
  }));
  const { job } = await imported('activity', lines);
  expect(job).toMatchObject({ state: 'done', created: 40, failed: 0 });
  await host.settled(organization);
  expect(await got(`customers/${customer.id}`)).toMatchObject({
    activityCount: 40,
    lastActivityAt: '2024-01-28T10:00:00.000Z',
  });
  expect(await undone(job.id)).toMatchObject({ state: 'done', done: 40, failed: 0 });
  expect((await got(`customers/${customer.id}`)).activityCount ?? 0).toBe(0);
  expect((await got(`activities/customer/${customer.id}`)).items).toEqual([]);
});

test('imported tasks have their assignee, due time, priority and state, with or without a record', async () => {
  const customer = await created('customers', { name: unique('Acme ') });
  const { userId } = organization.owner;
  const { job } = await imported('task', [
    { customerId: customer.id, title: 'Call', dueAt: '2024-01-02T10:00:00Z', done: true, priority: 'high' },
    { customerId: customer.id, title: 'Write', dueAt: '2199-01-01', assigneeId: userId, notes: 'Text' },
    { title: 'Alone', dueAt: '2199-01-02', remindAt: '2024-01-01T10:00:00Z' },
  ]);
  expect(job).toMatchObject({ state: 'done', created: 3, failed: 0 });
  await host.settled(organization);
  const done = await bodyOf(200, call('GET', at('tasks'), { query: { view: 'done' } }));
  expect(done.items).toMatchObject([
    { title: 'Call', priority: 'high', doneById: userId, recordType: 'customer', recordId: customer.id },
  ]);
  const open = await bodyOf(200, call('GET', at('tasks'), { query: { view: 'open' } }));
  expect(open.items).toMatchObject([
    { title: 'Write', assigneeId: userId, priority: 'normal', recordId: customer.id },
    { title: 'Alone' },
  ]);
  expect(open.items[1].recordId).toBeUndefined();
  // Nobody is reminded of the past.
  expect(open.items[1].remindAt).toBeUndefined();
});

test('rows that name no record, one that is in the trash or foreign, or several, are refused with the reason', async () => {
  const name = unique('Twin ');
  const mark = unique('Gone ');
  await created('customers', { name });
  await created('customers', { name });
  const gone = await created('customers', { name: mark });
  await bodyOf(200, call('DELETE', at(`customers/${gone.id}`), { ifMatch: gone.version }));
  const other = await newOrganization(await newPerson(host));
  const foreign = await bodyOf(
    201,
    other.owner.call('POST', `${other.path}/customers`, { body: { name: 'Foreign' } }),
  );
  const one = await checked(
    'note',
    ['Text,Company', 'a,', `b,${name}`, `c,${mark}`, `d,${foreign.id}`, `e,${gone.id}`].join('\n'),
  );
  expect(one.file).toMatchObject({ recordType: 'note', check: { rows: 5, creates: 0, refusals: 5 } });
  const { items } = await bodyOf(200, call('GET', at(`imports/${one.id}/rows`), { query: { limit: '10' } }));
  expect(items.map(({ problems }: any) => problems)).toEqual([
    [{ code: 'no_record' }],
    [{ column: 1, code: 'several_records' }],
    [{ column: 1, code: 'unknown_reference' }],
    [{ column: 1, code: 'unknown_reference' }],
    [{ column: 1, code: 'unknown_reference' }],
  ]);
});

test('a row that names the ID of a merged record belongs to the one that remains', async () => {
  const [into, from] = [
    await created('contacts', { firstName: 'Into' }),
    await created('contacts', { firstName: 'From' }),
  ];
  await bodyOf(
    200,
    call('POST', at(`contacts/${into.id}/merge`), {
      body: { records: [{ id: from.id, version: 1 }] },
      ifMatch: 1,
    }),
  );
  const { job } = await imported('note', [{ contactId: from.id, body: 'Moved' }]);
  expect(job).toMatchObject({ created: 1, failed: 0 });
  expect((await got(`notes/contact/${into.id}`)).items).toMatchObject([{ body: 'Moved' }]);
});

test('of several records that a row names, the one that refers to others counts', async () => {
  const customer = await created('customers', { name: unique('Acme ') });
  const deal = await created('deals', { title: unique('Deal '), customerId: customer.id });
  const one = await checked(
    'activity',
    ['Type,Subject,Company,Deal', `Meeting,Kick-off,${customer.name},${deal.title}`].join('\n'),
  );
  expect(one.file.check).toMatchObject({ creates: 1, refusals: 0 });
  const { jobId } = await startedImport(call, organization, one);
  expect(await endedJob(call, organization, jobId)).toMatchObject({ created: 1 });
  expect((await got(`activities/deal/${deal.id}`)).items).toMatchObject([
    { kind: 'meeting', title: 'Kick-off' },
  ]);
  expect((await got(`activities/customer/${customer.id}`)).items).toEqual([]);
});

test('words of other programs for types, states and priorities are read in both languages', async () => {
  const { name } = await created('customers', { name: unique('Acme ') });
  const one = await checked(
    'task',
    [
      'Asunto;Vencimiento;Estado;Prioridad;Empresa',
      `A;31/12/2026;Completada;Alta;${name}`,
      `B;31/12/2026;Not Started;Highest;${name}`,
    ].join('\n'),
  );
  const { items } = await bodyOf(200, call('GET', at(`imports/${one.id}/rows`), { query: { limit: '10' } }));
  expect(items.map(({ values }: any) => [values.done, values.priority])).toEqual([
    ['done', 'high'],
    ['open', 'high'],
  ]);
});

test('an undo deletes the entries that nobody has changed since, and names the others', async () => {
  const customer = await created('customers', { name: unique('Acme ') });
  const { job } = await imported(
    'note',
    ['Kept', 'Gone', 'Also gone'].map((body) => ({ customerId: customer.id, body })),
  );
  const { items } = await got(`notes/customer/${customer.id}`);
  const kept = items.find(({ body }: any) => body === 'Kept');
  const removed = items.find(({ body }: any) => body === 'Also gone');
  const path = at(`notes/customer/${customer.id}`);
  await bodyOf(200, call('PATCH', `${path}/${kept.id}`, { body: { body: 'Kept and changed' }, ifMatch: 1 }));
  await bodyOf(200, call('DELETE', `${path}/${removed.id}`, { ifMatch: 1 }));
  const undo = await undone(job.id);
  expect(undo).toMatchObject({ state: 'done', done: 2, failed: 1 });
  expect((await got(`notes/customer/${customer.id}`)).items).toMatchObject([{ body: 'Kept and changed' }]);
  const results = await got(`jobs/${undo.id}/results`);
  expect(results.items).toEqual([
    { recordType: 'note', recordId: kept.id, title: 'Kept and changed', code: 'changed_since' },
  ]);
  // Undone again, the import is made again: only what it has deleted comes back.
  expect(await undone(undo.id)).toMatchObject({ state: 'done' });
  expect((await got(`notes/customer/${customer.id}`)).items.map(({ body }: any) => body).toSorted()).toEqual([
    'Gone',
    'Kept and changed',
  ]);
});

test('a file that is imported twice creates everything twice', async () => {
  const { id } = await created('customers', { name: unique('Acme ') });
  const lines = [{ customerId: id, body: 'Same' }];
  for (let time = 0; time < 2; time += 1) expect((await imported('note', lines)).job.created).toBe(1);
  expect((await got(`notes/customer/${id}`)).items).toHaveLength(2);
});

test('an entry gets no custom fields', async () => {
  const ready = await readFile(call, organization, 'Text,Color\na,red', {
    name: 'notes.csv',
    recordType: 'note',
  });
  const columns = [{ field: 'body' }, { field: 'newCustomField', newField: { label: 'Color' } }];
  const problem = await bodyOf(
    422,
    call('PATCH', at(`imports/${ready.id}`), { body: { file: { columns } }, ifMatch: ready.version }),
  );
  expect(problem.errors).toMatchObject([{ pointer: '/file/columns/1/newField', code: 'not_allowed' }]);
});

test('activities in a file without a column for their type have the one that its name says', async () => {
  const { id, name } = await created('customers', { name: unique('Acme ') });
  const text = `Call Title,Activity date,Associated Company\nFirst,2025-10-03 11:00,${name}`;
  const ready = await readFile(call, organization, text, {
    name: 'hubspot-calls.csv',
    recordType: 'activity',
  });
  const { jobId } = await startedImport(call, organization, await checkedImport(call, organization, ready));
  expect(await endedJob(call, organization, jobId)).toMatchObject({ created: 1 });
  expect((await got(`activities/customer/${id}`)).items).toMatchObject([{ kind: 'call', title: 'First' }]);
});

test('a record that the importer loses after the check gets no entries', async () => {
  const employee = await addMember(host, organization, 'employee');
  const contact = await bodyOf(201, employee.call('POST', at('contacts'), { body: { firstName: 'Lost' } }));
  const name = 'notes.csv';
  const ready = await readFile(employee.call, organization, `Text,Contact ID\nSecret,${contact.id}`, {
    name,
    recordType: 'note',
  });
  const columns = [{ field: 'body' }, { field: 'contactId' }];
  const changed = await changedImport(employee.call, organization, ready, { columns });
  const one = await checkedImport(employee.call, organization, changed);
  expect(one.file.check).toMatchObject({ creates: 1 });
  const body = { ownerId: organization.owner.userId };
  await bodyOf(200, call('PATCH', at(`contacts/${contact.id}`), { body, ifMatch: contact.version }));
  const { jobId } = await startedImport(employee.call, organization, one);
  expect(await endedJob(employee.call, organization, jobId)).toMatchObject({ done: 0, failed: 1 });
  const results = await bodyOf(200, employee.call('GET', at(`jobs/${jobId}/results`)));
  expect(results.items).toMatchObject([{ recordType: 'note', row: 2, code: 'unknown_reference' }]);
  expect((await got(`notes/contact/${contact.id}`)).items).toEqual([]);
  const refused = await bodyOf(200, employee.call('GET', at(`imports/${one.id}/refused-rows`)));
  expect(await (await fetch(refused.url)).text()).toContain('Secret');
});

test('records that entries name are created on request, and undone after their entries', async () => {
  const name = unique('New ');
  const lines = ['One', 'Two', 'Three'].map((body) => ({ customerId: name, body }));
  expect((await imported('note', lines)).file.check).toMatchObject({ creates: 0, refusals: 3 });
  const { job, file } = await imported('note', lines, { createMissing: true });
  expect(file.check).toMatchObject({ creates: 3, related: [{ recordType: 'customer', creates: 1 }] });
  expect(job).toMatchObject({ state: 'done', created: 3, failed: 0, related: { done: 1, failed: 0 } });
  expect(await undone(job.id)).toMatchObject({ state: 'done', done: 4, failed: 0 });
});

test('only the record that an entry belongs to is created on request', async () => {
  const deal = await created('deals', { title: unique('Big ') });
  const [beside, alone] = [unique('Beside '), unique('Alone ')];
  const one = await checked(
    'activity',
    [
      'Type,Subject,Company,Deal',
      `Call,Of the deal,${beside},${deal.title}`,
      `Call,Of the company,${alone},`,
    ].join('\n'),
    { createMissing: true },
  );
  expect(one.file.check).toMatchObject({ creates: 2, related: [{ recordType: 'customer', creates: 1 }] });
  const { items, newNames } = await got(`imports/${one.id}/rows`);
  expect(Object.values(newNames)).toEqual([alone]);
  expect(items[0].values).toMatchObject({ dealId: deal.id });
  expect(items[0].values).not.toHaveProperty('customerId');
});
