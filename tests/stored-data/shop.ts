import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { customerOf, documentsIn, linkTo } from '../documents.ts';
import { addClient, addMember, makeTeam } from '../organization.ts';
import { deliver, eventOf } from '../stripe/connected.ts';
import { stripeAt } from '../stripe/server.ts';
import { sessionOf } from '../stripe/shop.ts';
import { done, money, patch, post, type Filling, type Values } from './filling.ts';
import { stripeKeys, type PaidAtStripe } from './stored.ts';

/** Days on which invoices were issued and due, so that nothing depends on the day on which the data are written. */
export const issuedOn = '2026-11-02';
export const notDue = '2090-01-31';
const longDue = '2026-11-05';

const consulting = { description: 'Consulting', quantity: 2.5, unitPriceMinor: 8_000, taxPercent: 21 };
const untaxed = { as: 'disbursement', reason: 'Train' };
const travel = { description: 'Travel', quantity: 1, unitPriceMinor: 5_000, untaxed };

/**
 * Fills an organization that sells: with products, documents and payments in every state. Returns a payment that Stripe
 * has collected, but about which it hasn't sent an event yet.
 */
export async function fillShop(filling: Filling, stripeUrl: string): Promise<PaidAtStripe> {
  await addPeople(filling);
  await addProducts(filling);
  await addQuotesAndOrders(filling);
  await addInvoices(filling);
  return addStripePayments(filling, stripeUrl);
}

/** Documents of the shop, whose ids are kept by names. */
function documentsOf({ organization, ids }: Filling) {
  const { add, verb, read } = documentsIn(() => organization);
  const { call } = organization.owner;
  const keep = <Made extends { id: string }>(name: string, made: Made): Made => {
    ids[name] = made.id;
    return made;
  };
  return {
    read,
    make: async (name: string, plural: string, body: object): Promise<any> =>
      keep(name, await add(plural, body)),
    act: async (plural: string, document: any, name: string, body?: object): Promise<any> =>
      bodyOf(
        ['order', 'invoice', 'credit'].includes(name) ? 201 : 200,
        verb(call, plural, document, name, body),
      ),
    keep,
  };
}

async function addPeople(filling: Filling): Promise<void> {
  const { host, organization, ids, people } = filling;
  const { path, owner } = organization;
  const { make } = documentsOf(filling);
  await addMember(host, organization, 'manager', people.bruno);
  await addMember(host, organization, 'employee', people.carla);
  await makeTeam(organization, people.bruno!, [people.carla!]);
  const acme = {
    name: 'Acme',
    legalName: 'Acme S.A.',
    taxId: 'A58818501',
    country: 'ES',
    ownerId: ids.bruno,
  };
  await make('acme', 'customers', { ...acme, email: 'acme@firms.example' });
  await make('beta', 'customers', { name: 'Beta', country: 'CO', email: 'beta@firms.example' });
  await make('supplier', 'vendors', { name: 'Bolts', email: 'bolts@firms.example' });
  const customerId = ids.acme!;
  const { contactId } = await addClient(host, organization, { person: people.pia!, customerId });
  ids['client pia'] = contactId;
  const rosa = await addClient(host, organization, { person: people.rosa!, customerId });
  ids['client rosa'] = rosa.contactId;
  const access = `${path}/portal/clients/contact`;
  await bodyOf(204, owner.call('DELETE', `${access}/${rosa.contactId}`));
  const raul = { firstName: 'Raúl', email: 'raul@users.example', customerId };
  await make('client raul', 'contacts', raul);
  await done(owner.call, `${access}/${ids['client raul']}`, {});
  await lendView(filling, access);
}

/** Gives access that shows what the employee who gave it can read, because nobody has confirmed it. */
async function lendView(filling: Filling, access: string): Promise<void> {
  const { make } = documentsOf(filling);
  const ownerId = filling.ids.carla;
  const { id: customerId } = await make('gamma', 'customers', { name: 'Gamma', ownerId });
  const lena = { firstName: 'Lena', email: 'lena@users.example', customerId, ownerId };
  await make('client lena', 'contacts', lena);
  await done(filling.people.carla!.call, `${access}/${filling.ids['client lena']}`, {});
}

