import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, type TestOrganization } from '../organization.ts';
import { connectStripe, deliver, eventOf, newStripeKeys } from '../stripe/connected.ts';
import { stripeAt } from '../stripe/server.ts';
import { chargeOf, minors, newBill, openShop, sessionOf, type Shop } from '../stripe/shop.ts';

const host = connectHost(inject('host'));
let shop: Shop;
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  shop = await openShop(host, inject('stripeUrl'));
  ({ organization, call } = shop);
});

describe('a refund', () => {
  const refund = (payment: any, body: object) =>
    call('POST', shop.at(`payments/${payment.id}/refund`), { body, ifMatch: payment.version });

  test('of a part and then of the rest is made at Stripe and recorded once, whatever events follow', async () => {
    const { invoice, intent, payment } = await shop.received();
    const part = await bodyOf(200, refund(payment, { amountMinor: 3_000, reason: 'Returned' }));
    expect(part).toMatchObject({ statusId: 'received', refunded: { amountMinor: 3_000 } });
    expect(part.refunds).toEqual([
      expect.objectContaining({ amountMinor: 3_000, reason: 'Returned', providerId: expect.any(String) }),
    ]);
    await shop.send(eventOf('charge.refunded', chargeOf(intent, 3_000)));
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 7_000, 3_000]);
    const rest = await bodyOf(200, refund(await shop.onePayment(payment.id), { amountMinor: 7_000 }));
    expect(rest).toMatchObject({ statusId: 'refunded', refunded: { amountMinor: 10_000 } });
    expect(rest.refunds[0].reason).toBe('Returned');
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 0, 10_000]);
  });

  test('asked for twice at once is made once', async () => {
    const { payment } = await shop.received();
    await Promise.all([refund(payment, { amountMinor: 2_000 }), refund(payment, { amountMinor: 2_000 })]);
    expect(await shop.onePayment(payment.id)).toMatchObject({ refunded: { amountMinor: 2_000 } });
  });

  test('that was made at Stripe is recorded before another one', async () => {
    const { intent, payment } = await shop.received();
    await shop.stripe.addRefund(intent.id, 2_000);
    const made = async () =>
      (await shop.stripe.calls()).filter(({ method, path }) => method === 'POST' && path === '/v1/refunds')
        .length;
    const before = await made();
    expect((await refund(payment, { amountMinor: 2_000 })).status).toBe(412);
    expect(await made()).toBe(before);
    expect(await shop.onePayment(payment.id)).toMatchObject({ refunded: { amountMinor: 2_000 } });
  });

  test('that fails after all gives the money back to the invoice', async () => {
    const { invoice, intent, payment } = await shop.received();
    const made = await shop.stripe.addRefund(intent.id, 10_000, 'pending');
    await shop.send(eventOf('refund.created', made));
    expect(await shop.onePayment(payment.id)).toMatchObject({ statusId: 'refunded' });
    const failed = await shop.stripe.setRefundStatus(made.id, 'failed');
    await shop.send(eventOf('refund.failed', failed));
    expect(await shop.onePayment(payment.id)).toMatchObject({
      statusId: 'received',
      refunded: { amountMinor: 0 },
      unallocated: { amountMinor: 0 },
    });
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 10_000, 0]);
  });

  test('of the same amount as one that failed after all is another one', async () => {
    const { intent, payment } = await shop.received();
    const first = await bodyOf(200, refund(payment, { amountMinor: 3_000 }));
    const failed = await shop.stripe.setRefundStatus(first.refunds[0].providerId, 'failed');
    await shop.send(eventOf('refund.failed', failed));
    const before = await shop.onePayment(payment.id);
    expect(before).toMatchObject({ refunded: { amountMinor: 0 } });
    const second = await bodyOf(200, refund(before, { amountMinor: 3_000 }));
    expect(second).toMatchObject({ refunded: { amountMinor: 3_000 } });
    expect(second.refunds[0].providerId).not.toBe(failed.id);
    expect(second.providerId).toBe(intent.id);
  });

  test('beyond the amount isn’t sent to Stripe', async () => {
    const { payment } = await shop.received();
    const { status, body } = await refund(payment, { amountMinor: 10_001 });
    expect([status, body.errors[0].code]).toEqual([422, 'too_big']);
  });

  test('is refused without the secrets of the account, and with those of another one', async () => {
    const own = await newOrganization(organization.owner);
    const secrets = await connectStripe(own);
    const theirs = stripeAt(inject('stripeUrl'), secrets.secretKey);
    const bill = await newBill(own);
    const { url } = await bodyOf(200, call('POST', `${own.path}/invoices/${bill.id}/checkout`));
    const { session } = await theirs.pay(sessionOf(url), {});
    await deliver(host, own.id, eventOf('checkout.session.completed', session), secrets);
    const paid = await bodyOf(200, call('GET', `${own.path}/invoices/${bill.id}`));
    const [{ paymentId }] = paid.settlements;
    const payment = await bodyOf(200, call('GET', `${own.path}/payments/${paymentId}`));
    const path = `${own.path}/payments/${paymentId}/refund`;
    const refusalOf = async () => {
      const { status, body } = await call('POST', path, {
        body: { amountMinor: 50 },
        ifMatch: payment.version,
      });
      return [status, body.detail];
    };
    await bodyOf(200, call('PATCH', `${own.path}/billing/stripe`, { body: newStripeKeys(), ifMatch: 1 }));
    expect(await refusalOf()).toEqual([409, expect.stringContaining('connected Stripe account')]);
    await bodyOf(200, call('DELETE', `${own.path}/billing/stripe`, { ifMatch: 2 }));
    expect(await refusalOf()).toEqual([409, expect.stringContaining('Connect Stripe')]);
  });
});

