import { describe, expect, inject, test } from 'vitest';
import { accessKey, accountDeletionKey, emailKey, memberKey, userKey } from '#data/store/keys.ts';
import { equippedMember, letRemovalBegin, removeDeleted, requestDeletion } from '../accounts.ts';
import { setUpSecondFactor } from '../authenticator.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith, type Answer } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, password, setRole, type Person } from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const errorsOf = ({ status, body }: Answer) => [
  status,
  ...(body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];
const itemsOf = (userId: string) => table.items(({ pk }) => pk === userKey(userId).pk, userKey(userId).pk);
const itemAt = async ({ pk, sk }: { pk: string; sk: string }) =>
  (await table.items((item) => item.pk === pk && item.sk === sk, pk))[0];

describe('the deletion of an account', () => {
  test('is refused for the only owner, names each such organization, and changes nothing', async () => {
    const owner = await newPerson(host);
    const shared = await newOrganization(owner);
    const alone = await newOrganization(owner);
    const other = await addMember(host, shared, 'admin');
    const effects = () => bodyOf(200, owner.call('GET', '/v1/account/deletion'));
    const { memberships, isAllowed } = await effects();
    expect(isAllowed).toBe(false);
    expect(new Map(memberships.map(({ id, obstacle }: any) => [id, obstacle]))).toEqual(
      new Map([
        [shared.id, 'onlyOwner'],
        [alone.id, 'onlyMember'],
      ]),
    );
    const refused = await requestDeletion(owner);
    expect(refused.status).toBe(409);
    expect(refused.body.errors.map(({ code, recordId }: any) => `${code} ${recordId}`).sort()).toEqual(
      [`only_owner ${shared.id}`, `only_owner ${alone.id}`].sort(),
    );
    expect((await owner.call('GET', '/v1/me')).status).toBe(200);
    // Another owner, and the deletion of the organization, each remove an obstacle.
    await setRole(shared, other.userId, 'owner');
    const { slug } = await bodyOf(200, owner.call('GET', alone.path));
    await bodyOf(200, owner.call('POST', `${alone.path}/deletion`, { body: { confirmation: slug } }));
    expect(await effects()).toMatchObject({ isAllowed: true });
    // An owner whose own account is being deleted can't take over.
    expect((await requestDeletion(other)).status).toBe(204);
    expect(await effects()).toMatchObject({ isAllowed: false });
    await removeDeleted(host, other.userId);
    const { items } = await bodyOf(200, owner.call('GET', `${shared.path}/members`));
    expect(items).toMatchObject([{ userId: owner.userId, role: 'owner' }]);
  });

  test('requires the e-mail address and the password', async () => {
    const person = await newPerson(host);
    expect(errorsOf(await requestDeletion(person, { confirmation: `x${person.email}` }))).toEqual([
      422,
      '/confirmation other_account',
    ]);
    expect(errorsOf(await requestDeletion(person, { password: 'not the password' }))).toEqual([
      422,
      '/password no_match',
    ]);
    expect((await person.call('GET', '/v1/me')).status).toBe(200);
    expect((await requestDeletion(person, { confirmation: ` ${person.email.toUpperCase()} ` })).status).toBe(
      204,
    );
  });

  test('requires a code if two-factor authentication is on', async () => {
    const person = await newPerson(host);
    const { app, codes } = await setUpSecondFactor(host, person);
    expect(await bodyOf(200, person.call('GET', '/v1/account/deletion'))).toMatchObject({ needsCode: true });
    expect(errorsOf(await requestDeletion(person))).toEqual([422, '/code required']);
    expect(errorsOf(await requestDeletion(person, { code: app.wrong() }))).toEqual([422, '/code wrong_code']);
    expect(errorsOf(await requestDeletion(person, { code: 'aaaa-bbbb-cccc-dddd' }))).toEqual([
      422,
      '/code wrong_code',
    ]);
    expect((await requestDeletion(person, { code: codes[0] })).status).toBe(204);
  });

  test('ends all sessions and API keys of the user at once', async () => {
    const { organization, member, key } = await equippedMember(host);
    const other = callerWith(host.url, (await host.signIn(member.username, password)).accessToken);
    expect((await key.call('GET', '/v1/whoami')).status).toBe(200);
    expect((await requestDeletion(member)).status).toBe(204);
    // Until the user is removed from the pool, it still issues tokens.
    const later = await host.signIn(member.username, password).catch(() => undefined);
    for (const call of [member.call, other, ...(later ? [callerWith(host.url, later.accessToken)] : [])]) {
      expect((await call('GET', '/v1/me')).status).toBe(401);
      expect((await call('GET', `${organization.path}/contacts`)).status).toBe(401);
    }
    expect((await key.call('GET', `${organization.path}/contacts`)).status).toBe(401);
    expect((await key.call('GET', '/v1/whoami')).status).toBe(401);
  });

  test('removes memberships, keys, invitations, the feed, the photo and the profile, and tells the user', async () => {
    const { organization, member, key, guest, invitation, feed, contact, avatarUrl } =
      await equippedMember(host);
    const { path, owner } = organization;
    expect(await bodyOf(200, member.call('GET', '/v1/account/deletion'))).toMatchObject({
      memberships: [{ id: organization.id, role: 'admin' }],
      apiKeys: 1,
      invitations: 1,
      isAllowed: true,
      needsCode: false,
    });
    expect((await requestDeletion(member)).status).toBe(204);
    await removeDeleted(host, member.userId);
    const { items: members } = await bodyOf(200, owner.call('GET', `${path}/members`));
    expect(members.map(({ userId }: { userId: string }) => userId)).toEqual([owner.userId]);
    expect((await bodyOf(200, owner.call('GET', `${path}/api-keys`))).items).toEqual([]);
    expect((await bodyOf(200, owner.call('GET', `${path}/invitations`))).items).toEqual([]);
    expect(
      (
        await visit(host.url, 'POST', '/v1/invitations/preview', {
          from: newAddress(),
          json: { token: invitation },
        })
      ).status,
    ).toBe(404);
    expect((await callerWith(host.url, undefined)('GET', feed)).status).toBe(404);
    expect((await fetch(avatarUrl)).status).not.toBe(200);
    expect((await key.call('GET', '/v1/whoami')).status).toBe(401);
    await expect(host.signIn(member.username, password)).rejects.toThrow();
    await awaited(
      'the e-mail about the deletion',
      () => host.mails(member.email),
      (mails) => mails.some(({ subject }) => subject === 'Your account was deleted'),
    );
    // What is left of the user: two items that expire, without the address once the e-mail is sent.
    const left = await awaited(
      'the end of the address',
      () => itemsOf(member.userId),
      (items) => !JSON.stringify(items).includes(member.email),
    );
    expect(left.map(({ sk, kind }) => [sk, kind]).sort()).toEqual([
      ['ACCESS', 'access'],
      ['DELETION', 'account-deletion'],
    ]);
    for (const { expiresAt } of left) expect(expiresAt).toBeGreaterThan(Date.now() / 1000);
    expect(await itemAt(emailKey(member.email))).toBeUndefined();
    for (const text of [member.email, member.username, guest]) expect(table.holds(text), text).toBe(false);
    // The organization keeps its records.
    expect(await bodyOf(200, owner.call('GET', `${path}/contacts/${contact.id}`))).toMatchObject({
      createdBy: member.userId,
    });
    expect((await member.call('GET', '/v1/me')).status).toBe(401);
  });

  test('frees the address and the username for an account that gets nothing of the former one', async () => {
    const { organization, member, key } = await equippedMember(host);
    expect((await requestDeletion(member)).status).toBe(204);
    const { username, email } = member;
    await removeDeleted(host, member.userId);
    const { accessToken } = await host.signUp({ username, email, password });
    const call = callerWith(host.url, accessToken);
    const me = await bodyOf(200, call('GET', '/v1/me'));
    expect(me).toMatchObject({ username, email, organizations: [] });
    expect(me.id).not.toBe(member.userId);
    expect(me).not.toHaveProperty('avatarUrl');
    expect((await call('GET', organization.path)).status).toBe(404);
    expect((await bodyOf(200, call('GET', '/v1/account/data'))).organizations).toEqual([]);
    const again: Person = { ...member, userId: me.id, token: accessToken, call };
    await addMember(host, organization, 'employee', again);
    expect((await bodyOf(200, call('GET', `${organization.path}/views`))).items).toEqual([]);
    expect((await key.call('GET', '/v1/whoami')).status).toBe(401);
    // A late repetition of the removal must not touch the new user, who has the same username.
    await letRemovalBegin(host, member.userId);
    await table.change(accountDeletionKey(member.userId), { g6pk: 'DUE-ACCOUNTS' });
    await host.invoke('account-deletions');
    expect((await bodyOf(200, call('GET', '/v1/me'))).id).toBe(me.id);
  });

  test('during which two owners leave makes the member who joined first of the most powerful role the owner', async () => {
    const organization = await newOrganization(await newPerson(host));
    const { owner, id, path } = organization;
    const employee = await addMember(host, organization, 'employee');
    const manager = await addMember(host, organization, 'manager');
    const first = await addMember(host, organization, 'admin');
    await addMember(host, organization, 'admin');
    // As if the other owner's account had been deleted at the same moment.
    const other = await addMember(host, organization, 'admin');
    await setRole(organization, other.userId, 'owner');
    expect((await requestDeletion(owner)).status).toBe(204);
    await table.change(accessKey(other.userId), { deletedAt: new Date().toISOString() });
    await removeDeleted(host, owner.userId);
    const { items } = await bodyOf(200, first.call('GET', `${path}/members`));
    const roleOf = new Map(items.map(({ userId, role }: any) => [userId, role]));
    expect([first, manager, employee].map(({ userId }) => roleOf.get(userId))).toEqual([
      'owner',
      'manager',
      'employee',
    ]);
    expect(await bodyOf(200, first.call('GET', '/v1/me'))).toMatchObject({
      organizations: [{ id, role: 'owner' }],
    });
    await awaited(
      'the e-mail about the ownership',
      () => host.mails(first.email),
      (mails) => mails.some(({ subject }) => subject.startsWith('You are now the owner of')),
    );
    const changes = await table.items(
      ({ kind, action }) => kind === 'change' && action === 'madeOwner',
      `ORG#${id}#member#${first.userId}`,
    );
    expect(changes).toHaveLength(1);
  });

  test('during which the last member leaves deletes an organization that nobody can use any more', async () => {
    const organization = await newOrganization(await newPerson(host));
    const { owner, id } = organization;
    const client = await addMember(host, organization, 'client');
    const other = await addMember(host, organization, 'admin');
    await setRole(organization, other.userId, 'owner');
    expect((await requestDeletion(owner)).status).toBe(204);
    await table.change(accessKey(other.userId), { deletedAt: new Date().toISOString() });
    await removeDeleted(host, owner.userId);
    const { organizations } = await bodyOf(200, client.call('GET', '/v1/me'));
    expect(organizations).toEqual([expect.objectContaining({ id, deletingAt: expect.any(String) })]);
    expect(await itemAt(memberKey(id, owner.userId))).toBeUndefined();
  });
});
