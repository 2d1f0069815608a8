import { issued, newDraft, readyToBill } from './billing.ts';
import { bodyOf } from './caller.ts';
import type { TestOrganization } from './organization.ts';
import { ensureStripe, newStripeKeys } from './stripe/connected.ts';

interface Made {
  params: Record<string, string>;
  version?: number;
  body?: unknown;
}
type Make = (organization: TestOrganization, owned: object) => Promise<Made>;

const line = { description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 };

const created = ({ owner, path }: TestOrganization, plural: string, body: object): Promise<any> =>
  bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
const newCustomer = (organization: TestOrganization, owned: object): Promise<any> =>
  created(organization, 'customers', { name: 'Acme', ...owned });

async function newOrder(organization: TestOrganization, owned: object): Promise<any> {
  const { id: customerId } = await newCustomer(organization, owned);
  return created(organization, 'orders', { customerId, lines: [line], ...owned });
}
const orderVerb = (
  { owner, path }: TestOrganization,
  order: any,
  verb: string,
  sent: object = {},
): Promise<any> =>
  bodyOf(200, owner.call('POST', `${path}/orders/${order.id}/${verb}`, { ifMatch: order.version, ...sent }));

const confirmedOrder = async (organization: TestOrganization, owned: object): Promise<any> =>
  orderVerb(organization, await newOrder(organization, owned), 'confirm');

async function newQuote(organization: TestOrganization, owned: object): Promise<any> {
  const { id: customerId } = await newCustomer(organization, owned);
  return created(organization, 'quotes', { customerId, lines: [line], ...owned });
}
const quoteVerb = (
  { owner, path }: TestOrganization,
  quote: any,
  verb: string,
  sent: object = {},
): Promise<any> =>
  bodyOf(200, owner.call('POST', `${path}/quotes/${quote.id}/${verb}`, { ifMatch: quote.version, ...sent }));
const sentQuote = async (organization: TestOrganization, owned: object): Promise<any> =>
  quoteVerb(organization, await newQuote(organization, owned), 'mark-sent');

const acceptedQuote = async (organization: TestOrganization, owned: object): Promise<any> =>
  quoteVerb(organization, await sentQuote(organization, owned), 'accept', { body: {} });

async function newDeal(organization: TestOrganization, owned: object): Promise<any> {
  const { id: customerId } = await newCustomer(organization, owned);
  return created(organization, 'deals', { title: 'Website', customerId, lines: [line], ...owned });
}

async function draft(organization: TestOrganization, owned: object): Promise<any> {
  await readyToBill(organization.owner.call, organization);
  const { id } = await newCustomer(organization, owned);
  return newDraft(organization.owner.call, organization, id, [5_000], owned);
}
const invoice = async (organization: TestOrganization, owned: object): Promise<any> =>
  issued(organization.owner.call, organization, await draft(organization, owned));
const newPayment = (organization: TestOrganization, owned: object): Promise<any> =>
  created(organization, 'payments', { amount: { amountMinor: 5_000, currency: 'EUR' }, ...owned });

const subjectOf = ({ id, version }: any, body?: object): Made => ({
  params: { id },
  version,
  ...(body ? { body } : {}),
});

const toCustomer = { email: 'accounts@customers.example' };

