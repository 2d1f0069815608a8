import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  newOrganization,
  newPerson,
  portalToken,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let byOwner: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  byOwner = organization.owner.call;
  await readyToBill(byOwner, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const home = (client: TestClient): Promise<any> => bodyOf(200, client.person.call('GET', at('portal')));
const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];

test('who now has access for another customer can’t use links to documents of the former one', async () => {
  const [client, other] = [await addClient(host, organization), await addClient(host, organization)];
  const draft = await newDraft(byOwner, organization, client.customerId, [10_000]);
  const { id } = await issued(byOwner, organization, draft);
  const link = client.person.call('POST', at(`portal/invoices/${id}/link`), { body: {} });
  const { pathname, search } = new URL((await bodyOf(200, link)).url);
  const seen = async () => (await fetch(`${host.url}${pathname}${search}`)).status;
  expect(await seen()).toBe(200);
  const contact = at(`contacts/${client.contactId}`);
  const { version } = await bodyOf(200, byOwner('GET', contact));
  const access = at(`portal/clients/contact/${client.contactId}`);
  await bodyOf(204, byOwner('DELETE', access));
  const body = { customerId: other.customerId };
  await bodyOf(200, byOwner('PATCH', contact, { body, ifMatch: version }));
  const { email } = client.person;
  const before = await portalToken(host, email, organization.id);
  await bodyOf(200, byOwner('POST', access, { body: {} }));
  const token = await portalToken(host, email, organization.id, before);
  await bodyOf(200, client.person.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
  expect((await home(client)).customer.id).toBe(other.customerId);
  expect(await seen()).toBe(404);
});

test('comes back to the portal from a document, and answers a quote with the name that is known', async () => {
  const client = await addClient(host, organization);
  const { id, version } = await bodyOf(
    201,
    byOwner('POST', at('quotes'), { body: { customerId: client.customerId, lines, currency: 'EUR' } }),
  );
  await bodyOf(200, byOwner('POST', at(`quotes/${id}/mark-sent`), { ifMatch: version }));
  const { name } = await home(client);
  const link = client.person.call('POST', at(`portal/quotes/${id}/link`), { body: { language: 'en' } });
  const { pathname, search } = new URL((await bodyOf(200, link)).url);
  const html = await (await fetch(`${host.url}${pathname}${search}`)).text();
  expect(html).toContain(`<a href="/portal/${organization.id}/quotes">`);
  expect(html).toContain(`value="${name}"`);
});
