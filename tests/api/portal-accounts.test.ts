import { beforeAll, describe, expect, inject, test } from 'vitest';
import { accessKey, memberKey, portalAccessKey, recordKey } from '#data/store/keys.ts';
import { removeDeleted, requestDeletion } from '../accounts.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { png, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  mailedToken,
  newOrganization,
  newPerson,
  setRole,
  type Person,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let byOwner: Call;
const at = (rest: string): string => `${organization.path}/${rest}`;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  byOwner = organization.owner.call;
});

const itemAt = async ({ pk, sk }: { pk: string; sk: string }) =>
  (await table.items((item) => item.pk === pk && item.sk === sk, pk))[0];
const contactKey = ({ contactId }: TestClient) => recordKey(organization.id, 'contact', contactId);
const accessOf = (client: TestClient) => itemAt(portalAccessKey(contactKey(client)));
/** What the user's access says about the organization. */
const rightOf = async ({ userId }: Person) => (await itemAt(accessKey(userId)))?.orgs?.[organization.id];
const invite = ({ email }: Person) =>
  byOwner('POST', at('invitations'), { body: { email, role: 'employee' } });

describe('the account of a client', () => {
  test('lists the access among its own data, with what the client did and nothing of other people', async () => {
    const client = await addClient(host, organization);
    const { person } = client;
    const body = { subject: 'Broken link' };
    const issue = await bodyOf(201, person.call('POST', at('portal/issues'), { body }));
    await host.settled(organization);
    const answer = await person.call('GET', '/v1/account/data');
    const { organizations, portals } = await bodyOf(200, Promise.resolve(answer));
    expect(organizations).toEqual([]);
    expect(portals).toEqual([
      {
        id: organization.id,
        name: expect.any(String),
        recordType: 'contact',
        recordId: client.contactId,
        email: person.email,
        invitedAt: expect.any(String),
        activeSince: expect.any(String),
        changes: expect.any(Array),
      },
    ]);
    expect(portals[0].changes).toContainEqual(
      expect.objectContaining({ type: 'issue', id: issue.id, action: 'created' }),
    );
    for (const hidden of [organization.owner.email, organization.owner.userId, 'Hash'])
      expect(answer.text).not.toContain(hidden);
  });

  test('can have a photo', async () => {
    const { call } = (await addClient(host, organization)).person;
    const body = { type: 'image/png', sizeBytes: png.length };
    const { pictureId, upload } = await bodyOf(200, call('POST', '/v1/me/avatar', { body }));
    await sendBytes(upload, png);
    const finished = call('POST', '/v1/me/avatar/finish', { body: { pictureId } });
    expect(await bodyOf(200, finished)).toMatchObject({ avatarUrl: expect.any(String) });
    expect((await bodyOf(200, call('DELETE', '/v1/me/avatar'))).avatarUrl).toBeUndefined();
  });

  test('ends with the access, and leaves contact, customer and issues', async () => {
    const client = await addClient(host, organization);
    const { person, contactId } = client;
    const issue = { body: { subject: 'Broken link' } };
    const { id } = await bodyOf(201, person.call('POST', at('portal/issues'), issue));
    expect(await bodyOf(200, person.call('GET', '/v1/account/deletion'))).toMatchObject({
      memberships: [{ id: organization.id, role: 'client' }],
      isAllowed: true,
    });
    expect((await requestDeletion(person)).status).toBe(204);
    expect((await person.call('GET', at('portal'))).status).toBe(401);
    await removeDeleted(host, person.userId);
    expect([await accessOf(client), await rightOf(person)]).toEqual([undefined, undefined]);
    const query = { contactId };
    expect(await bodyOf(200, byOwner('GET', at('portal/clients'), { query }))).toEqual({ items: [] });
    expect((await byOwner('GET', at(`contacts/${contactId}`))).status).toBe(200);
    expect(await bodyOf(200, byOwner('GET', at(`issues/${id}`)))).toMatchObject({ contactId });
  });
});

test('a contact that is purged takes the access and the right of its user with it', async () => {
  const client = await addClient(host, organization);
  await bodyOf(200, byOwner('DELETE', at(`contacts/${client.contactId}`), { ifMatch: 1 }));
  expect(await rightOf(client.person)).toMatchObject({ role: 'client' });
  await table.letTrashTimePass(contactKey(client));
  await host.expire();
  await host.settled(organization);
  await awaited(
    'the end of the access',
    async () => [await accessOf(client), await rightOf(client.person)],
    (left) => left.every((one) => one === undefined),
  );
  expect((await bodyOf(200, client.person.call('GET', '/v1/me'))).organizations).toEqual([]);
});

describe('a client doesn’t become a member as well', () => {
  test('by an invitation, which is refused for the address of a client', async () => {
    const { person } = await addClient(host, organization);
    expect(await bodyOf(409, invite(person))).toMatchObject({ detail: expect.stringMatching(/client/) });
  });

  test('by an invitation from before the access', async () => {
    const person = await newPerson(host);
    await bodyOf(201, invite(person));
    const token = await mailedToken(host, person.email, organization.id);
    const { contactId } = await addClient(host, organization, { person });
    const accept = () => person.call('POST', '/v1/invitations/accept', { body: { token } });
    expect(await bodyOf(409, accept())).toMatchObject({ detail: expect.stringMatching(/portal/) });
    expect(await rightOf(person)).toMatchObject({ role: 'client', client: { id: contactId } });
    await bodyOf(204, byOwner('DELETE', at(`portal/clients/contact/${contactId}`)));
    await bodyOf(200, accept());
    expect(await rightOf(person)).toMatchObject({ role: 'employee' });
  });
});

describe('the role of clients', () => {
  const change = (userId: string, body: object) =>
    byOwner('PATCH', at(`members/${userId}`), { body, ifMatch: 1 });

  test('is given to no member', async () => {
    const { userId } = await addMember(host, organization, 'employee');
    const refused = await bodyOf(422, change(userId, { role: 'client' }));
    expect(refused.errors).toMatchObject([{ pointer: '/role' }]);
  });

  test('stays with a member who had it before there was a portal, and who finds no portal', async () => {
    const member = await addMember(host, organization, 'employee');
    const { userId, call } = member;
    await table.change(memberKey(organization.id, userId), { role: 'client' });
    const access = await itemAt(accessKey(userId));
    const right = { ...(await rightOf(member)), role: 'client' };
    await table.change(accessKey(userId), { orgs: { ...access?.orgs, [organization.id]: right } });
    for (const rest of ['contacts', 'members', 'tags', 'dashboard'])
      expect((await call('GET', at(rest))).status).toBe(403);
    expect((await call('GET', organization.path)).status).toBe(403);
    for (const rest of ['', '/invoices', '/issues', '/profile'])
      expect((await call('GET', at(`portal${rest}`))).status).toBe(404);
    const issue = { body: { subject: 'Help' } };
    expect((await call('POST', at('portal/issues'), issue)).status).toBe(404);
    const renamed = await bodyOf(200, change(userId, { displayName: 'Renamed' }));
    expect(renamed).toMatchObject({ role: 'client', displayName: 'Renamed' });
    await setRole(organization, userId, 'employee');
    expect((await call('GET', at('contacts'))).status).toBe(200);
  });
});
