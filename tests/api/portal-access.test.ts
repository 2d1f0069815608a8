import { limits } from '#contract/limits.ts';
import { portalAccessKey, recordKey } from '#data/store/keys.ts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  changeMember,
  newOrganization,
  newPerson,
  portalToken,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const nobody = callerWith(host.url, undefined);
let organization: TestOrganization;
let byOwner: Call;
let customerId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES' });
  byOwner = organization.owner.call;
  ({ id: customerId } = await add('customers', { name: unique('Acme ') }));
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(plural), { body }));
const newContact = (email: string | undefined, more: object = {}): Promise<any> =>
  add('contacts', { firstName: 'Ana', ...(email === undefined ? {} : { email }), customerId, ...more });
const invite = (contact: { id: string }, by: Call = byOwner, type = 'contact') =>
  by('POST', at(`portal/clients/${type}/${contact.id}`), { body: {} });
const revoke = (contact: { id: string }) => byOwner('DELETE', at(`portal/clients/contact/${contact.id}`));
const accept = ({ call }: Person, token: string) =>
  call('POST', '/v1/portal/invitations/accept', { body: { token } });
const preview = (token: string) => nobody('POST', '/v1/portal/invitations/preview', { body: { token } });
const clients = async (query: Record<string, string>): Promise<any[]> =>
  (await bodyOf(200, byOwner('GET', at('portal/clients'), { query }))).items;
const accessKey = ({ id }: { id: string }) => portalAccessKey(recordKey(organization.id, 'contact', id));
const letPauseEnd = (contact: { id: string }) =>
  table.change(accessKey(contact), { mailedAt: new Date(Date.now() - 61_000).toISOString() });
const reasonOf = ({ status, body }: { status: number; body: any }): unknown[] => [
  status,
  body.errors?.[0]?.code ?? body.detailCode ?? body.detail,
];

test('an invitation in the language of the customer’s country gives access once, to its address only', async () => {
  const person = await newPerson(host);
  const contact = await newContact(person.email);
  expect(await bodyOf(200, invite(contact))).toMatchObject({
    recordType: 'contact',
    recordId: contact.id,
    email: person.email,
    state: 'invited',
    invitedById: organization.owner.userId,
  });
  const token = await portalToken(host, person.email, organization.id);
  const [mail] = await host.mails(person.email);
  expect(mail!.subject).toMatch(/^Tu acceso a /);
  expect(await bodyOf(200, preview(token))).toMatchObject({ email: person.email });
  const other = await accept(await newPerson(host), token);
  expect(reasonOf(other)).toEqual([409, 'other_address']);
  expect(await bodyOf(200, accept(person, token))).toEqual({ orgId: organization.id });
  expect(await clients({ contactId: contact.id })).toMatchObject([{ state: 'active' }]);
  expect(await clients({ customerId })).toContainEqual(expect.objectContaining({ recordId: contact.id }));
  expect(reasonOf(await accept(person, token))).toEqual([409, 'used']);
  expect((await invite(contact)).body.detail).toMatch(/already has access/);
});

test('access that shows nothing now is said to be suspended, not active, until it shows something again', async () => {
  const person = await newPerson(host);
  const contact = await newContact(person.email);
  await bodyOf(200, invite(contact));
  await bodyOf(200, accept(person, await portalToken(host, person.email, organization.id)));
  const { id: otherId } = await add('customers', { name: 'Another one' });
  const move = async (to: string | null) => {
    const { version } = await bodyOf(200, byOwner('GET', at(`contacts/${contact.id}`)));
    await bodyOf(
      200,
      byOwner('PATCH', at(`contacts/${contact.id}`), { body: { customerId: to }, ifMatch: version }),
    );
  };
  for (const to of [otherId, null]) {
    await move(to);
    expect(await clients({ contactId: contact.id })).toMatchObject([{ state: 'suspended' }]);
    const reason = to === null ? /Choose the contact’s customer first/ : /shows nothing now/;
    expect((await invite(contact)).body.detail).toMatch(reason);
  }
  await move(customerId);
  expect(await clients({ contactId: contact.id })).toMatchObject([{ state: 'active' }]);
});

test('a second invitation replaces the link of the first one, and waits a minute', async () => {
  const person = await newPerson(host);
  const contact = await newContact(person.email);
  await bodyOf(200, invite(contact));
  const first = await portalToken(host, person.email, organization.id);
  expect((await invite(contact)).status).toBe(429);
  await letPauseEnd(contact);
  await bodyOf(200, invite(contact));
  const second = await portalToken(host, person.email, organization.id, first);
  expect((await preview(first)).status).toBe(404);
  await bodyOf(200, accept(person, second));
});

