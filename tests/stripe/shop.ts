import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Answer } from '../caller.ts';
import type { RunningHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';
import { connectStripe, deliver, eventOf, type StripeKeys, type TestEvent } from './connected.ts';
import { stripeAt } from './server.ts';

/** The id of the session behind the address of a page at Stripe. */
export const sessionOf = (url: string): string => url.split('/').at(-1)!;

/** Total, paid and due of an invoice, in minor units. */
export const minors = ({ total, paid, due }: any): number[] =>
  [total, paid, due].map(({ amountMinor }) => amountMinor);

/** A charge as events about refunds have it. */
export const chargeOf = ({ id, latest_charge: charge }: any, amountRefunded: number) => ({
  id: charge.id,
  object: 'charge',
  payment_intent: id,
  amount_refunded: amountRefunded,
});

/** An invoice of an organization, to a customer of its own. */
export async function newBill(organization: TestOrganization, amountMinor = 10_000): Promise<any> {
  const { path } = organization;
  const { call } = organization.owner;
  await readyToBill(call, organization);
  const { id } = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Buyer' } }));
  return issued(call, organization, await newDraft(call, organization, id, [amountMinor]));
}

/** An organization that is connected to Stripe and sells to one customer. */
export async function openShop(host: RunningHost, stripeUrl: string) {
  const organization = await newOrganization(await newPerson(host), { timeZone: 'Europe/Madrid' });
  const { call } = organization.owner;
  const at = (rest: string): string => `${organization.path}/${rest}`;
  await readyToBill(call, organization);
  const customer = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme' } }));
  const customerId: string = customer.id;
  const keys: StripeKeys = await connectStripe(organization);
  const stripe = stripeAt(stripeUrl, keys.secretKey);

  const oneInvoice = (id: string): Promise<any> => bodyOf(200, call('GET', at(`invoices/${id}`)));
  const onePayment = (id: string): Promise<any> => bodyOf(200, call('GET', at(`payments/${id}`)));
  async function newInvoice(amountMinor = 10_000, currency = 'EUR'): Promise<any> {
    const draft = await newDraft(call, organization, customerId, [amountMinor], { currency });
    return issued(call, organization, draft);
  }
  const checkout = (id: string): Promise<Answer> => call('POST', at(`invoices/${id}/checkout`));
  const openCheckout = async ({ id }: { id: string }): Promise<string> =>
    sessionOf((await bodyOf(200, checkout(id))).url);

  /** The payment with an id at Stripe, wherever it is allocated. */
  async function paymentAt(intentId: string): Promise<any> {
    const [unique] = await openTable(host).items(
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
  const send = async (event: TestEvent): Promise<void> => {
    const { status, text } = await deliver(host, organization.id, event, keys);
    if (status !== 204) throw new Error(`answered ${status}: ${text}`);
  };

  return {
    ...{ organization, call, at, customerId, keys, stripe },
    ...{ oneInvoice, onePayment, newInvoice, checkout, openCheckout, paymentAt, paidAtStripe, send },
    /** The payments that settle an invoice. */
    async paymentsOf(invoiceId: string): Promise<any[]> {
      const { settlements = [] } = await oneInvoice(invoiceId);
      return Promise.all(settlements.map(({ paymentId }: { paymentId: string }) => onePayment(paymentId)));
    },
    /** A payment of Stripe that is recorded. */
    async received(amountMinor?: number, currency?: string) {
      const { invoice, intent, completed } = await paidAtStripe(amountMinor, currency);
      await send(completed);
      return { invoice, intent, payment: await paymentAt(intent.id) };
    },
  };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;
