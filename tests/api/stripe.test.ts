import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { paymentDonePath } from '#contract/public-payment.ts';
import { paymentEventKey, paymentSecretsKey } from '#data/store/keys.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { connectStripe, deliver, eventOf, newStripeKeys, type StripeKeys } from '../stripe/connected.ts';
import { stripeAt } from '../stripe/server.ts';
import { openTable } from '../table.ts';
import { visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;
let customerId: string;
let keys: StripeKeys;
let stripe: ReturnType<typeof stripeAt>;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { timeZone: 'Europe/Madrid' });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
  ({ id: customerId } = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme' } })));
  keys = await connectStripe(organization);
  stripe = stripeAt(inject('stripeUrl'), keys.secretKey);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const settings = (): Promise<any> => bodyOf(200, call('GET', at('billing/stripe')));
const oneInvoice = (id: string): Promise<any> => bodyOf(200, call('GET', at(`invoices/${id}`)));
const onePayment = (id: string): Promise<any> => bodyOf(200, call('GET', at(`payments/${id}`)));

async function newInvoice(amountMinor = 10_000, currency = 'EUR'): Promise<any> {
  const draft = await newDraft(call, organization, customerId, [amountMinor], { currency });
  return issued(call, organization, draft);
}
/** The id of the session behind the address of a page at Stripe. */
const sessionOf = (url: string): string => url.split('/').at(-1)!;
async function openCheckout(invoice: any): Promise<string> {
  const { url } = await bodyOf(200, call('POST', at(`invoices/${invoice.id}/checkout`)));
  return sessionOf(url);
}
const send = async (event: ReturnType<typeof eventOf>) => {
  const answer = await deliver(host, organization.id, event, keys);
  expect([answer.status, answer.text]).toEqual([204, '']);
};
/** The payments that settle an invoice. */
async function paymentsOf(invoiceId: string): Promise<any[]> {
  const { settlements = [] } = await oneInvoice(invoiceId);
  return Promise.all(settlements.map(({ paymentId }: { paymentId: string }) => onePayment(paymentId)));
}
/** The payment with an id at Stripe, wherever it is allocated. */
async function paymentAt(intentId: string): Promise<any> {
  const [unique] = await table.items(
    ({ kind }) => kind === 'unique',
    `ORG#${organization.id}#U#payment.providerId#${intentId}`,
  );
  return unique && onePayment(unique.id);
}
/** An invoice that a customer has paid at Stripe, with the event about it. */
async function paidAtStripe(amountMinor?: number, currency?: string) {
  const invoice = await newInvoice(amountMinor, currency);
  const { session, intent } = await stripe.pay(await openCheckout(invoice), {});
  return { invoice, session, intent, completed: eventOf('checkout.session.completed', session) };
}
/** A payment of Stripe that is recorded. */
async function received(amountMinor?: number, currency?: string) {
  const { invoice, intent, completed } = await paidAtStripe(amountMinor, currency);
  await send(completed);
  return { invoice, intent, payment: await paymentAt(intent.id) };
}
const chargeOf = ({ intent, amountRefunded }: { intent: any; amountRefunded: number }) => ({
  id: intent.latest_charge.id,
  object: 'charge',
  payment_intent: intent.id,
  amount_refunded: amountRefunded,
});
const minors = ({ total, paid, due }: any) => [total, paid, due].map(({ amountMinor }) => amountMinor);

describe('the secrets of Stripe', () => {
  test('are stored encrypted, and in no answer, history or other item', async () => {
    const own = await newOrganization(organization.owner);
    const path = `${own.path}/billing/stripe`;
    const secrets = newStripeKeys();
    const off = await bodyOf(200, call('GET', path));
    expect(off).toMatchObject({ version: 0, status: 'off', hasWebhookSecret: false });
    const answer = await call('PATCH', path, { body: { secretKey: secrets.secretKey }, ifMatch: 0 });
    expect(answer.body).toMatchObject({
      version: 1,
      status: 'incomplete',
      mode: 'test',
      keyEnding: secrets.secretKey.slice(-4),
    });
    const ready = await call('PATCH', path, { body: { webhookSecret: secrets.webhookSecret }, ifMatch: 1 });
    expect(ready.body).toMatchObject({
      status: 'ready',
      webhookUrl: `${host.url}/v1/public/payments/stripe/${own.id}`,
    });
    for (const secret of Object.values(secrets)) {
      for (const { text } of [answer, ready, await call('GET', path)]) expect(text).not.toContain(secret);
      expect(table.holds(secret)).toBe(false);
    }
    const items = [...(await table.organization(own.id)).values()];
    const encrypted = items.find(({ pk }) => pk === paymentSecretsKey(own.id, 'stripe').pk)!;
    const elsewhere = items.filter((item) => item !== encrypted).map((item) => JSON.stringify(item));
    expect(elsewhere.filter((text) => text.includes(encrypted.secretKey))).toEqual([]);
  });

  test('can be removed, and what was removed isn’t kept', async () => {
    const own = await newOrganization(organization.owner);
    await connectStripe(own);
    const path = `${own.path}/billing/stripe`;
    expect(await bodyOf(200, call('DELETE', path, { ifMatch: 1 }))).toMatchObject({
      version: 2,
      status: 'off',
    });
    const [item] = await table.items(() => true, paymentSecretsKey(own.id, 'stripe').pk);
    expect(Object.keys(item!)).not.toContain('secretKey');
    await connectStripe(own);
    expect(await bodyOf(200, call('GET', path))).toMatchObject({ version: 3, status: 'ready' });
  });

  test('of another organization can’t be decrypted, even if they are copied', async () => {
    const own = await newOrganization(organization.owner);
    const [item] = await table.items(() => true, paymentSecretsKey(organization.id, 'stripe').pk);
    await table.put({ ...item, ...paymentSecretsKey(own.id, 'stripe'), org: own.id });
    expect(await bodyOf(200, call('GET', `${own.path}/billing/stripe`))).toMatchObject({ status: 'off' });
  });

  test('are refused if they are something else, and the refusal doesn’t repeat them', async () => {
    const { version } = await settings();
    const body = { secretKey: 'pk_test_1234567890secret', webhookSecret: 'sk_test_1234567890' };
    const answer = await call('PATCH', at('billing/stripe'), { body, ifMatch: version });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ pointer: '/secretKey', expected: 'stripeKey' }),
      expect.objectContaining({ pointer: '/webhookSecret', expected: 'stripeSecret' }),
    ]);
    for (const text of Object.values(body)) expect(answer.text).not.toContain(text);
  });

  test('are tested with what payments need', async () => {
    const own = await newOrganization(organization.owner);
    const path = `${own.path}/billing/stripe`;
    expect((await call('POST', `${path}/test`)).status).toBe(409);
    const outcomeWith = async (secretKey: string) => {
      const { version } = await bodyOf(200, call('GET', path));
      await bodyOf(200, call('PATCH', path, { body: { secretKey }, ifMatch: version }));
      return (await bodyOf(200, call('POST', `${path}/test`))).outcome;
    };
    expect(await outcomeWith('sk_test_accepted00')).toBe('ok');
    expect(await outcomeWith('sk_test_refused000')).toBe('key_refused');
    expect(await outcomeWith('rk_test_limited000')).toBe('not_permitted');
  });
});

