import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { documentsIn } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const { at, add, read, newCustomer, verb } = documentsIn(() => organization);
const lines = [
  { description: 'Chair', quantity: 10, unitPriceMinor: 5_000, taxPercent: 21 },
  { description: 'Table', quantity: 1.5, unitPriceMinor: 20_000 },
];

async function confirmedOrder(): Promise<any> {
  const order = await add('orders', { customerId: (await newCustomer()).id, lines });
  return bodyOf(200, verb(call, 'orders', order, 'confirm'));
}
const deliver = (order: any, ...quantities: number[]): Promise<any> =>
  bodyOf(200, verb(call, 'orders', order, 'fulfill', { delivered: byLine(quantities) }));
const byLine = (quantities: readonly number[]) => quantities.map((quantity, line) => ({ line, quantity }));
const correct = (order: any, quantities: readonly number[], more: object = {}) =>
  verb(call, 'orders', order, 'correct-delivery', { delivered: byLine(quantities), ...more });
const billDelivered = async ({ id }: any): Promise<any> =>
  bodyOf(201, call('POST', at('invoices/from-order'), { body: { orderId: id, delivered: true } }));
const stateOf = async ({ statusId }: any): Promise<string> => {
  const { orderStatuses } = await bodyOf(200, call('GET', organization.path));
  return orderStatuses.find(({ id }: any) => id === statusId).meaning;
};

describe('a wrong delivery', () => {
  test('is corrected to what was delivered so far, and the history has the quantities before and after', async () => {
    const order = await deliver(await confirmedOrder(), 6, 1);
    const after = await bodyOf(
      200,
      verb(call, 'orders', order, 'correct-delivery', { delivered: [{ line: 0, quantity: 4 }] }),
    );
    expect(after.fulfilled).toEqual([4, 1]);
    const { items } = await bodyOf(200, call('GET', at(`orders/${order.id}/history`)));
    expect(items[0]).toMatchObject({
      action: 'deliveryCorrected',
      changes: expect.arrayContaining([
        expect.objectContaining({ field: 'fulfilled', from: [6, 1], to: [4, 1] }),
      ]),
    });
    expect((await deliver(after, 6)).fulfilled).toEqual([10, 1]);
  });

  test('of a whole order makes it one of which something is left, until all is delivered', async () => {
    const whole = await bodyOf(200, verb(call, 'orders', await confirmedOrder(), 'fulfill', {}));
    const part = await bodyOf(200, correct(whole, [10, 0.5]));
    expect(await stateOf(part)).toBe('confirmed');
    expect(part).not.toHaveProperty('fulfilledAt');
    const again = await bodyOf(200, correct(part, [10, 1.5]));
    expect(await stateOf(again)).toBe('fulfilled');
    expect(again).toHaveProperty('fulfilledAt');
  });

  test('is undone, so that the order can be a draft again', async () => {
    const order = await deliver(await confirmedOrder(), 6, 1);
    expect((await verb(call, 'orders', order, 'reopen')).status).toBe(409);
    const undone = await bodyOf(200, correct(order, [0, 0]));
    expect(undone).not.toHaveProperty('fulfilled');
    await bodyOf(200, verb(call, 'orders', undone, 'reopen'));
  });

  test('isn’t corrected to more than was ordered, in lines that don’t exist or twice, or of a draft', async () => {
    const order = await deliver(await confirmedOrder(), 6);
    const errorsOf = async (delivered: object[]) => {
      const { status, body } = await verb(call, 'orders', order, 'correct-delivery', { delivered });
      return [status, ...body.errors.map(({ pointer, code, limit }: any) => [pointer, code, limit])];
    };
    expect(await errorsOf([{ line: 0, quantity: 10.5 }])).toEqual([
      422,
      ['/delivered/0/quantity', 'too_big', 10],
    ]);
    expect(await errorsOf([{ line: 2, quantity: 1 }])).toMatchObject([
      422,
      ['/delivered/0/line', 'unknown_reference', undefined],
    ]);
    const twice = { line: 0, quantity: 1 };
    expect(await errorsOf([twice, twice])).toMatchObject([422, ['/delivered/1/line', 'repeated', undefined]]);
    const draft = await add('orders', { customerId: (await newCustomer()).id, lines });
    expect((await correct(draft, [1])).status).toBe(409);
    expect((await read('orders', order)).fulfilled).toEqual([6, 0]);
  });

  test('stays as far as issued invoices bill it, unless the request says that they bill in advance', async () => {
    const order = await deliver(await confirmedOrder(), 6, 1);
    const draft = await billDelivered(order);
    // A draft may never be issued.
    const corrected = await bodyOf(200, correct(order, [5, 1]));
    const invoice = await issued(call, organization, draft);
    const refused = await correct(corrected, [4, 1]);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        detail: expect.stringMatching(/^Issued invoices bill more than that\. Void or credit them first\./),
        errors: [
          {
            pointer: '/delivered/0/quantity',
            code: 'below_invoiced',
            limit: 6,
            message: 'Already billed of this line: 6',
          },
        ],
      },
    });
    // More may be delivered, even if it is still less than is invoiced.
    const more = await bodyOf(200, correct(corrected, [5.5, 1]));
    const meant = await bodyOf(200, correct(more, [4, 1], { belowInvoiced: true }));
    await bodyOf(200, verb(call, 'invoices', invoice, 'void', { reason: 'A mistake' }));
    expect((await bodyOf(200, correct(meant, [2, 0]))).fulfilled).toEqual([2, 0]);
  });
});
