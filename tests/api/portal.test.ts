import { portalAccessKey, recordKey } from '#data/store/keys.ts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  newOrganization,
  newPerson,
  unique,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let byOwner: Call;
let acme: TestClient;
let globex: TestClient;

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(plural), { body }));
const read = (client: TestClient, rest: string, query: Record<string, string> = {}): Promise<any> =>
  bodyOf(200, client.person.call('GET', at(`portal${rest}`), { query }));
const status = async (client: TestClient, rest: string, method = 'GET', body?: object): Promise<number> =>
  (await client.person.call(method, at(`portal${rest}`), body ? { body } : {})).status;
const idsOf = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id);

const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  byOwner = organization.owner.call;
  await readyToBill(byOwner, organization);
  acme = await addClient(host, organization);
  globex = await addClient(host, organization);
});

/** An issued invoice of a customer. */
const newInvoice = async ({ customerId }: TestClient, more: object = {}): Promise<any> =>
  issued(byOwner, organization, await newDraft(byOwner, organization, customerId, [10_000], more));

describe('a client', () => {
  test('is welcomed by the organization, as whom the contact is', async () => {
    const home = await read(acme, '');
    expect(home).toMatchObject({
      organization: { id: organization.id },
      kind: 'contact',
      name: 'Client',
      customer: { id: acme.customerId },
    });
    expect(home.isPreview).toBeUndefined();
    const me = await bodyOf(200, acme.person.call('GET', '/v1/me'));
    expect(me.organizations).toMatchObject([{ id: organization.id, role: 'client' }]);
  });

  test('sees invoices of its customer once they are issued, with what is due, and no others', async () => {
    const client = await addClient(host, organization);
    const open = await newInvoice(client);
    const draft = await newDraft(byOwner, organization, client.customerId, [1_000]);
    const voided = await newInvoice(client);
    await bodyOf(
      200,
      byOwner('POST', at(`invoices/${voided.id}/void`), {
        body: { reason: 'Wrong' },
        ifMatch: voided.version,
      }),
    );
    await newInvoice(globex);
    for (const { id } of [draft, voided])
      expect(await status(client, `/invoices/${id}/link`, 'POST', {})).toBe(404);
    const { items, total } = await read(client, '/invoices');
    expect(items).toEqual([
      {
        id: open.id,
        number: open.number,
        isCreditNote: false,
        statusId: 'open',
        issuedOn: open.issuedOn,
        dueOn: open.dueOn,
        total: { amountMinor: 10_000, currency: 'EUR' },
        due: { amountMinor: 10_000, currency: 'EUR' },
        pending: { amountMinor: 0, currency: 'EUR' },
      },
    ]);
    expect(total).toBe(1);
    expect((await read(client, '')).due).toEqual([
      {
        due: { amountMinor: 10_000, currency: 'EUR' },
        overdue: { amountMinor: 0, currency: 'EUR' },
        pending: { amountMinor: 0, currency: 'EUR' },
        count: 1,
      },
    ]);
  });

  test('opens an invoice and a quote by links that stop working with the access', async () => {
    const client = await addClient(host, organization);
    const invoice = await newInvoice(client);
    const quote = await add('quotes', { customerId: client.customerId, lines, currency: 'EUR' });
    expect(await status(client, `/quotes/${quote.id}/link`, 'POST', {})).toBe(404);
    await bodyOf(200, byOwner('POST', at(`quotes/${quote.id}/mark-sent`), { ifMatch: quote.version }));
    expect(idsOf(await read(client, '/quotes'))).toEqual([quote.id]);
    const open = async (rest: string): Promise<{ url: string; pdfUrl: string }> =>
      bodyOf(200, client.person.call('POST', at(`portal${rest}/link`), { body: { language: 'es' } }));
    const links = [await open(`/invoices/${invoice.id}`), await open(`/quotes/${quote.id}`)];
    const seen = () =>
      Promise.all(
        links.flatMap(({ url, pdfUrl }) =>
          [url, pdfUrl].map(async (link) => {
            const { pathname, search } = new URL(link);
            return (await fetch(`${host.url}${pathname}${search}`)).status;
          }),
        ),
      );
    expect(await seen()).toEqual([200, 200, 200, 200]);
    await bodyOf(204, byOwner('DELETE', at(`portal/clients/contact/${client.contactId}`)));
    expect(await seen()).toEqual([404, 404, 404, 404]);
  });

  test('sees orders that are no drafts, with their lines and what was delivered', async () => {
    const client = await addClient(host, organization);
    const draft = await add('orders', {
      customerId: client.customerId,
      lines,
      currency: 'EUR',
      notes: 'Inside',
    });
    expect(await status(client, `/orders/${draft.id}`)).toBe(404);
    await bodyOf(200, byOwner('POST', at(`orders/${draft.id}/confirm`), { ifMatch: draft.version }));
    const unconfirmed = await add('orders', { customerId: client.customerId, lines, currency: 'EUR' });
    const cancel = { body: {}, ifMatch: unconfirmed.version };
    await bodyOf(200, byOwner('POST', at(`orders/${unconfirmed.id}/cancel`), cancel));
    expect(await status(client, `/orders/${unconfirmed.id}`)).toBe(404);
    expect(idsOf(await read(client, '/orders'))).toEqual([draft.id]);
    const order = await read(client, `/orders/${draft.id}`);
    expect(order.lines).toEqual([
      {
        description: 'Consulting',
        quantity: 2,
        unitPriceMinor: 5_000,
        net: { amountMinor: 10_000, currency: 'EUR' },
        fulfilled: 0,
      },
    ]);
    expect(JSON.stringify(order)).not.toContain('Inside');
  });

  test('sees payments with the numbers of the invoices that they settle', async () => {
    const client = await addClient(host, organization);
    const invoice = await newInvoice(client);
    const amount = { amountMinor: 10_000, currency: 'EUR' };
    const payment = await add('payments', {
      customerId: client.customerId,
      amount,
      allocations: [{ invoiceId: invoice.id, amountMinor: 10_000 }],
    });
    const { items } = await read(client, '/payments');
    expect(items).toMatchObject([
      { id: payment.id, amount, invoices: [{ number: invoice.number, settled: amount }] },
    ]);
    expect((await read(client, '')).due).toEqual([]);
  });

  test('changes its own name and phones, and nothing else of its record', async () => {
    const client = await addClient(host, organization);
    const before: { version: number } = await read(client, '/profile');
    const patch = (body: object) =>
      client.person.call('PATCH', at('portal/profile'), { body, ifMatch: before.version });
    expect((await patch({ email: 'other@people.example' })).status).toBe(422);
    expect((await patch({ contactPerson: 'Me' })).status).toBe(422);
    const phones = [{ label: 'mobile', number: '+34 600 000 001' }];
    const after = await bodyOf(200, patch({ firstName: 'Ana', phones, notices: false }));
    expect(after).toMatchObject({ firstName: 'Ana', notices: false, version: before.version + 1 });
    const contact = await bodyOf(200, byOwner('GET', at(`contacts/${client.contactId}`)));
    expect(contact).toMatchObject({ firstName: 'Ana', email: client.person.email });
    const { items } = await bodyOf(200, byOwner('GET', at(`contacts/${client.contactId}/history`)));
    expect(items[0]).toMatchObject({ via: 'portal', actorId: client.person.userId });
  });
});