describe('a dispute', () => {
  test('that is lost takes the money back like a refund, and gives it back after a won appeal', async () => {
    const { invoice, intent, payment } = await shop.received();
    const open = await shop.stripe.dispute(intent.id, 10_000, 'under_review');
    await shop.send(eventOf('charge.dispute.closed', open));
    expect(await shop.onePayment(payment.id)).toEqual(payment);
    const lost = await shop.stripe.dispute(intent.id, 10_000, 'lost');
    await shop.send(eventOf('charge.dispute.closed', lost));
    expect(await shop.onePayment(payment.id)).toMatchObject({
      statusId: 'refunded',
      refunds: [{ amountMinor: 10_000, isDispute: true, providerId: lost.id }],
    });
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 0, 10_000]);
    const won = await shop.stripe.dispute(intent.id, 10_000, 'won');
    await shop.send(eventOf('charge.dispute.funds_reinstated', won));
    expect(await shop.onePayment(payment.id)).toMatchObject({ statusId: 'received' });
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 10_000, 0]);
  });

  test('of more than a refund has left takes only the rest', async () => {
    const { intent, payment } = await shop.received();
    await shop.stripe.addRefund(intent.id, 3_000);
    await shop.send(eventOf('charge.dispute.closed', await shop.stripe.dispute(intent.id, 10_000, 'lost')));
    expect(await shop.onePayment(payment.id)).toMatchObject({ refunded: { amountMinor: 10_000 } });
  });
});

test('a payment of Stripe can’t be canceled, or changed to another amount or customer', async () => {
  const { payment } = await shop.received();
  const cancel = await call('POST', shop.at(`payments/${payment.id}/cancel`), {
    body: {},
    ifMatch: payment.version,
  });
  expect([cancel.status, cancel.body.detail]).toEqual([409, expect.stringContaining('Refund it')]);
  for (const body of [
    { amount: { amountMinor: 1, currency: 'EUR' }, allocations: [] },
    { customerId: null },
  ]) {
    const { status } = await call('PATCH', shop.at(`payments/${payment.id}`), {
      body,
      ifMatch: payment.version,
    });
    expect(status).toBe(422);
  }
});