test('a withdrawn, an expired and a guessed link give no access', async () => {
  const person = await newPerson(host);
  const contact = await newContact(person.email);
  await bodyOf(200, invite(contact));
  const token = await portalToken(host, person.email, organization.id);
  const guessed = `${token.slice(0, -43)}${'x'.repeat(43)}`;
  expect((await preview(guessed)).status).toBe(404);
  const key = accessKey(contact);
  await table.change(key, { validUntil: '2020-01-01T00:00:00.000Z' });
  expect(reasonOf(await accept(person, token))).toEqual([409, 'expired']);
  expect(await clients({ contactId: contact.id })).toMatchObject([{ state: 'expired' }]);
  await bodyOf(204, revoke(contact));
  expect((await accept(person, token)).status).toBe(404);
  expect(await clients({ contactId: contact.id })).toEqual([]);
});

test('a link sent to an address that was corrected since gives no access', async () => {
  const person = await newPerson(host);
  const contact = await newContact(person.email);
  await bodyOf(200, invite(contact));
  const token = await portalToken(host, person.email, organization.id);
  const body = { email: `${unique('right')}@people.example` };
  await bodyOf(200, byOwner('PATCH', at(`contacts/${contact.id}`), { body, ifMatch: 1 }));
  expect(reasonOf(await accept(person, token))).toEqual([409, 'expired']);
});

describe('an invitation is refused', () => {
  test('by an employee who can’t read the customer of an own contact', async () => {
    const employee = await addMember(host, organization, 'employee');
    const email = `${unique('own')}@people.example`;
    const contact = await newContact(email, { ownerId: employee.userId });
    expect((await invite(contact, employee.call)).status).toBe(404);
  });

  test('for a contact without an address or without a customer', async () => {
    expect((await invite(await newContact(undefined))).body.detail).toMatch(/Enter an e-mail address/);
    const alone = await newContact(`${unique('alone')}@people.example`, { customerId: undefined });
    expect((await invite(alone)).body.detail).toMatch(/Only contacts of a customer/);
  });

  test('for the address of a member, and for that of another client', async () => {
    const member = await addMember(host, organization, 'employee');
    expect((await invite(await newContact(member.email))).body.detail).toMatch(/belongs to a member/);
    const client = await addClient(host, organization, { customerId });
    const vendor = await add('vendors', { name: 'Initech', email: client.person.email });
    expect((await invite(vendor, byOwner, 'vendor')).body.detail).toMatch(/already signs in/);
  });

  test('for the address of a deactivated member, before and after the invitation, until the member is removed', async () => {
    const member = await addMember(host, organization, 'employee');
    const contact = await newContact(member.email);
    await changeMember(organization, member.userId, { active: false });
    expect((await invite(contact)).body.detail).toMatch(/a deactivated member/);
    const person = await newPerson(host);
    const other = await newContact(person.email);
    await bodyOf(200, invite(other));
    const token = await portalToken(host, person.email, organization.id);
    const { userId } = await addMember(host, organization, 'employee', person);
    await changeMember(organization, userId, { active: false });
    expect((await accept(person, token)).body.detail).toMatch(/a deactivated member/);
    await bodyOf(204, byOwner('DELETE', at(`members/${userId}`), { ifMatch: 2 }));
    await bodyOf(200, accept(person, token));
  });

  test('at its acceptance if the person has become a member in the meantime', async () => {
    const person = await newPerson(host);
    await bodyOf(200, invite(await newContact(person.email)));
    const token = await portalToken(host, person.email, organization.id);
    await addMember(host, organization, 'employee', person);
    expect((await accept(person, token)).body.detail).toMatch(/belongs to a member/);
    expect((await person.call('GET', at('contacts'))).status).toBe(200);
  });

  test('by an employee for a contact of others, and by nobody for records of other types', async () => {
    const employee = await addMember(host, organization, 'employee');
    const own = await add('customers', { name: unique('Own '), ownerId: employee.userId });
    const contact = await newContact(`${unique('x')}@people.example`, { customerId: own.id });
    expect((await invite(contact, employee.call)).status).toBe(404);
    expect((await invite({ id: customerId }, byOwner, 'customer')).status).toBe(404);
  });
});

test('one person can be a client of two organizations and a member of a third', async () => {
  const person = await newPerson(host);
  const others = [organization, await newOrganization(await newPerson(host))];
  for (const one of others) await addClient(host, one, { person });
  const third = await newOrganization(await newPerson(host));
  await addMember(host, third, 'employee', person);
  const { organizations } = await bodyOf(200, person.call('GET', '/v1/me'));
  const roles = new Map(organizations.map(({ id, role }: any) => [id, role]));
  expect([...others.map(({ id }) => roles.get(id)), roles.get(third.id)]).toEqual([
    'client',
    'client',
    'employee',
  ]);
  for (const { path } of others) expect((await person.call('GET', `${path}/portal`)).status).toBe(200);
});

