import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { eventOf, newStripeKeys } from '../stripe/connected.ts';
import { minors, openShop, type Shop } from '../stripe/shop.ts';

const host = connectHost(inject('host'));
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(host, inject('stripeUrl'));
});

describe('an event of Stripe about a payment that takes days', () => {
  test('makes it pending, then received or canceled, in any order', async () => {
    const pending = async () => {
      const invoice = await shop.newInvoice();
      const paying = { outcome: 'processing', method: 'sepa_debit' } as const;
      const { session, intent } = await shop.stripe.pay(await shop.openCheckout(invoice), paying);
      const events = {
        completed: eventOf('checkout.session.completed', session),
        succeeded: eventOf('checkout.session.async_payment_succeeded', session),
        failed: eventOf('checkout.session.async_payment_failed', session),
      };
      return { invoice, intent, ...events };
    };
    const good = await pending();
    await shop.send(good.completed);
    expect(await shop.paymentAt(good.intent.id)).toMatchObject({
      statusId: 'pending',
      methodId: 'direct-debit',
      unallocated: { amountMinor: 0 },
    });
    expect(minors(await shop.oneInvoice(good.invoice.id))).toEqual([10_000, 0, 10_000]);
    await shop.stripe.settle(good.intent.id, 'succeeded');
    await shop.send(good.succeeded);
    expect(await shop.paymentAt(good.intent.id)).toMatchObject({ statusId: 'received' });
    expect(minors(await shop.oneInvoice(good.invoice.id))).toEqual([10_000, 10_000, 0]);

    const bad = await pending();
    await shop.send(bad.completed);
    await shop.stripe.settle(bad.intent.id, 'requires_payment_method');
    await shop.send(bad.failed);
    expect(await shop.paymentAt(bad.intent.id)).toMatchObject({ statusId: 'canceled' });

    const reversed = await pending();
    await shop.stripe.settle(reversed.intent.id, 'succeeded');
    await shop.send(reversed.succeeded);
    await shop.send(reversed.completed);
    expect(await shop.paymentsOf(reversed.invoice.id)).toHaveLength(1);

    const failedFirst = await pending();
    await shop.stripe.settle(failedFirst.intent.id, 'requires_payment_method');
    await shop.send(failedFirst.failed);
    await shop.send(failedFirst.completed);
    expect(await shop.paymentAt(failedFirst.intent.id)).toBeUndefined();
  });

  test('counts it on the day on which the money came, in any order', async () => {
    const begun = '2026-01-30';
    const secondsOf = (time: string) => Date.parse(time) / 1000;
    const began = async () => {
      const invoice = await shop.newInvoice();
      const paying = { outcome: 'processing', method: 'sepa_debit' } as const;
      const { session, intent } = await shop.stripe.pay(await shop.openCheckout(invoice), paying);
      const created = secondsOf(`${begun}T12:00:00Z`);
      intent.latest_charge.created = created;
      await shop.stripe.addIntent({ ...intent, created });
      return {
        intent,
        completed: eventOf('checkout.session.completed', session),
        // In the time zone of the organization, it is the next day already.
        succeeded: {
          ...eventOf('checkout.session.async_payment_succeeded', session),
          created: secondsOf('2026-02-03T23:30:00Z'),
        },
      };
    };
    const dayOf = async ({ intent }: { intent: { id: string } }) =>
      (await shop.paymentAt(intent.id)).receivedOn;
    const inOrder = await began();
    await shop.send(inOrder.completed);
    expect(await dayOf(inOrder)).toBe(begun);
    await shop.stripe.settle(inOrder.intent.id, 'succeeded');
    await shop.send(inOrder.succeeded);
    expect(await dayOf(inOrder)).toBe('2026-02-04');
    await shop.send({ ...inOrder.completed, id: `${inOrder.completed.id}x` });
    expect(await dayOf(inOrder)).toBe('2026-02-04');

    const reversed = await began();
    await shop.stripe.settle(reversed.intent.id, 'succeeded');
    await shop.send(reversed.succeeded);
    await shop.send(reversed.completed);
    expect(await dayOf(reversed)).toBe('2026-02-04');

    const both = await began();
    await shop.stripe.settle(both.intent.id, 'succeeded');
    await shop.send(both.completed);
    await shop.send(both.succeeded);
    expect(await dayOf(both)).toBe('2026-02-04');
  });

  test('makes it pending in timelines, and it settles nothing until it has come', async () => {
    const lineOf = async ({ customerId }: any, { id }: any): Promise<string | undefined> => {
      await host.settled(shop.organization);
      const path = shop.at(`timeline/customer/${customerId}`);
      const { items } = await bodyOf(200, shop.call('GET', path, { query: { kind: 'payment' } }));
      return items.find(({ about }: any) => about.id === id)?.action;
    };
    for (const [status, outcome, event] of [
      ['succeeded', 'received', 'checkout.session.async_payment_succeeded'],
      ['requires_payment_method', 'canceled', 'checkout.session.async_payment_failed'],
    ] as const) {
      const invoice = await shop.newInvoice();
      const paying = { outcome: 'processing', method: 'sepa_debit' } as const;
      const { session, intent } = await shop.stripe.pay(await shop.openCheckout(invoice), paying);
      await shop.send(eventOf('checkout.session.completed', session));
      const payment = await shop.paymentAt(intent.id);
      expect(await lineOf(invoice, payment)).toBe('pending');
      const refused = await shop.call('PATCH', shop.at(`payments/${payment.id}`), {
        body: { allocations: [{ invoiceId: invoice.id, amountMinor: 1 }] },
        ifMatch: payment.version,
      });
      expect(refused.body.errors).toEqual([
        expect.objectContaining({ pointer: '/allocations', code: 'not_allowed' }),
      ]);
      await shop.stripe.settle(intent.id, status);
      await shop.send(eventOf(event, session));
      expect(await lineOf(invoice, payment)).toBe(outcome);
    }
  });
});

