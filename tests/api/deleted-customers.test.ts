import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { customerOf, documentsIn, linkTo } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
const { add, at, read, verb } = documentsIn(() => organization);
const dueOf = async (): Promise<unknown> =>
  (
    await bodyOf(
      200,
      organization.owner.call('GET', at('analytics/receivables'), { query: { currency: 'EUR' } }),
    )
  ).totals;

describe.each(['in the trash', 'permanently deleted'])('a customer that is %s', (state) => {
  let invoices: any[];
  let before: any[];
  let key: string;
  let due: unknown;

  beforeAll(async () => {
    organization = await newOrganization(await newPerson(host));
    const { call } = organization.owner;
    await readyToBill(call, organization);
    const customer = await add('customers', {
      name: 'Nordlicht',
      country: 'ES',
      email: 'n@nordlicht.example',
    });
    invoices = [];
    for (const amount of [10_000, 20_000, 30_000]) {
      const draft = await newDraft(call, organization, customer.id, [amount], { currency: 'EUR' });
      invoices.push(await issued(call, organization, draft));
    }
    key = await linkTo(organization, invoices[0]);
    before = await Promise.all(invoices.map((invoice) => read('invoices', invoice)));
    due = await dueOf();
    const path = at(`customers/${customer.id}`);
    await bodyOf(200, call('DELETE', path, { ifMatch: customer.version }));
    if (state === 'permanently deleted') {
      await openTable(host).letTrashTimePass(recordKey(organization.id, 'customer', customer.id));
      expect((await call('GET', path)).status).toBe(404);
    }
  });

  test('leaves issued invoices with their numbers, amounts, and printed names and addresses', async () => {
    expect(await Promise.all(invoices.map((invoice) => read('invoices', invoice)))).toEqual(before);
    expect(before[0].parties.buyer.name).toBe('Nordlicht');
    expect(await dueOf()).toEqual(due);
  });

  test('leaves their links and PDFs', async () => {
    const { page } = customerOf(host.url);
    expect((await page(key)).text).toContain('Nordlicht');
    const pdf = await organization.owner.call('GET', at(`invoices/${invoices[0].id}/pdf`));
    expect(pdf.status).toBe(200);
  });

  test('leaves them creditable and voidable without reminders, and payable once it can’t be restored', async () => {
    const { call } = organization.owner;
    const [first, second, third] = invoices;
    expect((await verb(call, 'invoices', first, 'remind')).status).toBe(422);
    const amount = { amountMinor: 10_000, currency: 'EUR' };
    const allocations = [{ invoiceId: first.id, amountMinor: 10_000 }];
    const { customerId } = first;
    const paid = await call('POST', at('payments'), { body: { customerId, amount, allocations } });
    // Payments name a customer that exists: one in the trash is restored first.
    expect(paid.status).toBe(state === 'in the trash' ? 422 : 201);
    expect((await read('invoices', first)).due.amountMinor).toBe(state === 'in the trash' ? 10_000 : 0);
    await bodyOf(201, verb(call, 'invoices', second, 'credit', { reason: 'Closed' }));
    expect((await read('invoices', second)).due.amountMinor).toBe(0);
    await bodyOf(200, verb(call, 'invoices', third, 'void', { reason: 'Closed' }));
    expect((await read('invoices', third)).due.amountMinor).toBe(0);
  });
});