describe('the access of a client ends at once', () => {
  const ended: [string, (client: TestClient) => Promise<unknown>][] = [
    [
      'when it is revoked',
      ({ contactId }) => bodyOf(204, byOwner('DELETE', at(`portal/clients/contact/${contactId}`))),
    ],
    [
      'when the contact leaves the customer',
      async ({ contactId }) =>
        bodyOf(
          200,
          byOwner('PATCH', at(`contacts/${contactId}`), { body: { customerId: null }, ifMatch: 1 }),
        ),
    ],
    [
      'when the contact moves to another customer',
      async ({ contactId }) => {
        const { id: customerId } = await add('customers', { name: unique('Other ') });
        return bodyOf(
          200,
          byOwner('PATCH', at(`contacts/${contactId}`), { body: { customerId }, ifMatch: 1 }),
        );
      },
    ],
    [
      'when the access belongs to another person',
      ({ contactId }) =>
        openTable(host).change(portalAccessKey(recordKey(organization.id, 'contact', contactId)), {
          userId: organization.owner.userId,
        }),
    ],
    [
      'while the contact is in the trash',
      ({ contactId }) => bodyOf(200, byOwner('DELETE', at(`contacts/${contactId}`), { ifMatch: 1 })),
    ],
    [
      'while the customer is in the trash',
      ({ customerId }) => bodyOf(200, byOwner('DELETE', at(`customers/${customerId}`), { ifMatch: 1 })),
    ],
  ];
  test.each(ended)('%s', async (_name, end) => {
    const client = await addClient(host, organization);
    const invoice = await newInvoice(client);
    expect(await status(client, '')).toBe(200);
    await end(client);
    const refused = [
      await status(client, ''),
      await status(client, '/invoices'),
      await status(client, `/invoices/${invoice.id}/link`, 'POST', {}),
      await status(client, '/issues', 'POST', { subject: 'Help' }),
      await status(client, '/profile'),
    ];
    expect(refused.every((one) => one === 404)).toBe(true);
  });

  test('not when its customer or its contact is merged into another one', async () => {
    const client = await addClient(host, organization);
    const invoice = await newInvoice(client);
    const kept = await add('customers', { name: unique('Kept ') });
    const merge = (plural: string, into: any, from: { id: string; version: number }) =>
      bodyOf(
        200,
        byOwner('POST', at(`${plural}/${into.id}/merge`), {
          body: { records: [{ id: from.id, version: from.version }] },
          ifMatch: into.version,
        }),
      );
    await merge('customers', kept, await bodyOf(200, byOwner('GET', at(`customers/${client.customerId}`))));
    expect(idsOf(await read(client, '/invoices'))).toEqual([invoice.id]);
    expect((await read(client, '')).customer.id).toBe(kept.id);
  });
});

