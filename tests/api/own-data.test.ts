import { describe, expect, inject, test } from 'vitest';
import { account } from '#contract/account.ts';
import { limits } from '#contract/limits.ts';
import { userCountKey } from '#data/store/keys.ts';
import { equippedMember } from '../accounts.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newPerson } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

describe('the data of a user', () => {
  test('contain the profile, sign-in, memberships, views, keys, invitations and changes, but no secrets and no other person', async () => {
    const { organization, member, key, guest, view, contact } = await equippedMember(host);
    await host.settled(organization);
    const answer = await member.call('GET', '/v1/account/data');
    const data = await bodyOf(200, Promise.resolve(answer));
    expect(data).toEqual(account.operations.getData.output.parse(data));
    expect(data.profile).toMatchObject({ id: member.userId, email: member.email, username: member.username });
    expect(data.signIn).toEqual({ secondFactor: false, recoveryCodesLeft: 0 });
    expect(data.profileChanges.map(({ action }: { action: string }) => action)).toEqual([
      'updated',
      'created',
    ]);
    expect(data.organizations).toEqual([
      expect.objectContaining({
        id: organization.id,
        role: 'admin',
        active: true,
        apiKeys: [expect.objectContaining({ id: key.id })],
        invitationsSent: [expect.objectContaining({ role: 'employee' })],
        invitationsAccepted: [expect.objectContaining({ role: 'admin' })],
        views: [expect.objectContaining(view)],
        viewsLeftOut: 0,
        calendarFeedSince: expect.any(String),
      }),
    ]);
    const [{ changes }] = data.organizations;
    expect(changes).toContainEqual(
      expect.objectContaining({ type: 'contact', id: contact.id, action: 'created' }),
    );
    for (const hidden of [guest, organization.owner.email, organization.owner.userId, key.secret, 'hash'])
      expect(answer.text).not.toContain(hidden);
  });

  test('contain nothing of colleagues, and can’t be read with an API key', async () => {
    const { organization, key } = await equippedMember(host);
    const colleague = await addMember(host, organization, 'employee');
    const data = await bodyOf(200, colleague.call('GET', '/v1/account/data'));
    expect(data.organizations[0]).toMatchObject({
      apiKeys: [],
      invitationsSent: [],
      views: [],
      changes: [{ type: 'invitation', action: 'accepted' }],
    });
    for (const path of ['data', 'deletion'])
      expect((await key.call('GET', `/v1/account/${path}`)).status).toBe(403);
  });
});

test('the data of a user can be read a limited number of times a day', async () => {
  const { userId, call } = await newPerson(host);
  await bodyOf(200, call('GET', '/v1/account/data'));
  const key = userCountKey(userId, 'OWN-DATA', new Date().toISOString().slice(0, 10));
  await table.change(key, { used: limits.ownDataPerDay });
  const refused = await call('GET', '/v1/account/data');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