describe('a checkout', () => {
  test('is about what is due, and the same for two clicks', async () => {
    const invoice = await newInvoice(12_345);
    const [one, other] = await Promise.all([openCheckout(invoice), openCheckout(invoice)]);
    expect(one).toBe(other);
    const { session } = await stripe.pay(one, { outcome: 'requires_payment_method' });
    expect(session).toMatchObject({
      amount_total: 12_345,
      currency: 'eur',
      client_reference_id: invoice.id,
      success_url: `${host.url}${paymentDonePath}`,
    });
  });

  test('is another one once the first has ended without a payment, and refused while one is under way', async () => {
    const invoice = await newInvoice();
    const first = await openCheckout(invoice);
    await stripe.pay(first, { outcome: 'requires_payment_method' });
    const second = await openCheckout(invoice);
    expect(second).not.toBe(first);
    await stripe.pay(second, { outcome: 'processing' });
    const { status, body } = await call('POST', at(`invoices/${invoice.id}/checkout`));
    expect([status, body.detail]).toEqual([409, expect.stringContaining('being processed')]);
  });

  test('counts yen in yen, and dinars in thousandths of which Stripe takes only tens', async () => {
    const yen = await stripe.pay(await openCheckout(await newInvoice(1_500, 'JPY')), {});
    expect(yen.session).toMatchObject({ amount_total: 1_500, currency: 'jpy' });
    const dinars = await stripe.pay(await openCheckout(await newInvoice(5_120, 'KWD')), {});
    expect(dinars.session).toMatchObject({ amount_total: 5_120, currency: 'kwd' });
    const odd = await newInvoice(5_123, 'KWD');
    const { status, body } = await call('POST', at(`invoices/${odd.id}/checkout`));
    expect([status, body.detail]).toEqual([409, expect.stringContaining('exactly this amount')]);
  });

  test('is refused for drafts, paid and unknown invoices, and without Stripe', async () => {
    const draft = await newDraft(call, organization, customerId, [100]);
    const { invoice } = await received();
    for (const { id } of [draft, invoice])
      expect((await call('POST', at(`invoices/${id}/checkout`))).body.detail).toMatch(/Nothing is due/);
    expect((await call('POST', at(`invoices/${uuidv7()}/checkout`))).status).toBe(404);
    const own = await newOrganization(organization.owner);
    await readyToBill(call, own);
    const { id: buyer } = await bodyOf(201, call('POST', `${own.path}/customers`, { body: { name: 'B' } }));
    const bill = await issued(call, own, await newDraft(call, own, buyer, [100]));
    const { status, body } = await call('POST', `${own.path}/invoices/${bill.id}/checkout`);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Connect Stripe')]);
  });

  test('that Stripe refuses says why without Stripe’s own words', async () => {
    const own = await newOrganization(organization.owner);
    await readyToBill(call, own);
    const { id: buyer } = await bodyOf(201, call('POST', `${own.path}/customers`, { body: { name: 'B' } }));
    const bill = await issued(call, own, await newDraft(call, own, buyer, [100]));
    const body = { ...newStripeKeys(), secretKey: 'sk_test_refused111' };
    await bodyOf(200, call('PATCH', `${own.path}/billing/stripe`, { body, ifMatch: 0 }));
    const answer = await call('POST', `${own.path}/invoices/${bill.id}/checkout`);
    expect([answer.status, answer.body.detail]).toEqual([
      409,
      expect.stringContaining('doesn’t accept the secret key'),
    ]);
    expect(answer.text).not.toContain('ana@people.example');
  });

  test('leads to a page without scripts that thanks in the visitor’s language', async () => {
    const spanish = { accept: 'text/html', 'accept-language': 'es' };
    const page = await visit(host.url, 'GET', paymentDonePath, { headers: spanish });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<h1>Gracias</h1>');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });
});

describe('an event of Stripe', () => {
  test('becomes a payment that settles the invoice', async () => {
    const { invoice, intent, completed } = await paidAtStripe();
    await send(completed);
    expect(await oneInvoice(invoice.id)).toMatchObject({ statusId: 'paid', due: { amountMinor: 0 } });
    expect(await paymentsOf(invoice.id)).toEqual([
      expect.objectContaining({
        customerId,
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
    const { invoice, session, completed } = await paidAtStripe();
    await Promise.all([
      send(completed),
      send(completed),
      send(eventOf('checkout.session.completed', session)),
    ]);
    await send(completed);
    expect(await paymentsOf(invoice.id)).toHaveLength(1);
    expect(minors(await oneInvoice(invoice.id))).toEqual([10_000, 10_000, 0]);
  });

  test('about a refund can come before the one about the payment', async () => {
    const { invoice, intent, completed } = await paidAtStripe();
    const refund = await stripe.addRefund(intent.id, 4_000);
    await send(eventOf('refund.updated', refund));
    await send(eventOf('charge.refunded', chargeOf({ intent, amountRefunded: 4_000 })));
    await send(eventOf('refund.created', refund));
    await send(completed);
    expect(await paymentsOf(invoice.id)).toEqual([
      expect.objectContaining({
        amount: { amountMinor: 10_000, currency: 'EUR' },
        refunded: { amountMinor: 4_000, currency: 'EUR' },
        refunds: [expect.objectContaining({ amountMinor: 4_000, providerId: refund.id })],
      }),
    ]);
    expect(minors(await oneInvoice(invoice.id))).toEqual([10_000, 6_000, 4_000]);
  });

  test('about a payment that takes days makes it pending, then received or canceled, in any order', async () => {
    const pending = async () => {
      const invoice = await newInvoice();
      const paying = { outcome: 'processing', method: 'sepa_debit' } as const;
      const { session, intent } = await stripe.pay(await openCheckout(invoice), paying);
      const events = {
        completed: eventOf('checkout.session.completed', session),
        succeeded: eventOf('checkout.session.async_payment_succeeded', session),
        failed: eventOf('checkout.session.async_payment_failed', session),
      };
      return { invoice, intent, ...events };
    };
    const good = await pending();
    await send(good.completed);
    expect(await paymentAt(good.intent.id)).toMatchObject({ statusId: 'pending', methodId: 'direct-debit' });
    expect(minors(await oneInvoice(good.invoice.id))).toEqual([10_000, 0, 10_000]);
    await stripe.settle(good.intent.id, 'succeeded');
    await send(good.succeeded);
    expect(await paymentAt(good.intent.id)).toMatchObject({ statusId: 'received' });
    expect(minors(await oneInvoice(good.invoice.id))).toEqual([10_000, 10_000, 0]);

    const bad = await pending();
    await send(bad.completed);
    await stripe.settle(bad.intent.id, 'requires_payment_method');
    await send(bad.failed);
    expect(await paymentAt(bad.intent.id)).toMatchObject({ statusId: 'canceled' });

    const reversed = await pending();
    await stripe.settle(reversed.intent.id, 'succeeded');
    await send(reversed.succeeded);
    await send(reversed.completed);
    expect(await paymentsOf(reversed.invoice.id)).toHaveLength(1);

    const failedFirst = await pending();
    await stripe.settle(failedFirst.intent.id, 'requires_payment_method');
    await send(failedFirst.failed);
    await send(failedFirst.completed);
    expect(await paymentAt(failedFirst.intent.id)).toBeUndefined();
  });

  test('about another amount or currency than is due is recorded with what came', async () => {
    const more = await newInvoice();
    const paidMore = await stripe.pay(await openCheckout(more), { amount: 12_500 });
    await send(eventOf('checkout.session.completed', paidMore.session));
    expect(await paymentAt(paidMore.intent.id)).toMatchObject({
      amount: { amountMinor: 12_500 },
      unallocated: { amountMinor: 2_500 },
    });
    expect(minors(await oneInvoice(more.id))).toEqual([10_000, 10_000, 0]);

    const other = await newInvoice();
    const paidOther = await stripe.pay(await openCheckout(other), { amount: 10_000, currency: 'usd' });
    await send(eventOf('checkout.session.completed', paidOther.session));
    expect(await paymentAt(paidOther.intent.id)).toMatchObject({
      amount: { amountMinor: 10_000, currency: 'USD' },
      unallocated: { amountMinor: 10_000, currency: 'USD' },
    });
    expect(minors(await oneInvoice(other.id))).toEqual([10_000, 0, 10_000]);
  });

  test('about an invoice that was paid or voided meanwhile is an overpayment', async () => {
    const { invoice, intent, completed } = await paidAtStripe();
    const body = {
      customerId,
      amount: { amountMinor: 9_000, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 9_000 }],
    };
    await bodyOf(201, call('POST', at('payments'), { body }));
    await send(completed);
    expect(await paymentAt(intent.id)).toMatchObject({ unallocated: { amountMinor: 9_000 } });

    const gone = await paidAtStripe();
    await bodyOf(
      200,
      call('POST', at(`invoices/${gone.invoice.id}/void`), {
        body: { reason: 'Wrong' },
        ifMatch: gone.invoice.version,
      }),
    );
    await send(gone.completed);
    expect(await paymentAt(gone.intent.id)).toMatchObject({ unallocated: { amountMinor: 10_000 } });
  });

  test('in yen and dinars has the amounts of the invoice', async () => {
    const yen = await received(1_500, 'JPY');
    expect(yen.payment.amount).toEqual({ amountMinor: 1_500, currency: 'JPY' });
    const dinars = await received(5_120, 'KWD');
    expect(dinars.payment.amount).toEqual({ amountMinor: 5_120, currency: 'KWD' });
    expect(minors(await oneInvoice(dinars.invoice.id))).toEqual([5_120, 5_120, 0]);
  });

  test('is refused with a wrong, missing or old signature', async () => {
    const { intent, completed } = await paidAtStripe();
    const refusedWith = async (
      ...sent: Parameters<typeof deliver> extends [any, any, any, ...infer R] ? R : never
    ) => (await deliver(host, organization.id, completed, ...sent)).status;
    expect(await refusedWith(newStripeKeys())).toBe(400);
    expect(await refusedWith(keys, { signature: 't=1,v1=00' })).toBe(400);
    expect(await refusedWith(keys, { signature: '' })).toBe(400);
    const timestamp = Math.floor(Date.now() / 1000) - 600;
    expect(await refusedWith(keys, { timestamp })).toBe(400);
    const path = `/v1/public/payments/stripe/${organization.id}`;
    expect((await visit(host.url, 'POST', path, { json: completed })).status).toBe(400);
    expect(await paymentAt(intent.id)).toBeUndefined();
    const kept = paymentEventKey(organization.id, 'stripe', completed.id);
    expect(await table.items(() => true, kept.pk)).toEqual([]);
  });

  test('about something unknown, or of no interest, is accepted and changes nothing', async () => {
    const before = (await bodyOf(200, call('GET', at('payments')))).total;
    await send(eventOf('customer.created', { id: 'cus_1', object: 'customer', email: 'ana@people.example' }));
    await send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_unknown' }));
    await send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: null }));
    const { intent } = await paidAtStripe();
    const foreign = { ...intent, id: `${intent.id}x`, metadata: {} };
    await stripe.addIntent(foreign);
    await send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: foreign.id }));
    await host.settled(organization);
    expect((await bodyOf(200, call('GET', at('payments')))).total).toBe(before);
  });

  test('is not found for organizations without Stripe and unknown ones alike', async () => {
    const own = await newOrganization(organization.owner);
    const event = eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' });
    const answers = await Promise.all([own.id, uuidv7()].map((id) => deliver(host, id, event, keys)));
    const [one, other] = answers.map(({ status, body }) => ({ status, ...body, requestId: '' }));
    expect(one).toEqual(other);
    expect(one!.status).toBe(404);
  });

  test('about another organization’s invoice is like one about an unknown one', async () => {
    const own = await newOrganization(organization.owner);
    await bodyOf(200, call('PATCH', `${own.path}/billing/stripe`, { body: keys, ifMatch: 0 }));
    const { invoice, intent, completed } = await paidAtStripe();
    expect((await deliver(host, own.id, completed, keys)).status).toBe(204);
    // The metadata names this organization, and the invoice is another one’s.
    const metadata = { cobalt_organization: own.id, cobalt_invoice: invoice.id };
    const forged = { ...intent, id: `${intent.id}y`, metadata };
    await stripe.addIntent(forged);
    const event = eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: forged.id });
    expect((await deliver(host, own.id, event, keys)).status).toBe(204);
    // A copy of the organization has the same ids: what names one is no payment of the other.
    await send(eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: forged.id }));
    expect(await paymentAt(forged.id)).toBeUndefined();
    await host.settled(own);
    expect((await bodyOf(200, call('GET', `${own.path}/payments`))).total).toBe(0);
    expect(minors(await oneInvoice(invoice.id))).toEqual([10_000, 0, 10_000]);
  });

  test('is kept without personal data, and the payment once Stripe answers again', async () => {
    const { invoice, intent, completed } = await paidAtStripe();
    const broken = { ...keys, secretKey: `sk_test_refused${Date.now()}` };
    const replaceKey = async (body: object) => {
      const { version } = await settings();
      await bodyOf(200, call('PATCH', at('billing/stripe'), { body, ifMatch: version }));
    };
    await replaceKey({ secretKey: broken.secretKey });
    await send(completed);
    expect(await paymentAt(intent.id)).toBeUndefined();
    const key = paymentEventKey(organization.id, 'stripe', completed.id);
    const [waiting] = await table.items(() => true, key.pk);
    expect(waiting).toMatchObject({ intentId: intent.id, attempts: 1, g6sk: expect.any(String) });
    expect(JSON.stringify(waiting)).not.toContain(customerId);
    await replaceKey({ secretKey: keys.secretKey });
    await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#${completed.id}` });
    await host.invoke('payment-events');
    expect(await paymentsOf(invoice.id)).toHaveLength(1);
    const [done] = await table.items(() => true, key.pk);
    expect(done).not.toHaveProperty('g6pk');
  });
});