/** The subjects of operations that need more than a record with its required fields, by the operation's name. */
export const moneySubjects: Record<string, Make> = {
  'quotes.fromDeal': async (organization, owned) => ({
    params: {},
    body: { dealId: (await newDeal(organization, owned)).id },
  }),
  'quotes.markSent': async (organization, owned) => subjectOf(await newQuote(organization, owned)),
  'quotes.email': async (organization, owned) => subjectOf(await newQuote(organization, owned)),
  'quotes.send': async (organization, owned) => subjectOf(await newQuote(organization, owned), toCustomer),
  'quotes.createLink': async (organization, owned) => subjectOf(await sentQuote(organization, owned)),
  'quotes.revokeLinks': async (organization, owned) => subjectOf(await sentQuote(organization, owned)),
  'quotes.accept': async (organization, owned) => subjectOf(await sentQuote(organization, owned), {}),
  'quotes.decline': async (organization, owned) => subjectOf(await sentQuote(organization, owned), {}),
  'quotes.reopen': async (organization, owned) => subjectOf(await sentQuote(organization, owned)),
  'quotes.toOrder': async (organization, owned) => subjectOf(await acceptedQuote(organization, owned)),
  'quotes.toInvoice': async (organization, owned) => subjectOf(await acceptedQuote(organization, owned)),
  'orders.fromDeal': async (organization, owned) => ({
    params: {},
    body: { dealId: (await newDeal(organization, owned)).id },
  }),
  'orders.confirm': async (organization, owned) => subjectOf(await newOrder(organization, owned)),
  'orders.fulfill': async (organization, owned) => subjectOf(await confirmedOrder(organization, owned), {}),
  'orders.correctDelivery': async (organization, owned) =>
    subjectOf(await confirmedOrder(organization, owned), { delivered: [{ line: 0, quantity: 1 }] }),
  'orders.cancel': async (organization, owned) => subjectOf(await newOrder(organization, owned), {}),
  'orders.reopen': async (organization, owned) =>
    subjectOf(await orderVerb(organization, await newOrder(organization, owned), 'cancel', { body: {} })),
  'invoices.fromOrder': async (organization, owned) => ({
    params: {},
    body: { orderId: (await confirmedOrder(organization, owned)).id },
  }),
  'invoices.fromDeal': async (organization, owned) => ({
    params: {},
    body: { dealId: (await newDeal(organization, owned)).id },
  }),
  'invoices.nextIssue': async (organization, owned) => subjectOf(await draft(organization, owned)),
  'invoices.issue': async (organization, owned) => subjectOf(await draft(organization, owned), {}),
  'invoices.issueNotices': async (organization, owned) => subjectOf(await draft(organization, owned)),
  'invoices.email': async (organization, owned) => subjectOf(await invoice(organization, owned)),
  'invoices.send': async (organization, owned) => subjectOf(await invoice(organization, owned), toCustomer),
  'invoices.createLink': async (organization, owned) => subjectOf(await invoice(organization, owned)),
  'invoices.revokeLinks': async (organization, owned) => subjectOf(await invoice(organization, owned)),
  'invoices.void': async (organization, owned) =>
    subjectOf(await invoice(organization, owned), { reason: 'A mistake' }),
  'invoices.credit': async (organization, owned) =>
    subjectOf(await invoice(organization, owned), { reason: 'Returned' }),
  'invoices.checkout': async (organization, owned) => {
    await ensureStripe(organization);
    return subjectOf(await invoice(organization, owned));
  },
  'invoices.reminders': async (organization, owned) => subjectOf(await invoice(organization, owned)),
  'invoices.remind': async (organization, owned) =>
    subjectOf(await invoice(organization, owned), { email: 'billing@example.com' }),
  'payments.refund': async (organization, owned) =>
    subjectOf(await newPayment(organization, owned), { amountMinor: 100 }),
  'payments.cancel': async (organization, owned) => subjectOf(await newPayment(organization, owned), {}),
};

/** The billing settings, or the account at Stripe, and a change to them. */
export async function billingSubject(
  { organization }: { organization: TestOrganization },
  verb: string,
): Promise<Made> {
  const { owner, path } = organization;
  if (verb.endsWith('Stripe')) {
    await ensureStripe(organization);
    const { version } = await bodyOf(200, owner.call('GET', `${path}/billing/stripe`));
    return { params: {}, version, body: newStripeKeys() };
  }
  const { version, dueDays } = await bodyOf(200, owner.call('GET', `${path}/billing`));
  return { params: {}, version, body: { dueDays: (Number(dueDays) + 1) % 90 } };
}

/** A draft of the document that an operation prints. */
export async function documentSubject(
  { organization, ownerId }: { organization: TestOrganization; ownerId?: string },
  verb: string,
): Promise<Made> {
  const owned = ownerId === undefined ? {} : { ownerId };
  return subjectOf(await (verb === 'quotePdf' ? newQuote(organization, owned) : draft(organization, owned)));
}
