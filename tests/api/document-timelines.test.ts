import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const created = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const verb = (plural: string, { id, version }: any, name: string, body?: object): Promise<any> =>
  bodyOf(200, call('POST', at(`${plural}/${id}/${name}`), { ...(body ? { body } : {}), ifMatch: version }));
const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];

async function linesOf(type: string, id: string, kind?: string, as = call): Promise<string[]> {
  await host.settled(organization);
  const query: Record<string, string> = kind ? { kind } : {};
  const { items } = await bodyOf(200, as('GET', at(`timeline/${type}/${id}`), { query }));
  return items
    .filter((item: any) => ['quote', 'order', 'invoice', 'payment'].includes(item.kind))
    .map(({ action, about, data }: any) => `${action} ${about.title} ${data.amount.amountMinor}`);
}

describe('the timeline of a customer', () => {
  test('tells what becomes of its quotes, orders, invoices and payments, newest first', async () => {
    const customer = await created('customers', { name: 'Acme' });
    const contact = await newContact(organization, call);
    const deal = await created('deals', { title: 'Website', customerId: customer.id });
    const about = { customerId: customer.id, contactId: contact.id, dealId: deal.id, currency: 'EUR' };
    const quote = await created('quotes', { ...about, lines });
    await verb('quotes', await verb('quotes', quote, 'mark-sent'), 'accept', {});
    const order = await created('orders', { ...about, lines });
    await verb('orders', order, 'confirm');
    const draft = await newDraft(call, organization, customer.id, [10_000], { ...about, orderId: order.id });
    expect(await linesOf('customer', customer.id, 'invoice')).toEqual([`created ${draft.code} 10000`]);
    const invoice = await issued(call, organization, draft);
    const payment = await created('payments', {
      customerId: customer.id,
      amount: invoice.total,
      allocations: [{ invoiceId: invoice.id, amountMinor: 10_000 }],
    });
    await verb('payments', payment, 'refund', { amountMinor: 4_000 });
    expect(await linesOf('customer', customer.id)).toEqual([
      `refunded ${payment.code} 4000`,
      `received ${payment.code} 10000`,
      `issued ${invoice.number} 10000`,
      `confirmed ${order.code} 10000`,
      `created ${order.code} 10000`,
      `accepted ${quote.code} 10000`,
      `markedSent ${quote.code} 10000`,
      `created ${quote.code} 10000`,
    ]);
    for (const [type, id] of [['contact', contact.id] as const, ['deal', deal.id] as const])
      expect([type, ...(await linesOf(type, id, 'invoice'))]).toEqual([
        type,
        `issued ${invoice.number} 10000`,
      ]);
    expect(await linesOf('order', order.id)).toEqual([`issued ${invoice.number} 10000`]);
  });

  test('has a line for a paid invoice as long as it is paid, and for one that is void or, once, for one that is credited', async () => {
    const customer = await created('customers', { name: 'Beta' });
    const one = async (amount: number) =>
      issued(
        call,
        organization,
        await newDraft(call, organization, customer.id, [amount], { currency: 'EUR' }),
      );
    const [paid, gone, credited] = [await one(100), await one(200), await one(300)];
    const payment = await created('payments', {
      customerId: customer.id,
      amount: paid.total,
      allocations: [{ invoiceId: paid.id, amountMinor: 100 }],
    });
    await verb('invoices', gone, 'void', { reason: 'x' });
    const note = await bodyOf(
      201,
      call('POST', at(`invoices/${credited.id}/credit`), {
        body: { reason: 'x' },
        ifMatch: credited.version,
      }),
    );
    const told = await linesOf('customer', customer.id, 'invoice');
    expect(told).not.toContain(`paid ${credited.number} 300`);
    expect(told.slice(0, 2)).toEqual([`credited ${note.number} 300`, `voided ${gone.number} 200`]);
    expect(told).toContain(`paid ${paid.number} 100`);
    expect(await linesOf('invoice', credited.id)).toEqual([`credited ${note.number} 300`]);
    const credits = async (query?: Record<string, string>): Promise<string[]> =>
      (
        await bodyOf(200, call('GET', at(`timeline/invoice/${credited.id}`), query ? { query } : {}))
      ).items.flatMap(({ kind, action }: any) => (String(action).endsWith('credited') ? [kind] : []));
    // The change of the invoice itself is told only where lines of credit notes are left out.
    expect([await credits(), await credits({ kind: 'change' })]).toEqual([['invoice'], ['change']]);
    await verb('payments', payment, 'cancel', {});
    const after = await linesOf('customer', customer.id);
    expect(after).not.toContain(`paid ${paid.number} 100`);
    expect(after).toContain(`canceled ${payment.code} 100`);
  });

  test('moves a line with its document to another customer, and shows none of a deleted draft', async () => {
    const [one, other] = [
      await created('customers', { name: 'A' }),
      await created('customers', { name: 'B' }),
    ];
    const draft = await newDraft(call, organization, one.id, [100], { currency: 'EUR' });
    const body = { customerId: other.id };
    const moved = await bodyOf(
      200,
      call('PATCH', at(`invoices/${draft.id}`), { body, ifMatch: draft.version }),
    );
    expect(await linesOf('customer', one.id)).toEqual([]);
    expect(await linesOf('customer', other.id)).toEqual([`created ${draft.code} 100`]);
    await bodyOf(200, call('DELETE', at(`invoices/${draft.id}`), { ifMatch: moved.version }));
    expect(await linesOf('customer', other.id)).toEqual([]);
  });

  test('leaves out documents that the caller can’t see', async () => {
    const employee = await addMember(host, organization, 'employee');
    const customer = await created('customers', { name: 'Gamma', ownerId: employee.userId });
    const [mine, others] = [
      await newDraft(call, organization, customer.id, [100], { currency: 'EUR', ownerId: employee.userId }),
      await newDraft(call, organization, customer.id, [200], { currency: 'EUR' }),
    ];
    expect(await linesOf('customer', customer.id, undefined, employee.call)).toEqual([
      `created ${mine.code} 100`,
    ]);
    expect(await linesOf('customer', customer.id)).toContain(`created ${others.code} 200`);
  });
});