async function addProducts(filling: Filling): Promise<void> {
  const { organization, ids } = filling;
  const { path, owner } = organization;
  const { make } = documentsOf(filling);
  await readyToBill(owner.call, organization);
  const billing = await bodyOf(200, owner.call('GET', `${path}/billing`));
  const changes = { reminderDays: [], footer: 'Thank you', dueDays: 20 };
  await patch(owner.call, `${path}/billing`, billing.version, changes);
  const { version } = await bodyOf(200, owner.call('GET', `${path}/custom-fields/invoice`));
  const project = { key: 'project', label: 'Project', kind: 'text', searchable: true };
  await post(owner.call, `${path}/custom-fields/invoice`, project, version);
  ids['tag urgent'] = (await post(owner.call, `${path}/tags`, { name: 'Urgent', color: 'red' })).id;
  const hour = { name: 'Consulting', unit: 'hour', price: money(8_000, 'EUR'), taxPercent: 21 };
  await make('product hour', 'products', { ...hour, otherPrices: [money(9_000)], category: 'Services' });
  await make('product plan', 'products', { name: 'Plan', price: money(1_900, 'EUR'), intervalMonths: 1 });
  const perMessage = { amount: '0.0125', currency: 'EUR' };
  await make('product message', 'products', { name: 'Message', unit: 'SMS', price: perMessage });
  await make('product old', 'products', { name: 'Old', statusId: 'retired', tagIds: [ids['tag urgent']] });
}

async function addQuotesAndOrders(filling: Filling): Promise<void> {
  const { host, organization, ids } = filling;
  const { make, act, keep } = documentsOf(filling);
  const lines = [{ ...consulting, productId: ids['product hour'], withholdingPercent: 15 }, travel];
  const common = { customerId: ids.acme, currency: 'EUR', lines, quotedOn: issuedOn, validUntil: notDue };
  const newQuote = (name: string, more: Values = {}) =>
    make(`quote ${name}`, 'quotes', { ...common, title: `A quote, ${name}`, ownerId: ids.carla, ...more });
  const sent = async (name: string, more: Values = {}) =>
    act('quotes', await newQuote(name, more), 'mark-sent');
  await make('deal', 'deals', { title: 'Roof', customerId: ids.acme, lines });
  keep(
    'quote of deal',
    await post(organization.owner.call, `${organization.path}/quotes/from-deal`, { dealId: ids.deal }),
  );
  await newQuote('draft', { discountPercent: 5 });
  await sent('sent');
  await act('quotes', await newQuote('mailed'), 'send', { email: 'acme@firms.example' });
  await act('quotes', await sent('declined'), 'decline', { by: 'Pia', reason: 'Too dear' });
  const linked = await sent('accepted by link');
  const key = await linkTo(organization, linked);
  const { seenOf, answer } = customerOf(host.url);
  const accepted = { answer: 'accept', by: 'Pia', seen: await seenOf(key) };
  const { status, text } = await answer(key, accepted, 'json');
  if (status >= 400) throw new Error(`the answer to a quote was refused: ${text}`);
  ids['key of quote'] = await linkTo(organization, await sent('open by link'));
  const exact = {
    description: 'Messages',
    quantity: 1_000,
    unit: 'SMS',
    unitPrice: '0.0125',
    taxPercent: 21,
  };
  const direct = await act('quotes', await sent('billed', { lines: [exact] }), 'accept', {});
  keep('invoice of quote', await act('quotes', direct, 'invoice'));
  const won = await act('quotes', await sent('accepted'), 'accept', { by: 'Pia' });
  const order = keep('order delivered in part', await act('quotes', won, 'order'));
  const delivered = [{ line: 0, quantity: 1 }];
  await act('orders', await act('orders', order, 'confirm'), 'fulfill', { delivered });
  const newOrder = (name: string) =>
    make(`order ${name}`, 'orders', { customerId: ids.acme, currency: 'EUR', lines, orderedOn: issuedOn });
  await newOrder('draft');
  await act('orders', await newOrder('canceled'), 'cancel', { reason: 'Ordered twice' });
  await act('orders', await act('orders', await newOrder('fulfilled'), 'confirm'), 'fulfill', {});
}