describe('a payment under way', () => {
  const underWay = async (of: Shop, amount?: number) => {
    const invoice = await of.newInvoice();
    const paying = { outcome: 'processing', method: 'sepa_debit', ...(amount ? { amount } : {}) } as const;
    const { session, intent } = await of.stripe.pay(await of.openCheckout(invoice), paying);
    await of.send(eventOf('checkout.session.completed', session));
    return { invoice, session, intent };
  };
  const pendingOf = async (id: string) => (await shop.oneInvoice(id)).pending.amountMinor;
  const post = async (id: string, verb: string, body: object) => {
    const { version } = await shop.oneInvoice(id);
    return shop.call('POST', shop.at(`invoices/${id}/${verb}`), { body, ifMatch: version });
  };
  const inProgress = { status: 409, body: { detail: expect.stringContaining('being processed') } };

  test('counts as promised: no reminder, no second page to pay, and the invoice can’t be voided', async () => {
    const { invoice, intent, session } = await underWay(shop);
    expect(await shop.oneInvoice(invoice.id)).toMatchObject({
      pending: { amountMinor: 10_000, currency: 'EUR' },
      due: { amountMinor: 10_000 },
      pendingSettlements: [{ amountMinor: 10_000 }],
    });
    expect(await shop.paymentAt(intent.id)).toMatchObject({
      pendingAllocations: [{ invoiceId: invoice.id, amountMinor: 10_000 }],
    });
    await shop.stripe.forgetKeys();
    expect(await shop.checkout(invoice.id)).toMatchObject(inProgress);
    expect(await post(invoice.id, 'remind', { email: 'ana@example.com' })).toMatchObject(inProgress);
    expect(await post(invoice.id, 'void', { reason: 'A mistake' })).toMatchObject(inProgress);
    const reminders = await bodyOf(200, shop.call('GET', shop.at(`invoices/${invoice.id}/reminders`)));
    expect(reminders.state).toBe('pending');
    const link = await bodyOf(201, shop.call('POST', shop.at(`invoices/${invoice.id}/links`)));
    const { pathname, search } = new URL(link.url);
    const shown = await (await fetch(`${host.url}${pathname}${search}`)).text();
    expect(shown).toContain('is being processed');
    expect(shown).not.toContain('id="pay"');
    await shop.stripe.settle(intent.id, 'succeeded');
    await shop.send(eventOf('checkout.session.async_payment_succeeded', session));
    expect(await pendingOf(invoice.id)).toBe(0);
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 10_000, 0]);
  });

  test('that fails opens the invoice again', async () => {
    const { invoice, intent, session } = await underWay(shop);
    await shop.stripe.settle(intent.id, 'requires_payment_method');
    await shop.send(eventOf('checkout.session.async_payment_failed', session));
    const after = await shop.oneInvoice(invoice.id);
    expect(after.pending.amountMinor).toBe(0);
    expect(after).not.toHaveProperty('pendingSettlements.0');
    const again = await shop.openCheckout(invoice);
    expect(again).not.toBe(session.id);
    const reminders = await bodyOf(200, shop.call('GET', shop.at(`invoices/${invoice.id}/reminders`)));
    expect(reminders.state).not.toBe('pending');
  });

  test('of a part leaves the rest to be paid', async () => {
    const { invoice } = await underWay(shop, 4_000);
    expect(await pendingOf(invoice.id)).toBe(4_000);
    const { session } = await shop.stripe.pay(await shop.openCheckout(invoice), {});
    expect(session.amount_total).toBe(6_000);
    await shop.send(eventOf('checkout.session.completed', session));
    expect(minors(await shop.oneInvoice(invoice.id))).toEqual([10_000, 6_000, 4_000]);
    expect(await shop.checkout(invoice.id)).toMatchObject(inProgress);
  });

  test('that Stripe hasn’t told yet opens no second page either, whenever the link is opened', async () => {
    const invoice = await shop.newInvoice();
    await shop.stripe.pay(await shop.openCheckout(invoice), { outcome: 'processing', method: 'sepa_debit' });
    await shop.stripe.forgetKeys();
    expect(await shop.checkout(invoice.id)).toMatchObject(inProgress);
  });

  test('can’t become two, because one page of an invoice is open at a time', async () => {
    const invoice = await shop.newInvoice();
    const first = await shop.openCheckout(invoice);
    // A day later, Stripe doesn’t know the key of the first request any more.
    await shop.stripe.forgetKeys();
    expect(await shop.openCheckout(invoice)).toBe(first);
    const body = {
      customerId: invoice.customerId,
      amount: { amountMinor: 1_000, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 1_000 }],
    };
    await bodyOf(201, shop.call('POST', shop.at('payments'), { body }));
    const second = await shop.openCheckout(invoice);
    expect(second).not.toBe(first);
    const calls = await shop.stripe.calls();
    expect(calls.map(({ path }) => path)).toContain(`/v1/checkout/sessions/${first}/expire`);
  });

  test('that was paid back can be paid again', async () => {
    const { invoice, payment } = await shop.received();
    const { version } = payment;
    await bodyOf(
      200,
      shop.call('POST', shop.at(`payments/${payment.id}/refund`), {
        body: { amountMinor: 10_000 },
        ifMatch: version,
      }),
    );
    await shop.openCheckout(invoice);
  });
});

