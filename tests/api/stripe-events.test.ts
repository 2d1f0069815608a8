import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { paymentEventKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, type TestOrganization } from '../organization.ts';
import { deliver, eventOf, newStripeKeys } from '../stripe/connected.ts';
import { chargeOf, minors, openShop, type Shop } from '../stripe/shop.ts';
import { openTable } from '../table.ts';
import { visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let shop: Shop;
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  shop = await openShop(host, inject('stripeUrl'));
  ({ organization, call } = shop);
});

describe('an event of Stripe', () => {
  test('becomes a payment that settles the invoice', async () => {
    const { invoice, intent, completed } = await shop.paidAtStripe();
    await shop.send(completed);
    expect(await shop.oneInvoice(invoice.id)).toMatchObject({ statusId: 'paid', due: { amountMinor: 0 } });
    expect(await shop.paymentsOf(invoice.id)).toEqual([
      expect.objectContaining({
        customerId: shop.customerId,
        amount: { amountMinor: 10_000, currency: 'EUR' },
        methodId: 'card',
        reference: invoice.number,
        provider: 'stripe-test',
        providerId: intent.id,
        statusId: 'received',
        unallocated: { amountMinor: 0, currency: 'EUR' },
      }),
    ]);
  });

  test('is counted once if it comes again, or twice at once, or as another event about the same payment', async () => {
    const { invoice, session, completed } = await shop.paidAtStripe();
    await Promise.all([
      shop.send(completed),
      shop.send(completed),
      shop.send(eventOf('checkout.session.completed', session)),
    ]);
    await shop.send(completed);
    expect(await shop.paymentsOf(invoice.id)).toHaveLength(1);
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 10_000, 0]);
  });

  test('about a refund can come before the one about the payment', async () => {
    const { invoice, intent, completed } = await shop.paidAtStripe();
    const refund = await shop.stripe.addRefund(intent.id, 4_000);
    await shop.send(eventOf('refund.updated', refund));
    await shop.send(eventOf('charge.refunded', chargeOf(intent, 4_000)));
    await shop.send(eventOf('refund.created', refund));
    await shop.send(completed);
    expect(await shop.paymentsOf(invoice.id)).toEqual([
      expect.objectContaining({
        amount: { amountMinor: 10_000, currency: 'EUR' },
        refunded: { amountMinor: 4_000, currency: 'EUR' },
        refunds: [expect.objectContaining({ amountMinor: 4_000, providerId: refund.id })],
      }),
    ]);
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 6_000, 4_000]);
  });

  test('about another amount or currency than is due is recorded with what came', async () => {
    const more = await shop.newInvoice();
    const paidMore = await shop.stripe.pay(await shop.openCheckout(more), { amount: 12_500 });
    await shop.send(eventOf('checkout.session.completed', paidMore.session));
    expect(await shop.paymentAt(paidMore.intent.id)).toMatchObject({
      amount: { amountMinor: 12_500 },
      unallocated: { amountMinor: 2_500 },
    });
    expect(minors(await shop.oneInvoice(more.id))).toEqual([10_000, 10_000, 0]);

    const other = await shop.newInvoice();
    const paidOther = await shop.stripe.pay(await shop.openCheckout(other), {
      amount: 10_000,
      currency: 'usd',
    });
    await shop.send(eventOf('checkout.session.completed', paidOther.session));
    expect(await shop.paymentAt(paidOther.intent.id)).toMatchObject({
      amount: { amountMinor: 10_000, currency: 'USD' },
      unallocated: { amountMinor: 10_000, currency: 'USD' },
    });
    expect(minors(await shop.oneInvoice(other.id))).toEqual([10_000, 0, 10_000]);
  });

  test('about an invoice that was paid or voided meanwhile is an overpayment', async () => {
    const { invoice, intent, completed } = await shop.paidAtStripe();
    const body = {
      customerId: shop.customerId,
      amount: { amountMinor: 9_000, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 9_000 }],
    };
    await bodyOf(201, call('POST', shop.at('payments'), { body }));
    await shop.send(completed);
    expect(await shop.paymentAt(intent.id)).toMatchObject({ unallocated: { amountMinor: 9_000 } });

    const gone = await shop.paidAtStripe();
    await bodyOf(
      200,
      call('POST', shop.at(`invoices/${gone.invoice.id}/void`), {
        body: { reason: 'Wrong' },
        ifMatch: gone.invoice.version,
      }),
    );
    await shop.send(gone.completed);
    expect(await shop.paymentAt(gone.intent.id)).toMatchObject({ unallocated: { amountMinor: 10_000 } });
  });

  test('in yen and dinars has the amounts of the invoice', async () => {
    const yen = await shop.received(1_500, 'JPY');
    expect(yen.payment.amount).toEqual({ amountMinor: 1_500, currency: 'JPY' });
    const dinars = await shop.received(5_120, 'KWD');
    expect(dinars.payment.amount).toEqual({ amountMinor: 5_120, currency: 'KWD' });
    expect(minors(await shop.oneInvoice(dinars.invoice.id))).toEqual([5_120, 5_120, 0]);
  });

  test('is refused with a wrong, missing or old signature', async () => {
    const { intent, completed } = await shop.paidAtStripe();
    const refusedWith = async (
      ...sent: Parameters<typeof deliver> extends [any, any, any, ...infer R] ? R : never
    ) => (await deliver(host, organization.id, completed, ...sent)).status;
    expect(await refusedWith(newStripeKeys())).toBe(400);
    expect(await refusedWith(shop.keys, { signature: 't=1,v1=00' })).toBe(400);
    expect(await refusedWith(shop.keys, { signature: '' })).toBe(400);
    const timestamp = Math.floor(Date.now() / 1000) - 600;
    expect(await refusedWith(shop.keys, { timestamp })).toBe(400);
    const path = `/v1/public/payments/stripe/${organization.id}`;
    expect((await visit(host.url, 'POST', path, { json: completed })).status).toBe(400);
    expect(await shop.paymentAt(intent.id)).toBeUndefined();
    const kept = paymentEventKey(organization.id, 'stripe', completed.id);
    expect(await table.items(() => true, kept.pk)).toEqual([]);
  });

  test('about something unknown, or of no interest, is accepted and changes nothing', async () => {
    // Payments of earlier tests reach the list a moment later.
    await host.settled(organization);
    const before = (await bodyOf(200, call('GET', shop.at('payments')))).total;
    await shop.send(
      eventOf('customer.created', { id: 'cus_1', object: 'customer', email: 'ana@people.example' }),
    );
    await shop.send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: null }));
    const { intent } = await shop.paidAtStripe();
    const foreign = { ...intent, id: `${intent.id}x`, metadata: {} };
    await shop.stripe.addIntent(foreign);
    await shop.send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: foreign.id }));
    await host.settled(organization);
    expect((await bodyOf(200, call('GET', shop.at('payments')))).total).toBe(before);
  });

  test('is not found for organizations without Stripe and unknown ones alike', async () => {
    const own = await newOrganization(organization.owner);
    const event = eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' });
    const answers = await Promise.all([own.id, uuidv7()].map((id) => deliver(host, id, event, shop.keys)));
    const [one, other] = answers.map(({ status, body }) => ({ status, ...body, requestId: '' }));
    expect(one).toEqual(other);
    expect(one!.status).toBe(404);
  });

  test('about another organization’s invoice is like one about an unknown one', async () => {
    const own = await newOrganization(organization.owner);
    await bodyOf(200, call('PATCH', `${own.path}/billing/stripe`, { body: shop.keys, ifMatch: 0 }));
    const { invoice, intent, completed } = await shop.paidAtStripe();
    expect((await deliver(host, own.id, completed, shop.keys)).status).toBe(204);
    // Now the payment names that organization, but an invoice of the other one.
    const metadata = { cobalt_organization: own.id, cobalt_invoice: invoice.id };
    const forged = { ...intent, id: `${intent.id}y`, metadata };
    await shop.stripe.addIntent(forged);
    const event = eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: forged.id });
    expect((await deliver(host, own.id, event, shop.keys)).status).toBe(204);
    // A copy of the organization has the same ids: what names one is no payment of the other.
    await shop.send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: forged.id }));
    expect(await shop.paymentAt(forged.id)).toBeUndefined();
    await host.settled(own);
    expect((await bodyOf(200, call('GET', `${own.path}/payments`))).total).toBe(0);
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 0, 10_000]);
  });

  test('is kept without personal data, and the payment once Stripe answers again', async () => {
    const { invoice, intent, completed } = await shop.paidAtStripe();
    const broken = { ...shop.keys, secretKey: `sk_test_refused${Date.now()}` };
    const replaceKey = async (body: object) => {
      const { version } = await bodyOf(200, call('GET', shop.at('billing/stripe')));
      await bodyOf(200, call('PATCH', shop.at('billing/stripe'), { body, ifMatch: version }));
    };
    await replaceKey({ secretKey: broken.secretKey });
    await shop.send(completed);
    expect(await shop.paymentAt(intent.id)).toBeUndefined();
    const key = paymentEventKey(organization.id, 'stripe', completed.id);
    const [waiting] = await table.items(() => true, key.pk);
    expect(waiting).toMatchObject({ intentId: intent.id, attempts: 1, g6sk: expect.any(String) });
    expect(JSON.stringify(waiting)).not.toContain(shop.customerId);
    await replaceKey({ secretKey: shop.keys.secretKey });
    await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#${completed.id}` });
    await host.invoke('payment-events');
    expect(await shop.paymentsOf(invoice.id)).toHaveLength(1);
    const [done] = await table.items(() => true, key.pk);
    expect(done).not.toHaveProperty('g6pk');
  });

  test('of another account than that of the secret key waits until the keys belong together', async () => {
    const { invoice, intent, completed } = await shop.paidAtStripe();
    const use = async (secretKey: string) => {
      const { version } = await bodyOf(200, call('GET', shop.at('billing/stripe')));
      await bodyOf(200, call('PATCH', shop.at('billing/stripe'), { body: { secretKey }, ifMatch: version }));
    };
    await use(newStripeKeys().secretKey);
    await shop.send(completed);
    expect(await shop.paymentAt(intent.id)).toBeUndefined();
    await use(shop.keys.secretKey);
    const key = paymentEventKey(organization.id, 'stripe', completed.id);
    await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#${completed.id}` });
    await host.invoke('payment-events');
    expect(await shop.paymentsOf(invoice.id)).toHaveLength(1);
  });

  test('of an account whose key was revoked is tried once in a run, whatever waits with it', async () => {
    const own = await newOrganization(organization.owner);
    const body = { ...newStripeKeys(), secretKey: `sk_test_refused${Date.now()}` };
    await bodyOf(200, call('PATCH', `${own.path}/billing/stripe`, { body, ifMatch: 0 }));
    const waiting = Array.from({ length: 20 }, (_, place) => `evt_waiting${place}`);
    const item = {
      kind: 'payment-event',
      org: own.id,
      type: 'charge.refunded',
      intentId: 'pi_1',
      attempts: 0,
    };
    const due = { g6pk: 'DUE-PAYMENT-EVENTS' };
    for (const eventId of waiting) {
      const g6sk = `2026-01-01T00:00:00.000Z#${eventId}`;
      await table.put({ ...paymentEventKey(own.id, 'stripe', eventId), ...item, ...due, eventId, g6sk });
    }
    await host.invoke('payment-events');
    const after = await table.items(({ kind }) => kind === 'payment-event', own.id);
    const tried = after.filter(({ attempts }) => attempts > 0).length;
    expect(after).toHaveLength(20);
    expect(tried).toBeGreaterThan(0);
    // Another run can begin at the same time by itself.
    expect(tried).toBeLessThan(5);
  });
});
