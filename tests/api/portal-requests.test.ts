import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { describe, expect, inject, test } from 'vitest';
import {
  mailCountKey,
  outboxKey,
  portalAccessKey,
  portalRequestCountKey,
  recordKey,
  type Key,
} from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, portalToken, unique } from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

describe('a request for access', () => {
  /** An organization that takes requests, or none, with a contact of a customer. Functions keep settings for a moment. */
  async function asked(takesRequests: boolean) {
    const made = await newOrganization(await newPerson(host));
    const { call } = made.owner;
    const create = (plural: string, body: object): Promise<any> =>
      bodyOf(201, call('POST', `${made.path}/${plural}`, { body }));
    await bodyOf(200, call('PATCH', made.path, { body: { portal: { takesRequests } }, ifMatch: 1 }));
    const person = await newPerson(host);
    const { id: customerId } = await create('customers', { name: 'Acme' });
    const { id } = await create('contacts', { firstName: 'Ana', email: person.email, customerId });
    return { made, create, person, contactId: id };
  }
  test('is offered by an organization that takes them, and strangers learn nothing of any other one', async () => {
    const entranceOf = (orgId: string) =>
      visit(host.url, 'GET', `/v1/portal/entrance?orgId=${orgId}`, { from: newAddress() });
    const { made } = await asked(true);
    const { name } = await bodyOf(200, made.owner.call('GET', made.path));
    const { status, text } = await entranceOf(made.id);
    expect([status, JSON.parse(text)]).toEqual([200, { orgName: name }]);
    const closed = await asked(false);
    for (const orgId of [closed.made.id, uuidv7()]) expect((await entranceOf(orgId)).status).toBe(404);
  });

  const ask = (email: string, orgId: string) =>
    visit(host.url, 'POST', '/v1/portal/requests', { from: newAddress(), json: { orgId, email } });

  test('is answered alike for every address, and leads to an invitation for a contact of a customer only', async () => {
    const { made, create, person, contactId } = await asked(true);
    const [stranger, alone] = [await newPerson(host), await newPerson(host)];
    await create('contacts', { firstName: 'Alone', email: alone.email });
    for (const email of [stranger.email, alone.email, person.email]) {
      const { status, text } = await ask(email, made.id);
      expect([status, text]).toEqual([204, '']);
    }
    const token = await portalToken(host, person.email, made.id);
    await bodyOf(200, person.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
    const query = { contactId };
    const { items } = await bodyOf(200, made.owner.call('GET', `${made.path}/portal/clients`, { query }));
    expect(items).toMatchObject([{ state: 'active' }]);
    expect(items[0].invitedById).toBeUndefined();
    for (const { email } of [stranger, alone])
      expect((await host.mails(email)).filter(({ text }) => text.includes('/portal-invitation')).length).toBe(
        0,
      );
  });

  const today = (): string => new Date().toISOString().slice(0, 10);
  const itemAt = async ({ pk, sk }: Key): Promise<any> =>
    (await table.items((item) => item.pk === pk && item.sk === sk, pk))[0];
  /** Waits until no request is left, and returns how many invitations were sent. */
  const sentTo = async (email: string, orgId: string): Promise<number> => {
    await awaited(
      'the end of all requests',
      () => table.items(() => true, outboxKey(orgId, '').pk),
      (left) => left.length === 0,
    );
    return (await host.mails(email)).filter(({ text }) => text.includes('/portal-invitation#')).length;
  };

  test('leaves the link of a member’s invitation valid, and what members can send', async () => {
    const { made, person, contactId } = await asked(true);
    const invitation = `${made.path}/portal/clients/contact/${contactId}`;
    await bodyOf(200, made.owner.call('POST', invitation, { body: {} }));
    const first = await portalToken(host, person.email, made.id);
    await ask(person.email, made.id);
    const second = await portalToken(host, person.email, made.id, first);
    for (const token of [first, second]) {
      const json = { token };
      const preview = visit(host.url, 'POST', '/v1/portal/invitations/preview', { from: newAddress(), json });
      expect((await preview).status).toBe(200);
    }
    const access = await itemAt(portalAccessKey(recordKey(made.id, 'contact', contactId)));
    expect(access).toMatchObject({ mails: 1, invitedById: made.owner.userId });
    expect(await itemAt(mailCountKey(made.id, today()))).toMatchObject({ used: 1 });
    const body = { token: first };
    await bodyOf(200, person.call('POST', '/v1/portal/invitations/accept', { body }));
  });

  test('is answered a few times a day for each contact, and is deleted in any case', async () => {
    const { made, person } = await asked(true);
    let last: string | undefined;
    for (let sent = 0; sent < limits.portalRequestsPerContact; sent += 1) {
      await ask(person.email, made.id);
      last = await portalToken(host, person.email, made.id, last);
    }
    await ask(person.email, made.id);
    await ask('nobody@people.example', made.id);
    expect(await sentTo(person.email, made.id)).toBe(limits.portalRequestsPerContact);
  });

  test('isn’t answered after as many as an organization answers on a day, and members can still invite', async () => {
    const { made, person, contactId } = await asked(true);
    const count = portalRequestCountKey(made.id, undefined, today());
    await table.put({ ...count, kind: 'portal-request-count', used: limits.portalRequestsPerDay });
    await ask(person.email, made.id);
    expect(await sentTo(person.email, made.id)).toBe(0);
    const invitation = `${made.path}/portal/clients/contact/${contactId}`;
    await bodyOf(200, made.owner.call('POST', invitation, { body: {} }));
    await portalToken(host, person.email, made.id);
    expect(await sentTo(person.email, made.id)).toBe(1);
  });

  test('gives nothing to the contact of a customer in the trash', async () => {
    const { made, create, contactId } = await asked(true);
    const { call } = made.owner;
    const email = `${unique('left')}@people.example`;
    const { id: customerId } = await create('customers', { name: 'Trashed' });
    const { id: trashedId } = await create('contacts', { firstName: 'Ana', email, customerId });
    await bodyOf(200, call('DELETE', `${made.path}/customers/${customerId}`, { ifMatch: 1 }));
    await ask(email, made.id);
    expect(await sentTo(email, made.id)).toBe(0);
    for (const id of [trashedId, contactId])
      expect(await itemAt(portalAccessKey(recordKey(made.id, 'contact', id)))).toBeUndefined();
  });

  test('gives nothing if the organization has stopped taking any by then', async () => {
    const { made, person, contactId } = await asked(false);
    const [key, what] = [outboxKey(made.id, uuidv7()), { email: person.email }];
    await table.put({ ...key, kind: 'outbox', org: made.id, effect: 'portal-request', what });
    expect(await sentTo(person.email, made.id)).toBe(0);
    expect(await itemAt(portalAccessKey(recordKey(made.id, 'contact', contactId)))).toBeUndefined();
  });

  test('is refused while the organization takes none, like one for an organization that isn’t there', async () => {
    const { made, person } = await asked(false);
    expect((await ask(person.email, made.id)).status).toBe(404);
    expect((await ask(person.email, '018f0000-0000-7000-8000-000000000000')).status).toBe(404);
    const other = await asked(true);
    await ask(other.person.email, other.made.id);
    await portalToken(host, other.person.email, other.made.id);
    expect((await host.mails(person.email)).filter(({ text }) => text.includes('/portal')).length).toBe(0);
  });

  test('is held for the team with the reason if nobody can be invited, and invites once somebody can be', async () => {
    const { made, create } = await asked(true);
    const { call } = made.owner;
    const other = await newPerson(host);
    const held = async (): Promise<any[]> =>
      (await bodyOf(200, call('GET', `${made.path}/held-submissions`))).items;
    // Twice, because people try again: it is held once.
    for (const email of [other.email, other.email]) await ask(email, made.id);
    expect(await sentTo(other.email, made.id)).toBe(0);
    const [one, ...more] = await held();
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'portalAccess', email: other.email, reasons: ['unknownAddress'] });
    const release = () => call('POST', `${made.path}/held-submissions/${one.id}/release`);
    expect([(await release()).status, (await held()).length]).toEqual([409, 1]);
    const { id: customerId } = await create('customers', { name: 'Later' });
    const { id } = await create('contacts', { firstName: 'Leo', email: other.email, customerId });
    expect(await bodyOf(200, release())).toEqual({ recordType: 'contact', recordId: id });
    const token = await portalToken(host, other.email, made.id);
    await bodyOf(200, other.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
    expect(await held()).toEqual([]);
  });

  test('is held with the state of an access that the contact has already', async () => {
    const { made, create, person, contactId } = await asked(true);
    const { call } = made.owner;
    await ask(person.email, made.id);
    const token = await portalToken(host, person.email, made.id);
    await bodyOf(200, person.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
    const reasons = async (): Promise<string[]> => {
      await ask(person.email, made.id);
      const read = () => bodyOf(200, call('GET', `${made.path}/held-submissions`));
      const { items } = await awaited('the held request', read, (all) => all.items.length === 1);
      await bodyOf(204, call('DELETE', `${made.path}/held-submissions/${items[0].id}`));
      return items[0].reasons;
    };
    expect(await reasons()).toEqual(['hasAccess']);
    const into = await create('customers', { name: 'Acme Group' });
    const [acme] = (await bodyOf(200, call('GET', `${made.path}/customers?q=Acme`))).items.filter(
      ({ id }: any) => id !== into.id,
    );
    const merge = { records: [{ id: acme.id, version: acme.version }] };
    await bodyOf(
      200,
      call('POST', `${made.path}/customers/${into.id}/merge`, { body: merge, ifMatch: into.version }),
    );
    await host.settled(made);
    expect(await reasons()).toEqual(['hasAccess']);
    const { id: customerId } = await create('customers', { name: 'Another one' });
    const contact = `${made.path}/contacts/${contactId}`;
    const { version } = await bodyOf(200, call('GET', contact));
    await bodyOf(200, call('PATCH', contact, { body: { customerId }, ifMatch: version }));
    expect(await reasons()).toEqual(['accessSuspended']);
  });

  test('too many requests from one address are refused', async () => {
    const { made } = await asked(true);
    const from = newAddress();
    const json = { orgId: made.id, email: 'nobody@people.example' };
    const again = () => visit(host.url, 'POST', '/v1/portal/requests', { from, json });
    for (let sent = 0; sent < limits.portalRequestsPerAddress; sent += 1)
      expect((await again()).status).toBe(204);
    expect((await again()).status).toBe(429);
  });
});
