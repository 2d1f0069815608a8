import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { errorsOf, sentQuote } from '../documents.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let customerId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  ({ id: customerId } = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme' } })));
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const lines = [
  { description: 'Consulting', quantity: 2.5, unitPriceMinor: 8_000, taxPercent: 21 },
  { description: 'Workshop', quantity: 1, unitPriceMinor: 50_000, discountPercent: 10, taxPercent: 21 },
];
const newOrder = (more: object = {}): Promise<any> =>
  bodyOf(201, call('POST', at('orders'), { body: { customerId, currency: 'EUR', lines, ...more } }));
const verb = (order: any, name: string, body?: object): Promise<any> =>
  bodyOf(
    200,
    call('POST', at(`orders/${order.id}/${name}`), { ifMatch: order.version, ...(body ? { body } : {}) }),
  );

describe('an order', () => {
  test('has totals to the minor unit, with discounts and tax', async () => {
    const order = await newOrder({ discountPercent: 5 });
    // 200.00 × 0.95 = 190.00; 500.00 × 0.9 × 0.95 = 427.50; 21 % of 617.50 = 129.675
    expect(order).toMatchObject({
      subtotal: { amountMinor: 61_750, currency: 'EUR' },
      total: { amountMinor: 74_718, currency: 'EUR' },
    });
  });

  test('is confirmed, delivered in parts and fulfilled, and its lines are locked from then on', async () => {
    const draft = await newOrder();
    const confirmed = await verb(draft, 'confirm');
    expect(confirmed.confirmedAt).toBeDefined();
    const locked = await call('PATCH', at(`orders/${draft.id}`), {
      body: { lines: lines.slice(1) },
      ifMatch: confirmed.version,
    });
    expect(locked).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/lines', code: 'read_only' }] },
    });
    const part = await verb(confirmed, 'fulfill', { delivered: [{ line: 0, quantity: 1 }] });
    expect(part).toMatchObject({ fulfilled: [1, 0] });
    const tooMuch = await call('POST', at(`orders/${draft.id}/fulfill`), {
      body: { delivered: [{ line: 0, quantity: 1.6 }] },
      ifMatch: part.version,
    });
    expect(tooMuch.body.errors).toEqual([
      expect.objectContaining({ pointer: '/delivered/0/quantity', code: 'too_big', limit: 1.5 }),
    ]);
    const whole = await verb(part, 'fulfill', {});
    expect(whole).toMatchObject({ fulfilled: [2.5, 1] });
    expect(whole.fulfilledAt).toBeDefined();
    expect((await call('DELETE', at(`orders/${draft.id}`), { ifMatch: whole.version })).status).toBe(409);
  });

  test('that is canceled can be a draft again, unless a part was delivered', async () => {
    const confirmed = await verb(await newOrder(), 'confirm');
    const canceled = await verb(confirmed, 'cancel', { reason: 'Too expensive' });
    expect(canceled).toMatchObject({ cancelReason: 'Too expensive' });
    const again = await verb(canceled, 'reopen');
    expect(again).not.toHaveProperty('canceledAt');
    const delivered = await verb(await verb(again, 'confirm'), 'fulfill', {
      delivered: [{ line: 0, quantity: 1 }],
    });
    const refused = await call('POST', at(`orders/${again.id}/reopen`), { ifMatch: delivered.version });
    expect(refused.status).toBe(409);
  });

  test('is made from a deal with its customer, lines and owner', async () => {
    const deal = await bodyOf(
      201,
      call('POST', at('deals'), {
        body: { title: 'Website', customerId, lines, value: { amountMinor: 1, currency: 'EUR' } },
      }),
    );
    // The value of a deal with lines is their sum.
    expect(deal.value).toEqual({ amountMinor: 65_000, currency: 'EUR' });
    const order = await bodyOf(201, call('POST', at('orders/from-deal'), { body: { dealId: deal.id } }));
    expect(order).toMatchObject({ customerId, dealId: deal.id, currency: 'EUR', lines });
  });

  test('can’t be made by an employee from a deal that the employee can’t see, even of an own customer', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = { name: 'Own', ownerId: employee.userId };
    const customer = await bodyOf(201, call('POST', at('customers'), { body: own }));
    const body = { title: 'Website', customerId: customer.id, lines };
    const deal = await bodyOf(201, call('POST', at('deals'), { body }));
    const made = (dealId: string) => employee.call('POST', at('orders/from-deal'), { body: { dealId } });
    const refused = await made(deal.id);
    expect(errorsOf(refused)).toEqual(['/dealId unknown_reference']);
    expect(errorsOf(await made(customer.id))).toEqual(errorsOf(refused));
  });

  test('can’t be made of a quote with a key that may change quotes but not create orders', async () => {
    const { call: byKey } = await newApiKey(host, organization, organization.owner, [
      'quote:read',
      'quote:update',
    ]);
    const sent = await sentQuote(organization);
    const path = at(`quotes/${sent.id}`);
    const accept = call('POST', `${path}/accept`, { body: {}, ifMatch: sent.version });
    const { version: ifMatch } = await bodyOf(200, accept);
    expect((await byKey('POST', `${path}/order`, { ifMatch })).status).toBe(403);
    await bodyOf(201, call('POST', `${path}/order`, { ifMatch }));
  });

  test('is refused with a total beyond the safe integers, or below zero', async () => {
    const refused = (line: object) =>
      call('POST', at('orders'), { body: { customerId, lines: [{ description: 'x', ...line }] } });
    const big = { quantity: 1_000_000_000, unitPriceMinor: Number.MAX_SAFE_INTEGER };
    expect((await refused(big)).body.errors).toEqual([
      expect.objectContaining({ pointer: '/lines', code: 'total_too_big' }),
    ]);
    expect((await refused({ quantity: 1, unitPriceMinor: -1 })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/lines', code: 'negative_total' }),
    ]);
  });
});