test('a pending payment can be canceled only if the connected account doesn’t have it, and is what Stripe says once it does', async () => {
  const own = await openShop(host, inject('stripeUrl'));
  const pending = async () => {
    const invoice = await own.newInvoice();
    const paying = { outcome: 'processing', method: 'sepa_debit' } as const;
    const { session, intent } = await own.stripe.pay(await own.openCheckout(invoice), paying);
    await own.send(eventOf('checkout.session.completed', session));
    const succeeded = eventOf('checkout.session.async_payment_succeeded', session);
    return { invoice, intent, succeeded, payment: await own.paymentAt(intent.id) };
  };
  const cancel = async ({ id }: any): Promise<any> => {
    const { version: ifMatch } = await own.onePayment(id);
    const body = { reason: 'Stripe says that it failed' };
    return own.call('POST', own.at(`payments/${id}/cancel`), { body, ifMatch });
  };
  const stripePath = own.at('billing/stripe');
  const versionOf = async () => (await bodyOf(200, own.call('GET', stripePath))).version;
  const [one, other, late] = [await pending(), await pending(), await pending()];

  expect(await cancel(one.payment)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('still processing') },
  });
  // What Stripe didn't say before is found out by the attempt.
  await own.stripe.settle(late.intent.id, 'succeeded');
  expect((await cancel(late.payment)).status).toBe(412);
  expect(await own.onePayment(late.payment.id)).toMatchObject({ statusId: 'received' });
  expect((await cancel(late.payment)).body.detail).toContain('Refund it instead');

  const body = newStripeKeys();
  await bodyOf(200, own.call('PATCH', stripePath, { body, ifMatch: await versionOf() }));
  expect(await bodyOf(200, cancel(other.payment))).toMatchObject({ statusId: 'canceled' });
  await bodyOf(200, own.call('DELETE', stripePath, { ifMatch: await versionOf() }));
  expect(await own.onePayment(one.payment.id)).toMatchObject({ statusId: 'pending' });
  expect(await bodyOf(200, cancel(one.payment))).toMatchObject({ statusId: 'canceled' });

  await bodyOf(200, own.call('PATCH', stripePath, { body: own.keys, ifMatch: await versionOf() }));
  await own.stripe.settle(one.intent.id, 'succeeded');
  await own.send(one.succeeded);
  const paid = await own.onePayment(one.payment.id);
  expect(paid).toMatchObject({ statusId: 'received', unallocated: { amountMinor: 0 } });
  expect(paid).not.toHaveProperty('cancelReason');
  expect(minors(await own.oneInvoice(one.invoice.id))).toEqual([10_000, 10_000, 0]);
});