describe('another customer', () => {
  test('of the same organization, and clients of others, find nothing of it', async () => {
    const invoice = await newInvoice(acme);
    const { id: orderId } = await add('orders', { customerId: acme.customerId, lines });
    const { id: issueId } = await add('issues', { customerId: acme.customerId, subject: 'Broken' });
    const elsewhere = await addClient(host, await newOrganization(await newPerson(host)));
    for (const stranger of [globex, elsewhere]) {
      const answers = [
        await status(stranger, `/invoices/${invoice.id}/link`, 'POST', {}),
        await status(stranger, `/orders/${orderId}`),
        await status(stranger, `/issues/${issueId}`),
        await status(stranger, `/issues/${issueId}/answers`),
        await status(stranger, `/issues/${issueId}/answers`, 'POST', { body: 'Hello' }),
        await status(stranger, `?customerId=${acme.customerId}`),
        await status(stranger, `/invoices?customerId=${acme.customerId}`),
      ];
      expect(answers).toEqual([404, 404, 404, 404, 404, 404, 404]);
    }
    expect(await status(elsewhere, '')).toBe(404);
  });
});

describe('a member', () => {
  test('looks at the portal of a customer within reach, and can do nothing there', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = await bodyOf(201, employee.call('POST', at('customers'), { body: { name: unique('Own ') } }));
    const get = (customerId: string, rest = '') =>
      employee.call('GET', at(`portal${rest}`), { query: { customerId } });
    expect(await bodyOf(200, get(own.id))).toMatchObject({ isPreview: true, customer: { id: own.id } });
    for (const rest of ['', '/invoices', '/quotes', '/orders', '/payments', '/issues', '/profile']) {
      expect((await get(own.id, rest)).status).toBe(200);
      expect((await get(acme.customerId, rest)).status).toBe(404);
      expect((await employee.call('GET', at(`portal${rest}`))).status).toBe(404);
    }
    const create = await employee.call('POST', at('portal/issues'), { body: { subject: 'Help' } });
    expect(create.status).toBe(403);
  });
});

test('nobody sees a portal without signing in', async () => {
  expect((await callerWith(host.url, undefined)('GET', at('portal'))).status).toBe(401);
});
