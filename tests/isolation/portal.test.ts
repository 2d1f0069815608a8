import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { sendAnswerFile } from '../files.ts';
import { connectHost } from '../host.ts';
import { mergeBody } from '../merges.ts';
import {
  addClient,
  addMember,
  newOrganization,
  newPerson,
  portalToken,
  unique,
  type Person,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { seen } from './seen.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let byOwner: Call;
let acme: TestClient;
let globex: TestClient;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  byOwner = organization.owner.call;
  await readyToBill(byOwner, organization);
  [acme, globex] = [await addClient(host, organization), await addClient(host, organization)];
});

const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];
const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(plural), { body }));
const get = ({ person }: TestClient, rest: string, query: Record<string, string> = {}) =>
  person.call('GET', at(`portal${rest}`), { query });
const send = ({ person }: TestClient, rest: string, body: object = {}) =>
  person.call('POST', at(`portal${rest}`), { body });
const clientsPath = ({ contactId }: { contactId: string }) => at(`portal/clients/contact/${contactId}`);
const newIssue = (customerId: string): Promise<any> => add('issues', { customerId, subject: 'Broken' });
const newInvoice = async (customerId: string): Promise<any> =>
  issued(byOwner, organization, await newDraft(byOwner, organization, customerId, [10_000]));
const accept = ({ call }: Person, token: string) =>
  call('POST', '/v1/portal/invitations/accept', { body: { token } });

/** The status of the page and of the PDF of a document whose links a client has opened. */
async function linkStatus(client: TestClient, invoiceId: string): Promise<() => Promise<number[]>> {
  const { url, pdfUrl } = await bodyOf(200, send(client, `/invoices/${invoiceId}/link`));
  const statusOf = async (link: string): Promise<number> => {
    const { pathname, search } = new URL(link);
    return (await fetch(`${host.url}${pathname}${search}`)).status;
  };
  return () => Promise.all([url, pdfUrl].map(statusOf));
}

describe('what belongs to another customer', () => {
  test('is answered like what never existed, whatever a client names', async () => {
    const { customerId } = globex;
    const { id: invoice } = await newInvoice(customerId);
    const order = await add('orders', { customerId, lines });
    await bodyOf(200, byOwner('POST', at(`orders/${order.id}/confirm`), { ifMatch: order.version }));
    const quote = await add('quotes', { customerId, lines });
    await bodyOf(200, byOwner('POST', at(`quotes/${quote.id}/mark-sent`), { ifMatch: quote.version }));
    const { id: issue } = await newIssue(customerId);
    const file = await sendAnswerFile(byOwner, at(`issues/${issue}`));
    const declared = { name: 'a.png', type: 'image/png', sizeBytes: 10 };
    const attempts: ((ids: Record<string, string>) => ReturnType<Call>)[] = [
      (ids) => send(acme, `/invoices/${ids.invoice}/link`),
      (ids) => send(acme, `/quotes/${ids.quote}/link`),
      (ids) => get(acme, `/orders/${ids.order}`),
      (ids) => get(acme, `/issues/${ids.issue}`),
      (ids) => get(acme, `/issues/${ids.issue}/answers`),
      (ids) => get(acme, `/issues/${ids.issue}/files/${ids.file}`),
      (ids) => send(acme, `/issues/${ids.issue}/answers`, { body: 'Hello' }),
      (ids) => send(acme, `/issues/${ids.issue}/files`, declared),
      (ids) => send(acme, `/issues/${ids.issue}/files/${ids.file}/finish`),
      (ids) => send(acme, `/issues/${ids.issue}/resolve`),
      (ids) => send(acme, `/issues/${ids.issue}/rating`, { satisfied: false }),
      ...['', '/invoices', '/quotes', '/orders', '/payments', '/issues', '/profile'].map(
        (rest) => (ids: Record<string, string>) => get(acme, rest, { customerId: ids.customer! }),
      ),
    ];
    const foreign = { invoice, order: order.id, quote: quote.id, issue, file, customer: customerId };
    const never = Object.fromEntries(Object.keys(foreign).map((name) => [name, uuidv7()]));
    for (const attempt of attempts) {
      const answer = await attempt(foreign);
      expect(answer.status).toBe(404);
      expect(seen(answer)).toEqual(seen(await attempt(never)));
    }
    expect(await bodyOf(200, byOwner('GET', at(`issues/${issue}`)))).not.toHaveProperty('satisfied');
  });

  test('isn’t counted, listed or summed', async () => {
    const { customerId } = globex;
    await newInvoice(customerId);
    await newIssue(customerId);
    await add('payments', { customerId, amount: { amountMinor: 100, currency: 'EUR' } });
    const client = await addClient(host, organization);
    const home = await bodyOf(200, get(client, ''));
    expect(home).toMatchObject({ due: [], openIssues: 0, openQuotes: 0 });
    for (const rest of ['/invoices', '/quotes', '/orders', '/payments', '/issues'])
      expect(await bodyOf(200, get(client, rest))).toMatchObject({ items: [], total: 0 });
  });
});