describe('a refund', () => {
  const refund = (payment: any, body: object) =>
    call('POST', at(`payments/${payment.id}/refund`), { body, ifMatch: payment.version });

  test('of a part and then of the rest is made at Stripe and recorded once, whatever events follow', async () => {
    const { invoice, intent, payment } = await received();
    const part = await bodyOf(200, refund(payment, { amountMinor: 3_000, reason: 'Returned' }));
    expect(part).toMatchObject({ statusId: 'received', refunded: { amountMinor: 3_000 } });
    expect(part.refunds).toEqual([
      expect.objectContaining({ amountMinor: 3_000, reason: 'Returned', providerId: expect.any(String) }),
    ]);
    await send(eventOf('charge.refunded', chargeOf({ intent, amountRefunded: 3_000 })));
    expect(minors(await oneInvoice(invoice.id))).toEqual([10_000, 7_000, 3_000]);
    const rest = await bodyOf(200, refund(await onePayment(payment.id), { amountMinor: 7_000 }));
    expect(rest).toMatchObject({ statusId: 'refunded', refunded: { amountMinor: 10_000 } });
    expect(rest.refunds[0].reason).toBe('Returned');
    expect(minors(await oneInvoice(invoice.id))).toEqual([10_000, 0, 10_000]);
  });

  test('asked for twice at once is made once', async () => {
    const { payment } = await received();
    await Promise.all([refund(payment, { amountMinor: 2_000 }), refund(payment, { amountMinor: 2_000 })]);
    expect(await onePayment(payment.id)).toMatchObject({ refunded: { amountMinor: 2_000 } });
  });

  test('that was made at Stripe is recorded before another one', async () => {
    const { intent, payment } = await received();
    await stripe.addRefund(intent.id, 2_000);
    const made = async () =>
      (await stripe.calls()).filter(({ method, path }) => method === 'POST' && path === '/v1/refunds').length;
    const before = await made();
    expect((await refund(payment, { amountMinor: 2_000 })).status).toBe(412);
    expect(await made()).toBe(before);
    expect(await onePayment(payment.id)).toMatchObject({ refunded: { amountMinor: 2_000 } });
  });

  test('that fails after all gives the money back to the invoice', async () => {
    const { invoice, intent, payment } = await received();
    const made = await stripe.addRefund(intent.id, 10_000, 'pending');
    await send(eventOf('refund.created', made));
    expect(await onePayment(payment.id)).toMatchObject({ statusId: 'refunded' });
    const failed = await stripe.setRefundStatus(made.id, 'failed');
    await send(eventOf('refund.failed', failed));
    expect(await onePayment(payment.id)).toMatchObject({
      statusId: 'received',
      refunded: { amountMinor: 0 },
      unallocated: { amountMinor: 0 },
    });
    expect(minors(await oneInvoice(invoice.id))).toEqual([10_000, 10_000, 0]);
  });

  test('beyond the amount isn’t sent to Stripe', async () => {
    const { payment } = await received();
    const { status, body } = await refund(payment, { amountMinor: 10_001 });
    expect([status, body.errors[0].code]).toEqual([422, 'too_big']);
  });

  test('is refused without the secrets of the account', async () => {
    const own = await newOrganization(organization.owner);
    await readyToBill(call, own);
    const secrets = await connectStripe(own);
    const theirs = stripeAt(inject('stripeUrl'), secrets.secretKey);
    const { id: buyer } = await bodyOf(201, call('POST', `${own.path}/customers`, { body: { name: 'B' } }));
    const bill = await issued(call, own, await newDraft(call, own, buyer, [100]));
    const { url } = await bodyOf(200, call('POST', `${own.path}/invoices/${bill.id}/checkout`));
    const { session } = await theirs.pay(sessionOf(url), {});
    await deliver(host, own.id, eventOf('checkout.session.completed', session), secrets);
    const paid = await bodyOf(200, call('GET', `${own.path}/invoices/${bill.id}`));
    const [{ paymentId }] = paid.settlements;
    await bodyOf(200, call('DELETE', `${own.path}/billing/stripe`, { ifMatch: 1 }));
    const payment = await bodyOf(200, call('GET', `${own.path}/payments/${paymentId}`));
    const path = `${own.path}/payments/${paymentId}/refund`;
    const answer = await call('POST', path, { body: { amountMinor: 50 }, ifMatch: payment.version });
    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('Connect Stripe')]);
  });
});

test('a payment of Stripe can’t be canceled, or changed to another amount or customer', async () => {
  const { payment } = await received();
  const cancel = await call('POST', at(`payments/${payment.id}/cancel`), {
    body: {},
    ifMatch: payment.version,
  });
  expect([cancel.status, cancel.body.detail]).toEqual([409, expect.stringContaining('Refund it')]);
  for (const body of [
    { amount: { amountMinor: 1, currency: 'EUR' }, allocations: [] },
    { customerId: null },
  ]) {
    const { status } = await call('PATCH', at(`payments/${payment.id}`), { body, ifMatch: payment.version });
    expect(status).toBe(422);
  }
});
