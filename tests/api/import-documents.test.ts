import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\r\n');
const read = (recordType: string, ...rows: string[][]): Promise<any> =>
  readFile(call, organization, csv(...rows), { recordType });
async function run(ready: any): Promise<any> {
  const started = await startedImport(call, organization, await checkedImport(call, organization, ready));
  return endedJob(call, organization, started.jobId);
}
const listed = async (plural: string, query: Record<string, string>): Promise<any[]> =>
  (await bodyOf(200, call('GET', at(plural), { query: { ...query, current: 'true' } }))).items;

describe('an import', () => {
  test('creates products with their prices', async () => {
    const name = unique('Consulting ');
    const ready = await read(
      'product',
      ['Name', 'Unit', 'Price', 'Currency'],
      [name, 'hour', '80.50', 'EUR'],
    );
    expect(await run(ready)).toMatchObject({ created: 1, failed: 0 });
    const [product] = await listed('products', { q: name });
    expect(product).toMatchObject({
      name,
      unit: 'hour',
      statusId: 'active',
      price: { amountMinor: 8_050, currency: 'EUR' },
    });
  });

  test('creates drafts of invoices without a number, and never issues one', async () => {
    const externalId = unique('ERP-');
    const headers = ['External ID', 'Reference', 'Due', 'Status', 'Number'];
    const ready = await read('invoice', headers, [externalId, 'PO-1', '2027-01-31', 'Paid', 'F2026-0099']);
    const fields = ready.file.columns.map((column: any) => column?.field);
    for (const name of ['statusId', 'number', 'issuedAt', 'kindId']) expect(fields).not.toContain(name);
    expect(await run(ready)).toMatchObject({ created: 1, failed: 0 });
    const [invoice] = await listed('invoices', { externalId });
    expect(invoice).toMatchObject({ statusId: 'draft', kindId: 'invoice' });
    expect(invoice).not.toHaveProperty('number');
  });

  test('refuses a row that would change what an issued invoice is about, and changes the rest of it', async () => {
    const externalId = unique('ERP-');
    const { id: customerId } = await bodyOf(
      201,
      call('POST', at('customers'), { body: { name: unique('Acme ') } }),
    );
    const draft = await newDraft(call, organization, customerId, [100], { externalId });
    const invoice = await issued(call, organization, draft);
    const update = async (...rows: string[][]) =>
      changedImport(call, organization, await read('invoice', ...rows), { onMatch: 'update' });
    const locked = await update(['External ID', 'Reference'], [externalId, 'PO-2']);
    const { file } = await checkedImport(call, organization, locked);
    expect(file.check).toMatchObject({
      updates: 0,
      refusals: 1,
      problems: [{ column: 1, code: 'read_only' }],
    });
    const owned = await update(['External ID', 'Owner'], [externalId, organization.owner.email]);
    expect(await run(owned)).toMatchObject({ done: 1, failed: 0 });
    expect(await bodyOf(200, call('GET', at(`invoices/${invoice.id}`)))).toMatchObject({
      number: invoice.number,
      ownerId: organization.owner.userId,
    });
  });

  test('creates payments that settle nothing, and its undo deletes them', async () => {
    const reference = unique('Transfer ');
    const headers = ['Amount', 'Currency', 'Received', 'Reference'];
    const ready = await read('payment', headers, ['1250.00', 'EUR', '2026-10-31', reference]);
    const job = await run(ready);
    expect(job).toMatchObject({ created: 1, failed: 0 });
    const [payment] = await listed('payments', { q: reference });
    expect(payment).toMatchObject({
      statusId: 'received',
      amount: { amountMinor: 125_000, currency: 'EUR' },
      unallocated: { amountMinor: 125_000 },
    });
    const undo = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`)));
    expect(await endedJob(call, organization, undo.id)).toMatchObject({ done: 1, failed: 0 });
    expect(await listed('payments', { q: reference })).toEqual([]);
  });
});