test('a vendor sees its own profile and nothing of customers', async () => {
  const person = await newPerson(host);
  const vendor = await add('vendors', { name: 'Initech', email: person.email, rating: 2 });
  await bodyOf(200, invite(vendor, byOwner, 'vendor'));
  await bodyOf(200, accept(person, await portalToken(host, person.email, organization.id)));
  const get = (rest: string) => person.call('GET', at(`portal${rest}`));
  expect(await bodyOf(200, get(''))).toMatchObject({ kind: 'vendor', name: 'Initech', due: [] });
  const profile = await bodyOf(200, get('/profile'));
  expect(profile).toMatchObject({ kind: 'vendor', name: 'Initech', email: person.email });
  expect(profile.rating).toBeUndefined();
  for (const rest of ['/invoices', '/orders', '/quotes', '/payments', '/issues'])
    expect((await get(rest)).status).toBe(404);
  const body = { contactPerson: 'Milton' };
  const patched = await person.call('PATCH', at('portal/profile'), { body, ifMatch: profile.version });
  const changed = await bodyOf(200, Promise.resolve(patched));
  expect(changed).toMatchObject({ contactPerson: 'Milton' });
  // A change of nothing is answered with the profile as it is.
  const again = person.call('PATCH', at('portal/profile'), { body: {}, ifMatch: changed.version });
  expect(await bodyOf(200, again)).toEqual(changed);
});

describe('of a customer with many contacts, the clients', () => {
  const invited: string[] = [];
  let ownId: string;
  const page = async (query: Record<string, string>): Promise<any> =>
    bodyOf(200, byOwner('GET', at('portal/clients'), { query: { customerId: ownId, ...query } }));

  beforeAll(async () => {
    ({ id: ownId } = await add('customers', { name: unique('Large ') }));
    const contactNamed = (firstName: string, email?: string) =>
      newContact(email, { firstName, customerId: ownId });
    const inviteNamed = async (name: string) => {
      const contact = await contactNamed(name, `${unique(name)}@people.example`);
      await bodyOf(200, invite(contact));
      invited.push(contact.id);
    };
    await inviteNamed('Aaron');
    for (let made = 0; made <= limits.pageSizeMax; made += 20)
      await Promise.all(Array.from({ length: 20 }, (_, index) => contactNamed(`Mia ${made + index}`)));
    await inviteNamed('Zoe');
  });

  test('are all found by following the cursor, even if a page has none', async () => {
    const pages: any[] = [];
    let cursor: string | undefined;
    do {
      pages.push(await page({ limit: '10', ...(cursor === undefined ? {} : { cursor }) }));
      cursor = pages.at(-1).nextCursor;
    } while (cursor !== undefined);
    expect(pages).toHaveLength(13);
    const found = pages.flatMap(({ items }) => items.map(({ recordId }: any) => recordId));
    expect(found.sort()).toEqual(invited.toSorted());
    expect(pages.filter(({ items }) => items.length === 0).length).toBeGreaterThan(0);
  });

  test('are looked for among at most a page of contacts in one request', async () => {
    const { items, nextCursor } = await page({ limit: String(limits.pageSizeMax) });
    expect(items).toHaveLength(1);
    const last = await page({ limit: String(limits.pageSizeMax), cursor: nextCursor });
    expect([last.items.length, last.nextCursor]).toEqual([1, undefined]);
    expect((await byOwner('GET', at('portal/clients'), { query: { cursor: nextCursor } })).status).toBe(400);
  });
});

test('a contact that is permanently deleted takes the access with it', async () => {
  const { person, contactId } = await addClient(host, organization);
  await bodyOf(200, byOwner('DELETE', at(`contacts/${contactId}`), { ifMatch: 1 }));
  expect((await person.call('GET', at('portal'))).status).toBe(404);
  await bodyOf(200, byOwner('POST', at(`contacts/${contactId}/restore`)));
  expect((await person.call('GET', at('portal'))).status).toBe(200);
});

test(`an invitation is sent at most ${limits.mailsPerPerson} times`, async () => {
  const contact = await newContact(`${unique('often')}@people.example`);
  for (let sent = 0; sent < limits.mailsPerPerson; sent += 1) {
    await bodyOf(200, invite(contact));
    await letPauseEnd(contact);
  }
  expect(reasonOf(await invite(contact))).toEqual([429, 'too_often']);
});
