import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueAttributes } from '#data/due/kinds.ts';
import { paymentEventKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { connectStripe, deliver, eventOf, type StripeKeys } from '../stripe/connected.ts';
import { startStripeServer, stripeAt, type StripeServer } from '../stripe/server.ts';
import { openTable } from '../table.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-payment-events-'));
let server: StripeServer;
let host: HostUnderTest;
let organization: TestOrganization;
let keys: StripeKeys;
let customerId: string;

const start = () => startHost({ dataDir, faults: true, stripeUrl: server.url });

beforeAll(async () => {
  server = await startStripeServer();
  host = await start();
  organization = await newOrganization(await newPerson(host));
  const { owner, path: base } = organization;
  await readyToBill(owner.call, organization);
  const body = { name: 'Acme' };
  ({ id: customerId } = await bodyOf(201, owner.call('POST', `${base}/customers`, { body })));
  keys = await connectStripe(organization);
});
afterAll(async () => {
  await host.stop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A caller for the host as it runs now, whose port differs after each start. */
const call = (...sent: Parameters<typeof organization.owner.call>) =>
  callerWith(host.url, organization.owner.token)(...sent);

/** An invoice that a customer has paid at Stripe, and the event about it. */
async function paidAtStripe() {
  const draft = await newDraft(call, organization, customerId, [10_000], { currency: 'EUR' });
  const invoice = await issued(call, organization, draft);
  const checkout = `${organization.path}/invoices/${invoice.id}/checkout`;
  const { url } = await bodyOf(200, call('POST', checkout));
  const account = stripeAt(server.url, keys.secretKey);
  const { session, intent } = await account.pay(url.split('/').at(-1), {});
  return { invoice, intent, event: eventOf('checkout.session.completed', session) };
}

const keptEvent = async (eventId: string) => {
  const key = paymentEventKey(organization.id, 'stripe', eventId);
  return (await openTable(host).items(() => true, key.pk))[0];
};

/** Lets the event be due now, and takes it up. */
async function takeUp(eventId: string): Promise<void> {
  const key = paymentEventKey(organization.id, 'stripe', eventId);
  const due = dueAttributes('payment-event', eventId, '2026-01-01T00:00:00.000Z');
  await openTable(host).change(key, { ...due });
  await awaited(
    'the event to be processed',
    async () => {
      await host.invoke('payment-events');
      return keptEvent(eventId);
    },
    (item) => item?.g6sk === undefined,
  );
}

const settlementsOf = async (invoiceId: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', `${organization.path}/invoices/${invoiceId}`))).settlements ?? [];

/** Delivers an event while Stripe answers nothing, waits until it is stored, and calls `end`. */
async function deliveredUntil(event: ReturnType<typeof eventOf>, end: () => Promise<void>): Promise<void> {
  server.hold(keys.secretKey);
  const delivery = deliver(host, organization.id, event, keys).catch(() => undefined);
  await awaited(
    'the event to be stored',
    () => keptEvent(event.id),
    (item) => item !== undefined,
    { pauseMs: 10 },
  );
  await end();
  server.release(keys.secretKey);
  await delivery;
}

test('an event whose function dies before it is processed becomes a payment, once', async () => {
  const { invoice, event } = await paidAtStripe();
  await deliveredUntil(event, () => host.killFunction('public-payments'));
  expect(await settlementsOf(invoice.id)).toEqual([]);
  await takeUp(event.id);
  expect(await settlementsOf(invoice.id)).toHaveLength(1);
  expect((await deliver(host, organization.id, event, keys)).status).toBe(204);
  expect(await settlementsOf(invoice.id)).toHaveLength(1);
});

test('an event survives the end of the host, and is processed by whoever comes first', async () => {
  const { invoice, event } = await paidAtStripe();
  await deliveredUntil(event, () => host.kill());
  host = await start();
  const [again] = await Promise.all([deliver(host, organization.id, event, keys), takeUp(event.id)]);
  expect(again.status).toBe(204);
  expect(await settlementsOf(invoice.id)).toHaveLength(1);
});