describe('links that a client has opened end', () => {
  test('when the contact acts for another customer', async () => {
    const client = await addClient(host, organization);
    const status = await linkStatus(client, (await newInvoice(client.customerId)).id);
    expect(await status()).toEqual([200, 200]);
    const body = { customerId: globex.customerId };
    await bodyOf(200, byOwner('PATCH', at(`contacts/${client.contactId}`), { body, ifMatch: 1 }));
    expect(await status()).toEqual([404, 404]);
  });

  test('when another person has the contact’s access', async () => {
    const client = await addClient(host, organization);
    const status = await linkStatus(client, (await newInvoice(client.customerId)).id);
    await bodyOf(204, byOwner('DELETE', clientsPath(client)));
    const successor = await newPerson(host);
    const body = { email: successor.email };
    await bodyOf(200, byOwner('PATCH', at(`contacts/${client.contactId}`), { body, ifMatch: 1 }));
    await bodyOf(200, byOwner('POST', clientsPath(client), { body: {} }));
    await bodyOf(200, accept(successor, await portalToken(host, successor.email, organization.id)));
    expect((await get({ ...client, person: successor }, '')).status).toBe(200);
    expect((await get(client, '')).status).toBe(404);
    expect(await status()).toEqual([404, 404]);
  });
});

describe('a client finds nothing', () => {
  test('of issues in the trash, and only the remaining one of those that became part of another', async () => {
    const { customerId } = acme;
    const [trashed, merged, kept] = [
      await newIssue(customerId),
      await newIssue(customerId),
      await newIssue(customerId),
    ];
    await bodyOf(200, byOwner('DELETE', at(`issues/${trashed.id}`), { ifMatch: trashed.version }));
    const merge = { body: mergeBody([merged]), ifMatch: kept.version };
    await bodyOf(200, byOwner('POST', at(`issues/${kept.id}/merge`), merge));
    expect((await get(acme, `/issues/${trashed.id}`)).status).toBe(404);
    for (const { id } of [merged, kept])
      expect(await bodyOf(200, get(acme, `/issues/${id}`))).toMatchObject({ id: kept.id });
  });

  test('of canceled payments', async () => {
    const amount = { amountMinor: 100, currency: 'EUR' };
    const { customerId } = acme;
    const canceled = await add('payments', { customerId, amount });
    const cancel = { body: {}, ifMatch: canceled.version };
    await bodyOf(200, byOwner('POST', at(`payments/${canceled.id}/cancel`), cancel));
    expect(await bodyOf(200, get(acme, '/payments'))).toMatchObject({ items: [], total: 0 });
  });

  test('as a vendor that names a customer', async () => {
    const person = await newPerson(host);
    const { id } = await add('vendors', { name: 'Initech', email: person.email });
    await bodyOf(200, byOwner('POST', at(`portal/clients/vendor/${id}`), { body: {} }));
    await bodyOf(200, accept(person, await portalToken(host, person.email, organization.id)));
    const ofVendor = (query: Record<string, string>) => person.call('GET', at('portal'), { query });
    expect((await ofVendor({})).status).toBe(200);
    expect((await ofVendor({ customerId: acme.customerId })).status).toBe(404);
  });
});

