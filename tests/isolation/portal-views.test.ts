import { beforeAll, describe, expect, inject, test } from 'vitest';
import { portalAccessKey, outboxKey, recordKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  portalToken,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];
let organization: TestOrganization;
let byOwner: Call;
let employee: Person;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR', country: 'ES' });
  byOwner = organization.owner.call;
  await readyToBill(byOwner, organization);
  const { version } = await bodyOf(200, byOwner('GET', organization.path));
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, byOwner('PATCH', organization.path, { body, ifMatch: version }));
  employee = await addMember(host, organization, 'employee');
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object, by: Call = byOwner): Promise<any> =>
  bodyOf(201, by('POST', at(plural), { body }));
const newCustomer = (owner?: Person): Promise<any> =>
  add('customers', { name: unique('Acme '), ...(owner ? { ownerId: owner.userId } : {}) });
const newContact = (customerId: string, email: string, owner?: Person): Promise<any> =>
  add('contacts', {
    ...{ firstName: 'Ana', customerId, email },
    ...(owner ? { ownerId: owner.userId } : {}),
  });
const setEmail = async (by: Call, { id }: { id: string }, email: string): Promise<void> => {
  const { version } = await bodyOf(200, byOwner('GET', at(`contacts/${id}`)));
  await bodyOf(200, by('PATCH', at(`contacts/${id}`), { body: { email }, ifMatch: version }));
};
const pathOf = ({ id }: { id: string }): string => at(`portal/clients/contact/${id}`);
const invite = (by: Call, contact: { id: string }) => by('POST', pathOf(contact), { body: {} });
const confirm = (by: Call, contact: { id: string }, email: string) =>
  by('POST', `${pathOf(contact)}/confirm`, { body: { email } });
const accessOf = async ({ id }: { id: string }): Promise<any> => {
  const query = { contactId: id };
  return (await bodyOf(200, byOwner('GET', at('portal/clients'), { query }))).items[0];
};
const unconfirmed = async (): Promise<any[]> =>
  (await bodyOf(200, byOwner('GET', at('portal/unconfirmed-clients'), { query: { limit: '100' } }))).items;