async function addInvoices(filling: Filling): Promise<void> {
  const { organization, ids } = filling;
  const { owner, path } = organization;
  const { act, keep, make, read } = documentsOf(filling);
  const draft = async (name: string, amount: number, more: Values = {}) =>
    keep(
      `invoice ${name}`,
      await newDraft(owner.call, organization, ids.acme!, [amount], {
        ...{ currency: 'EUR', dueOn: notDue, ownerId: ids.bruno, reference: `Ref ${name}` },
        ...more,
      }),
    );
  const issue = async (name: string, amount: number, more: Values = {}) =>
    issued(owner.call, organization, await draft(name, amount, more), { issuedOn });
  const pay = (name: string, amountMinor: number, of?: string, allocated = amountMinor) =>
    make(`payment ${name}`, 'payments', {
      ...{ customerId: ids.acme, amount: money(amountMinor, 'EUR'), receivedOn: issuedOn },
      ...(of ? { allocations: [{ invoiceId: ids[`invoice ${of}`], amountMinor: allocated }] } : {}),
    });
  await draft('draft', 1_000);
  const ofOrder = { orderId: ids['order fulfilled'] };
  const billed = await post(owner.call, `${path}/invoices/from-order`, ofOrder);
  keep(
    'invoice of order',
    await patch(owner.call, `${path}/invoices/${billed.id}`, billed.version, { dueOn: notDue }),
  );
  await issued(owner.call, organization, await read('invoices', { id: billed.id }), { issuedOn });
  const open = await issue('open', 12_345, { custom: { project: 'Tower' }, tagIds: [ids['tag urgent']] });
  ids['key of invoice'] = await linkTo(organization, open);
  await issue('overdue', 20_000, { dueOn: longDue });
  await issue('void', 30_000).then((made) => act('invoices', made, 'void', { reason: 'A mistake' }));
  await issue('paid in part', 40_000);
  await pay('in part', 15_000, 'paid in part');
  await issue('paid', 50_000);
  await pay('in full', 60_000, 'paid', 50_000);
  await issue('withheld from', 10_000);
  const withheld = { invoiceId: ids['invoice withheld from'], amountMinor: 9_600, withheldMinor: 400 };
  await make('payment with withholding', 'payments', {
    ...{ customerId: ids.acme, amount: money(9_600, 'EUR'), receivedOn: issuedOn, allocations: [withheld] },
  });
  await issue('credited in part', 10_000);
  const credit = { reason: 'Returned', lines: [{ line: 0, quantity: 0.4 }] };
  const credited = await read('invoices', { id: ids['invoice credited in part'] });
  keep('credit note', await act('invoices', credited, 'credit', credit));
  const amounts = [{ line: 0, netMinor: 1_000 }];
  const rest = await read('invoices', credited);
  keep('credit note by amount', await act('invoices', rest, 'credit', { reason: 'Too dear', amounts }));
  await issue('credited', 9_000).then((made) => act('invoices', made, 'credit', { reason: 'Returned' }));
  await issue('in dollars', 70_000, { currency: 'USD', customerId: ids.beta });
  await pay('left over', 5_000);
  await act('payments', await pay('paid back', 4_000), 'refund', { amountMinor: 1_000, reason: 'Too much' });
  await act('payments', await pay('canceled', 3_000), 'cancel', { reason: 'A mistake' });
}

async function addStripePayments(filling: Filling, stripeUrl: string): Promise<PaidAtStripe> {
  const { host, organization, ids } = filling;
  const { owner, path } = organization;
  const { keep } = documentsOf(filling);
  const headers = { 'if-match': '*' };
  await bodyOf(200, owner.call('PATCH', `${path}/billing/stripe`, { body: stripeKeys, headers }));
  const stripe = stripeAt(stripeUrl, stripeKeys.secretKey);
  const paid = async (name: string, amount: number) => {
    const more = { currency: 'EUR', dueOn: notDue };
    const draft = await newDraft(owner.call, organization, ids.acme!, [amount], more);
    const invoice = keep(`invoice ${name}`, await issued(owner.call, organization, draft, { issuedOn }));
    const { url } = await done(owner.call, `${path}/invoices/${invoice.id}/checkout`);
    const { session, intent } = await stripe.pay(sessionOf(url), {});
    return { intent, event: eventOf('checkout.session.completed', session) };
  };
  const { event } = await paid('paid at Stripe', 11_000);
  const { status } = await deliver(host, organization.id, event, stripeKeys);
  if (status !== 204) throw new Error(`the event of Stripe was answered ${status}`);
  const [settled] = (await bodyOf(200, owner.call('GET', `${path}/payments?limit=1`))).items;
  keep('payment of Stripe', settled);
  return paid('paid without an event', 13_000);
}
