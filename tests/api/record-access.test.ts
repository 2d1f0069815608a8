import { beforeAll, expect, inject, test } from 'vitest';
import { earlierRecordAccess, firstRecordAccess } from '#contract/record-access.ts';
import { bodyOf } from '../caller.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { errorsOf } from '../documents.ts';
import { endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
/** What managers and employees read and change is what new organizations start with. */
let organization: TestOrganization;
let employee: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { recordAccess: undefined });
  employee = await addMember(host, organization, 'employee');
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newRecord = (plural: string, body: object, by = organization.owner): Promise<any> =>
  bodyOf(201, by.call('POST', at(plural), { body }));
const newContact = (values: object = {}) => newRecord('contacts', { firstName: unique('Ana '), ...values });
async function choose(recordAccess: object) {
  const { owner, path } = organization;
  const { version } = await bodyOf(200, owner.call('GET', path));
  return owner.call('PATCH', path, { body: { recordAccess }, ifMatch: version });
}

test('in a new organization, everybody reads all records and changes their own', async () => {
  const { recordAccess } = await bodyOf(200, employee.call('GET', organization.path));
  expect(recordAccess).toEqual(firstRecordAccess);
  const theirs = await newContact();
  await bodyOf(200, employee.call('GET', at(`contacts/${theirs.id}`)));
  for (const method of ['PATCH', 'DELETE'] as const) {
    const body = method === 'PATCH' ? { body: { city: 'Cali' } } : {};
    const refused = await employee.call(method, at(`contacts/${theirs.id}`), { ...body, ifMatch: 1 });
    expect([refused.status, errorsOf(refused)]).toEqual([403, [' not_yours']]);
  }
  const own = await newRecord('contacts', { firstName: 'Own' }, employee);
  expect(own.ownerId).toBe(employee.userId);
  await bodyOf(200, employee.call('PATCH', at(`contacts/${own.id}`), { body: { city: 'Cali' }, ifMatch: 1 }));
});

test('nobody can be allowed to change what they can’t read, and other roles keep their choice', async () => {
  const refused = await choose({ employee: { read: 'own', change: 'team' } });
  expect([refused.status, errorsOf(refused)]).toEqual([
    422,
    ['/recordAccess/employee/change wider_than_read'],
  ]);
  const { recordAccess } = await bodyOf(200, choose({ employee: { read: 'team', change: 'own' } }));
  expect(recordAccess).toEqual({ ...firstRecordAccess, employee: { read: 'team', change: 'own' } });
  await bodyOf(200, choose(firstRecordAccess));
});

test('a mass change of all that a list shows changes one’s own records and names the others with the reason', async () => {
  const city = unique('City');
  const theirs = await newContact({ city, firstName: 'Theirs' });
  const own = await newContact({ city, ownerId: employee.userId });
  await host.settled(organization);
  const body = {
    ...{ recordType: 'contact', expectedTotal: 2 },
    query: { filter: { field: 'city', op: 'is', value: city } },
    change: { action: 'update', values: { jobTitle: 'Buyer' } },
  };
  const { id } = await bodyOf(201, employee.call('POST', at('jobs'), { body }));
  expect(await endedJob(employee.call, organization, id)).toMatchObject({ total: 2, done: 1, failed: 1 });
  const { items } = await bodyOf(200, employee.call('GET', at(`jobs/${id}/results`)));
  expect(items.find((item: { recordId: string }) => item.recordId === theirs.id)).toMatchObject({
    title: 'Theirs',
    code: 'not_yours',
  });
  const read = (one: { id: string }) => bodyOf(200, employee.call('GET', at(`contacts/${one.id}`)));
  expect([(await read(own)).jobTitle, (await read(theirs)).jobTitle]).toEqual(['Buyer', undefined]);
});

test('records can’t be merged with one that the caller only reads', async () => {
  const theirs = await newContact();
  const own = await newContact({ ownerId: employee.userId });
  const merge = (winner: any, loser: any) =>
    employee.call('POST', at(`contacts/${winner.id}/merge`), {
      body: { records: [{ id: loser.id, version: 1 }] },
      ifMatch: 1,
    });
  expect(errorsOf(await merge(own, theirs))).toEqual(['/records/0/id not_yours']);
  expect(errorsOf(await merge(theirs, own))).toEqual([' not_yours']);
});

test('a payment can’t settle an invoice that the caller only reads', async () => {
  const { owner } = organization;
  await readyToBill(owner.call, organization);
  const { id } = await newRecord('customers', { name: 'Acme', ownerId: employee.userId });
  const invoice = await issued(
    owner.call,
    organization,
    await newDraft(owner.call, organization, id, [1_000]),
  );
  const body = {
    ...{ customerId: id, amount: invoice.total },
    allocations: [{ invoiceId: invoice.id, amountMinor: 1_000 }],
  };
  const refused = await employee.call('POST', at('payments'), { body });
  expect(errorsOf(refused)).toEqual(['/allocations/0 not_yours']);
  await bodyOf(200, choose({ employee: { read: 'all', change: 'all' } }));
  await bodyOf(201, employee.call('POST', at('payments'), { body }));
  await bodyOf(200, choose(firstRecordAccess));
});

test('a file of records stays with its creator while the creator reads at least as much', async () => {
  const exported = async () => {
    const body = { recordType: 'contact', format: 'csv', columns: [{ field: 'fullName' }] };
    const { id } = await bodyOf(201, employee.call('POST', at('exports'), { body }));
    return endedExport(employee.call, organization, id);
  };
  const download = async ({ id }: { id: string }) =>
    (await employee.call('GET', at(`exports/${id}/download`))).status;
  await bodyOf(200, choose(earlierRecordAccess));
  const narrow = await exported();
  await bodyOf(200, choose(firstRecordAccess));
  const wide = await exported();
  expect([await download(narrow), await download(wide)]).toEqual([200, 200]);
  await bodyOf(200, choose(earlierRecordAccess));
  expect([await download(narrow), await download(wide)]).toEqual([200, 403]);
  await bodyOf(200, choose(firstRecordAccess));
});
