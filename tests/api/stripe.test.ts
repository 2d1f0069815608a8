import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { paymentDonePath } from '#contract/public-payment.ts';
import { paymentSecretsKey } from '#data/store/keys.ts';
import { unzipped } from '../archive-reader/read-archive.ts';
import { newArchive } from '../archives.ts';
import { newDraft } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, unique, type TestOrganization } from '../organization.ts';
import { connectStripe, newStripeKeys } from '../stripe/connected.ts';
import { newBill, openShop, type Shop } from '../stripe/shop.ts';
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

const pathIn = ({ path }: TestOrganization): string => `${path}/billing/stripe`;

describe('the secrets of Stripe', () => {
  test('are stored encrypted, and in no answer, history or other item', async () => {
    const own = await newOrganization(organization.owner);
    const path = pathIn(own);
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
    const removed = await bodyOf(200, call('DELETE', pathIn(own), { ifMatch: 1 }));
    expect(removed).toMatchObject({ version: 2, status: 'off' });
    const [item] = await table.items(() => true, paymentSecretsKey(own.id, 'stripe').pk);
    expect(Object.keys(item!)).not.toContain('secretKey');
    await connectStripe(own);
    expect(await bodyOf(200, call('GET', pathIn(own)))).toMatchObject({ version: 3, status: 'ready' });
  });

  test('of another organization can’t be decrypted, even if they are copied', async () => {
    const own = await newOrganization(organization.owner);
    const [item] = await table.items(() => true, paymentSecretsKey(organization.id, 'stripe').pk);
    await table.put({ ...item, ...paymentSecretsKey(own.id, 'stripe'), org: own.id });
    expect(await bodyOf(200, call('GET', pathIn(own)))).toMatchObject({ status: 'off' });
  });

  test('are in no archive of the organization, encrypted or not', async () => {
    const [item] = await table.items(() => true, paymentSecretsKey(organization.id, 'stripe').pk);
    const secrets: string[] = [...Object.values(shop.keys), item!.secretKey, item!.webhookSecret];
    const { bytes } = await newArchive(organization);
    const files = [...unzipped(bytes)].map(([name, content]) => [name, String(content)] as const);
    expect(files.length).toBeGreaterThan(1);
    const found = files.filter(([, text]) => secrets.some((secret) => text.includes(secret)));
    expect(found.map(([name]) => name)).toEqual([]);
  });

  test('are refused if they are something else, and the refusal doesn’t repeat them', async () => {
    const { version } = await bodyOf(200, call('GET', pathIn(organization)));
    const body = { secretKey: 'pk_test_1234567890secret', webhookSecret: 'sk_test_1234567890' };
    const answer = await call('PATCH', pathIn(organization), { body, ifMatch: version });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ pointer: '/secretKey', expected: 'stripeKey' }),
      expect.objectContaining({ pointer: '/webhookSecret', expected: 'stripeSecret' }),
    ]);
    for (const text of Object.values(body)) expect(answer.text).not.toContain(text);
  });

  test('are tested with what payments need', async () => {
    const own = await newOrganization(organization.owner);
    expect((await call('POST', `${pathIn(own)}/test`)).status).toBe(409);
    const outcomeWith = async (secretKey: string) => {
      const { version } = await bodyOf(200, call('GET', pathIn(own)));
      await bodyOf(200, call('PATCH', pathIn(own), { body: { secretKey }, ifMatch: version }));
      return (await bodyOf(200, call('POST', `${pathIn(own)}/test`))).outcome;
    };
    expect(await outcomeWith('sk_test_accepted00')).toBe('ok');
    expect(await outcomeWith('sk_test_refused000')).toBe('key_refused');
    expect(await outcomeWith('rk_test_limited000')).toBe('not_permitted');
  });
});