describe('members', () => {
  test('don’t look at the portal of a customer in the trash', async () => {
    const { id } = await add('customers', { name: unique('Trashed ') });
    const look = () => byOwner('GET', at('portal'), { query: { customerId: id } });
    expect((await look()).status).toBe(200);
    await bodyOf(200, byOwner('DELETE', at(`customers/${id}`), { ifMatch: 1 }));
    expect((await look()).status).toBe(404);
  });

  test('look at what they can read themselves in the portal of an own customer, and at nothing else', async () => {
    const employee = await addMember(host, organization, 'employee');
    const { id: customerId } = await add('customers', { name: unique('Own '), ownerId: employee.userId });
    const look = async (rest: string): Promise<any> =>
      bodyOf(200, employee.call('GET', at(`portal${rest}`), { query: { customerId } }));
    const more = { customerId, lines };
    const order = await add('orders', more);
    await bodyOf(200, byOwner('POST', at(`orders/${order.id}/confirm`), { ifMatch: order.version }));
    const quote = await add('quotes', more);
    await bodyOf(200, byOwner('POST', at(`quotes/${quote.id}/mark-sent`), { ifMatch: quote.version }));
    const invoice = await newInvoice(customerId);
    await add('payments', {
      customerId,
      amount: { amountMinor: 100, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 100 }],
      ownerId: employee.userId,
    });
    for (const rest of ['/invoices', '/quotes', '/orders'])
      expect(await look(rest)).toMatchObject({ items: [], total: 0 });
    expect((await look('/payments')).items).toMatchObject([{ invoices: [] }]);
    // Everybody reads all issues.
    const { id: issue } = await newIssue(customerId);
    expect(await look('')).toMatchObject({ due: [], openIssues: 1, openQuotes: 0 });
    expect(await look(`/issues/${issue}`)).toMatchObject({ id: issue });
    const hidden = employee.call('GET', at(`portal/orders/${order.id}`), { query: { customerId } });
    expect((await hidden).status).toBe(404);
    const own = await add('orders', { ...more, ownerId: employee.userId });
    await bodyOf(200, byOwner('POST', at(`orders/${own.id}/confirm`), { ifMatch: own.version }));
    const elsewhere = await add('orders', { customerId: acme.customerId, lines, ownerId: employee.userId });
    await bodyOf(200, byOwner('POST', at(`orders/${elsewhere.id}/confirm`), { ifMatch: elsewhere.version }));
    expect(await look('/orders')).toMatchObject({ items: [{ id: own.id }], total: 1 });
    expect(await look(`/orders/${own.id}`)).toMatchObject({ id: own.id });
    const byAll = byOwner('GET', at('portal'), { query: { customerId } });
    expect(await bodyOf(200, byAll)).toMatchObject({ openQuotes: 1, due: [{ count: 1 }] });
  });

  test('see who has access among the contacts and customers within reach only', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = { name: unique('Own '), ownerId: employee.userId };
    const { id: customerId } = await add('customers', own);
    const { contactId } = await addClient(host, organization, { customerId });
    const list = (query: Record<string, string>, call = employee.call) =>
      call('GET', at('portal/clients'), { query });
    expect((await bodyOf(200, list({ customerId }, byOwner))).items).toMatchObject([{ recordId: contactId }]);
    // The contact isn't the employee's.
    expect(await bodyOf(200, list({ customerId }))).toEqual({ items: [] });
    expect((await list({ contactId })).status).toBe(404);
    expect((await list({ customerId: acme.customerId })).status).toBe(404);
    expect((await employee.call('DELETE', clientsPath({ contactId }))).status).toBe(404);
  });
});

test('an invitation isn’t accepted while its contact is in the trash', async () => {
  const person = await newPerson(host);
  const { customerId } = acme;
  const contact = await add('contacts', { firstName: 'Ana', email: person.email, customerId });
  await bodyOf(200, byOwner('POST', clientsPath({ contactId: contact.id }), { body: {} }));
  const token = await portalToken(host, person.email, organization.id);
  await bodyOf(200, byOwner('DELETE', at(`contacts/${contact.id}`), { ifMatch: contact.version }));
  expect((await accept(person, token)).status).toBe(404);
  await bodyOf(200, byOwner('POST', at(`contacts/${contact.id}/restore`)));
  await bodyOf(200, accept(person, token));
});