const accept = async (person: Person, after?: string): Promise<void> => {
  const token = await portalToken(host, person.email, organization.id, after);
  await bodyOf(200, person.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
};
/** Asks for access, and waits until the request is answered. */
const ask = async (email: string): Promise<void> => {
  const json = { orgId: organization.id, email };
  const { status } = await visit(host.url, 'POST', '/v1/portal/requests', { from: newAddress(), json });
  expect(status).toBe(204);
  await awaited(
    'the answer to a request',
    () => table.items(() => true, outboxKey(organization.id, '').pk),
    (left) => left.length === 0,
  );
};
const invitationsTo = async (email: string): Promise<number> =>
  (await host.mails(email)).filter(({ text }) => text.includes('/portal-invitation#')).length;
const newInvoice = async (customerId: string, owner?: Person): Promise<any> =>
  issued(
    byOwner,
    organization,
    await newDraft(byOwner, organization, customerId, [10_000], owner ? { ownerId: owner.userId } : {}),
  );
const statusOf = async ({ call }: Person, rest = ''): Promise<number> =>
  (await call('GET', at(`portal${rest}`))).status;

/** A customer of an employee with an invoice, a quote, an order and a payment each of the employee and of a colleague. */
async function shared(owner: Person = employee) {
  const customer = await newCustomer(owner);
  const customerId: string = customer.id;
  const made = async (by: Person | undefined) => {
    const owned = by ? { ownerId: by.userId } : {};
    const invoice = await newInvoice(customerId, by);
    const quote = await add('quotes', { customerId, lines, currency: 'EUR', ...owned });
    await bodyOf(200, byOwner('POST', at(`quotes/${quote.id}/mark-sent`), { ifMatch: quote.version }));
    const order = await add('orders', { customerId, lines, currency: 'EUR', ...owned });
    await bodyOf(200, byOwner('POST', at(`orders/${order.id}/confirm`), { ifMatch: order.version }));
    const amount = { amountMinor: 100, currency: 'EUR' };
    const payment = await add('payments', { customerId, amount, ...owned });
    return { invoices: invoice.id, quotes: quote.id, orders: order.id, payments: payment.id };
  };
  return { customerId, own: await made(owner), hidden: await made(undefined) };
}
const kinds = ['invoices', 'quotes', 'orders', 'payments'] as const;

/** What a client sees of each kind: the ids in the list, and the status of opening the hidden one. */
async function seenBy({ call }: Person, hidden: Record<(typeof kinds)[number], string>) {
  const lists = await Promise.all(
    kinds.map(async (kind) => (await bodyOf(200, call('GET', at(`portal/${kind}`)))).items),
  );
  const home = await bodyOf(200, call('GET', at('portal')));
  const opened = await Promise.all([
    call('POST', at(`portal/invoices/${hidden.invoices}/link`), { body: {} }),
    call('POST', at(`portal/quotes/${hidden.quotes}/link`), { body: {} }),
    call('GET', at(`portal/orders/${hidden.orders}`)),
  ]);
  return {
    ids: lists.map((items) => items.map(({ id }: { id: string }) => id).sort()),
    due: home.due.map(({ due }: any) => due.amountMinor),
    quotes: home.openQuotes,
    opened: opened.map(({ status }) => status),
  };
}

describe('an employee who invites a person of an own customer', () => {
  test('gives that person no more than the employee can read, until an administrator confirms the access', async () => {
    const { customerId, own, hidden } = await shared();
    const person = await newPerson(host);
    const contact = await newContact(customerId, person.email, employee);
    expect(await bodyOf(200, invite(employee.call, contact))).toMatchObject({
      state: 'invited',
      lentByIds: [employee.userId],
    });
    await accept(person);
    const limited = {
      ids: kinds.map((kind) => [own[kind]]),
      ...{ due: [10_000], quotes: 1, opened: [404, 404, 404] },
    };
    expect(await seenBy(person, hidden)).toEqual(limited);
    expect((await confirm(employee.call, contact, person.email)).status).toBe(403);
    expect(await seenBy(person, hidden)).toEqual(limited);
    expect((await confirm(byOwner, contact, `${unique('other')}@people.example`)).status).toBe(409);
    const listed = (await unconfirmed()).find(({ recordId }) => recordId === contact.id);
    expect(listed).toMatchObject({ email: person.email, state: 'active', customer: { id: customerId } });
    const confirmed = await bodyOf(200, confirm(byOwner, contact, person.email));
    expect(confirmed.lentByIds).toBeUndefined();
    expect(await seenBy(person, hidden)).toEqual({
      ids: kinds.map((kind) => [own[kind], hidden[kind]].sort()),
      ...{ due: [20_000], quotes: 2, opened: [200, 200, 200] },
    });
    expect((await unconfirmed()).some(({ recordId }) => recordId === contact.id)).toBe(false);
  });

  test('gives nothing once the employee can’t read the customer, or isn’t a member any more', async () => {
    const leaving = await addMember(host, organization, 'employee');
    const { customerId } = await shared(leaving);
    const person = await newPerson(host);
    const contact = await newContact(customerId, person.email, leaving);
    await bodyOf(200, invite(leaving.call, contact));
    await accept(person);
    expect(await statusOf(person)).toBe(200);
    const hand = async (ownerId: string) => {
      const { version } = await bodyOf(200, byOwner('GET', at(`customers/${customerId}`)));
      const body = { ownerId };
      await bodyOf(200, byOwner('PATCH', at(`customers/${customerId}`), { body, ifMatch: version }));
    };
    await hand(organization.owner.userId);
    expect(await statusOf(person)).toBe(404);
    await hand(leaving.userId);
    expect(await statusOf(person)).toBe(200);
    const { items } = await bodyOf(200, byOwner('GET', at('members')));
    const { version } = items.find(({ userId }: any) => userId === leaving.userId);
    const body = { active: false };
    await bodyOf(200, byOwner('PATCH', at(`members/${leaving.userId}`), { body, ifMatch: version }));
    expect(await statusOf(person)).toBe(404);
    await bodyOf(200, confirm(byOwner, contact, person.email));
    expect(await statusOf(person)).toBe(200);
  });

  test('can’t open by a link what the person doesn’t see any more', async () => {
    const { customerId, own } = await shared();
    const person = await newPerson(host);
    await bodyOf(200, invite(employee.call, await newContact(customerId, person.email, employee)));
    await accept(person);
    const path = at(`portal/invoices/${own.invoices}/link`);
    const { url } = await bodyOf(200, person.call('POST', path, { body: {} }));
    const opened = async () => {
      const { pathname, search } = new URL(url);
      return (await fetch(`${host.url}${pathname}${search}`)).status;
    };
    expect(await opened()).toBe(200);
    const { version } = await bodyOf(200, byOwner('GET', at(`invoices/${own.invoices}`)));
    const body = { ownerId: organization.owner.userId };
    await bodyOf(200, byOwner('PATCH', at(`invoices/${own.invoices}`), { body, ifMatch: version }));
    expect(await opened()).toBe(404);
  });

  test('doesn’t widen or narrow what an administrator has confirmed by sending the invitation again', async () => {
    const { customerId } = await shared();
    const contact = await newContact(customerId, `${unique('guest')}@people.example`, employee);
    expect((await bodyOf(200, invite(byOwner, contact))).lentByIds).toBeUndefined();
    const key = portalAccessKey(recordKey(organization.id, 'contact', contact.id));
    const letPauseEnd = () => table.change(key, { mailedAt: new Date(Date.now() - 61_000).toISOString() });
    await letPauseEnd();
    expect((await bodyOf(200, invite(employee.call, contact))).lentByIds).toBeUndefined();
    await setEmail(employee.call, contact, `${unique('own')}@people.example`);
    await letPauseEnd();
    expect((await bodyOf(200, invite(employee.call, contact))).lentByIds).toEqual([employee.userId]);
  });
});

describe('a request for access', () => {
  test('waits if whoever set the address can’t read the customer, and is granted by an administrator only', async () => {
    const customer = await newCustomer();
    await newInvoice(customer.id);
    const contact = await newContact(customer.id, `${unique('real')}@people.example`, employee);
    const person = await newPerson(host);
    await setEmail(employee.call, contact, person.email);
    await ask(person.email);
    await ask(person.email);
    expect(await accessOf(contact)).toMatchObject({ state: 'waiting', email: person.email });
    expect(await invitationsTo(person.email)).toBe(0);
    const told = await awaited(
      'an e-mail about the request',
      async () =>
        (await host.mails(organization.owner.email)).filter(({ text }) =>
          text.includes(`/o/${organization.id}/settings/portal`),
        ),
      (mails) => mails.length > 0,
    );
    expect(told).toHaveLength(1);
    expect((await unconfirmed()).find(({ recordId }) => recordId === contact.id)).toMatchObject({
      ...{ state: 'waiting', email: person.email, name: 'Ana' },
      customer: { id: customer.id, name: customer.name },
    });
    for (const attempt of [confirm(employee.call, contact, person.email), invite(employee.call, contact)])
      expect((await attempt).status).toBeGreaterThanOrEqual(403);
    expect(await invitationsTo(person.email)).toBe(0);
    expect(await bodyOf(200, confirm(byOwner, contact, person.email))).toMatchObject({ state: 'invited' });
    await accept(person);
    expect((await bodyOf(200, person.call('GET', at('portal/invoices')))).total).toBe(1);
  });

  test('isn’t granted to an address that the contact doesn’t have any more', async () => {
    const contact = await newContact((await newCustomer()).id, `${unique('real')}@people.example`, employee);
    const taken = `${unique('own')}@people.example`;
    await setEmail(employee.call, contact, taken);
    await ask(taken);
    await setEmail(byOwner, contact, `${unique('right')}@people.example`);
    expect((await confirm(byOwner, contact, taken)).status).toBe(409);
    expect((await unconfirmed()).some(({ recordId }) => recordId === contact.id)).toBe(false);
    expect(await invitationsTo(taken)).toBe(0);
  });

  test('gives what both those can read who chose the address and the customer', async () => {
    const { customerId, own, hidden } = await shared();
    const elsewhere = await newCustomer(employee);
    const person = await newPerson(host);
    const contact = await newContact(elsewhere.id, person.email, employee);
    const { version } = await bodyOf(200, employee.call('GET', at(`contacts/${contact.id}`)));
    const body = { customerId };
    await bodyOf(200, employee.call('PATCH', at(`contacts/${contact.id}`), { body, ifMatch: version }));
    await ask(person.email);
    expect(await accessOf(contact)).toMatchObject({ state: 'invited', lentByIds: [employee.userId] });
    await accept(person);
    expect((await seenBy(person, hidden)).ids).toEqual(kinds.map((kind) => [own[kind]]));
  });

  test('gives what an API key can read that set the address', async () => {
    const { customerId } = await shared();
    const permissions = ['contact:read', 'contact:update', 'customer:read', 'quote:read'];
    const key = await bodyOf(
      201,
      byOwner('POST', at('api-keys'), { body: { name: unique('key '), permissions } }),
    );
    const contact = await newContact(customerId, `${unique('real')}@people.example`);
    const person = await newPerson(host);
    await setEmail(callerWith(host.url, key.secret), contact, person.email);
    await ask(person.email);
    await accept(person);
    const totals = await Promise.all(
      kinds.map(async (kind) => (await bodyOf(200, person.call('GET', at(`portal/${kind}`)))).total),
    );
    expect(totals).toEqual([0, 2, 0, 0]);
    await bodyOf(204, byOwner('DELETE', at(`api-keys/${key.key.id}`), { ifMatch: key.key.version }));
    expect(await statusOf(person)).toBe(404);
  });

  test('gives everything if an administrator has set address and customer', async () => {
    const { customerId, own, hidden } = await shared();
    const person = await newPerson(host);
    const contact = await newContact(customerId, person.email, employee);
    await ask(person.email);
    await accept(person);
    expect((await accessOf(contact)).lentByIds).toBeUndefined();
    expect((await seenBy(person, hidden)).ids).toEqual(kinds.map((kind) => [own[kind], hidden[kind]].sort()));
  });
});

test('an access that an earlier release gave shows everything, and isn’t listed', async () => {
  const { customerId, own, hidden } = await shared();
  const person = await newPerson(host);
  const contact = await newContact(customerId, person.email, employee);
  await bodyOf(200, invite(byOwner, contact));
  await accept(person);
  const key = portalAccessKey(recordKey(organization.id, 'contact', contact.id));
  await table.change(key, { invitedById: employee.userId });
  expect((await seenBy(person, hidden)).ids).toEqual(kinds.map((kind) => [own[kind], hidden[kind]].sort()));
  expect((await unconfirmed()).some(({ recordId }) => recordId === contact.id)).toBe(false);
});