describe('a checkout', () => {
  test('is about what is due, and the same for two clicks', async () => {
    const invoice = await shop.newInvoice(12_345);
    const [one, other] = await Promise.all([shop.openCheckout(invoice), shop.openCheckout(invoice)]);
    expect(one).toBe(other);
    const { session } = await shop.stripe.pay(one, { outcome: 'requires_payment_method' });
    expect(session).toMatchObject({
      amount_total: 12_345,
      currency: 'eur',
      client_reference_id: invoice.id,
      success_url: `${host.url}${paymentDonePath}`,
    });
  });

  test('is another one once the first has ended without a payment, and refused while one is under way', async () => {
    const invoice = await shop.newInvoice();
    const first = await shop.openCheckout(invoice);
    await shop.stripe.pay(first, { outcome: 'requires_payment_method' });
    const second = await shop.openCheckout(invoice);
    expect(second).not.toBe(first);
    await shop.stripe.pay(second, { outcome: 'processing' });
    const { status, body } = await shop.checkout(invoice.id);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('being processed')]);
  });

  test('ends once the invoice is credited, voided or paid in another way, so that nobody pays it twice', async () => {
    const settle: Record<string, (invoice: any) => Promise<unknown>> = {
      credited: ({ id, version }) =>
        bodyOf(
          201,
          call('POST', shop.at(`invoices/${id}/credit`), { body: { reason: 'Returned' }, ifMatch: version }),
        ),
      voided: ({ id, version }) =>
        bodyOf(
          200,
          call('POST', shop.at(`invoices/${id}/void`), { body: { reason: 'Wrong' }, ifMatch: version }),
        ),
      paid: ({ id }) => bodyOf(201, call('POST', shop.at('payments'), { body: paymentOf(id) })),
      'paid with several': ({ id }) =>
        bodyOf(201, call('POST', shop.at('payments/bulk'), { body: { items: [paymentOf(id)] } })),
      'paid by an earlier payment': async ({ id }) => {
        const { allocations, ...body } = paymentOf(id);
        const earlier = await bodyOf(201, call('POST', shop.at('payments'), { body }));
        const path = shop.at(`payments/${earlier.id}`);
        await bodyOf(200, call('PATCH', path, { body: { allocations }, ifMatch: earlier.version }));
      },
    };
    const paymentOf = (invoiceId: string) => ({
      customerId: shop.customerId,
      amount: { amountMinor: 10_000, currency: 'EUR' },
      allocations: [{ invoiceId, amountMinor: 10_000 }],
    });
    for (const [how, write] of Object.entries(settle)) {
      const invoice = await shop.newInvoice();
      const session = await shop.openCheckout(invoice);
      await write(invoice);
      const calls = await shop.stripe.calls();
      expect([how, calls.at(-1)?.path]).toEqual([how, `/v1/checkout/sessions/${session}/expire`]);
    }
  });

  test('doesn’t keep an invoice from being voided if Stripe can’t be asked to end it', async () => {
    const other = await openShop(host, inject('stripeUrl'));
    const invoice = await other.newInvoice();
    await other.openCheckout(invoice);
    const body = { secretKey: `sk_test_refused${unique('0')}` };
    const headers = { 'if-match': '*' };
    await bodyOf(200, other.call('PATCH', pathIn(other.organization), { body, headers }));
    const voided = other.call('POST', other.at(`invoices/${invoice.id}/void`), {
      body: { reason: 'Wrong' },
      ifMatch: invoice.version,
    });
    expect(await bodyOf(200, voided)).toMatchObject({ statusId: 'void' });
  });

  test('counts yen in yen, and dinars in thousandths of which Stripe takes only tens', async () => {
    const { stripe, openCheckout, newInvoice } = shop;
    const yen = await stripe.pay(await openCheckout(await newInvoice(1_500, 'JPY')), {});
    expect(yen.session).toMatchObject({ amount_total: 1_500, currency: 'jpy' });
    const dinars = await stripe.pay(await openCheckout(await newInvoice(5_120, 'KWD')), {});
    expect(dinars.session).toMatchObject({ amount_total: 5_120, currency: 'kwd' });
    const { status, body } = await shop.checkout((await newInvoice(5_123, 'KWD')).id);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('exactly this amount')]);
  });

  test.each([
    ['€0.22, below the minimum', 22, 'EUR', 'as small', 'Amounts below €0.50'],
    ['€1,000,000, above the maximum', 100_000_000, 'EUR', 'as large', 'Amounts above €999,999.99'],
    ['100 million pesos above the maximum', 10_000_000_000, 'COP', 'as large', 'Amounts above'],
  ])(
    'isn’t offered for %s, and the page says why and how to pay instead',
    async (_, minor, currency, why, text) => {
      const invoice = await shop.newInvoice(minor, currency);
      const { status, body } = await shop.checkout(invoice.id);
      expect([status, body.detail]).toEqual([409, expect.stringContaining(why)]);
      const link = await bodyOf(201, call('POST', shop.at(`invoices/${invoice.id}/links`)));
      const { pathname, search } = new URL(link.url);
      const shown = await (await fetch(`${host.url}${pathname}${search}`)).text();
      expect(shown).toContain(text);
      expect(shown).toContain('how to pay');
      expect(shown).not.toContain('Pay online');
    },
  );

  test('is about amounts of pesos beyond a million', async () => {
    const { stripe, openCheckout, newInvoice } = shop;
    const { session } = await stripe.pay(await openCheckout(await newInvoice(250_000_000, 'COP')), {});
    expect(session).toMatchObject({ amount_total: 250_000_000, currency: 'cop' });
  });

  test('is refused for drafts, paid and unknown invoices, and without Stripe', async () => {
    const draft = await newDraft(call, organization, shop.customerId, [100]);
    const { invoice } = await shop.received();
    for (const { id } of [draft, invoice])
      expect((await shop.checkout(id)).body.detail).toMatch(/Nothing is due/);
    expect((await shop.checkout(uuidv7())).status).toBe(404);
    const own = await newOrganization(organization.owner);
    const bill = await newBill(own);
    const { status, body } = await call('POST', `${own.path}/invoices/${bill.id}/checkout`);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Connect Stripe')]);
  });

  test('that Stripe refuses says why without Stripe’s own words', async () => {
    const own = await newOrganization(organization.owner);
    const bill = await newBill(own);
    const body = { ...newStripeKeys(), secretKey: 'sk_test_refused111' };
    await bodyOf(200, call('PATCH', pathIn(own), { body, ifMatch: 0 }));
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
    expect(page.text).not.toMatch(/<script|href=|src=/);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});
