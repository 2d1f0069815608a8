import { bodyOf, callerWith } from '../caller.ts';
import { letMailPauseEnd, mailedToken, newPerson } from '../organization.ts';
import type { Pattern } from './pattern.ts';
import { change, changing, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

/** Invites a new person and keeps the token of the link, for requests that preview and accept the invitation. */
async function inviteGuest(world: World): Promise<void> {
  const { host } = world.measured;
  const guest = await newPerson(host);
  await bodyOf(201, send('POST', '/invitations', { body: { email: guest.email, role: 'employee' } })(world));
  world.guest = { ...guest, invitation: await mailedToken(host, guest.email, world.organization.id) };
}

const withToken =
  (verb: string): Pattern['send'] =>
  ({ guest }) =>
    guest!.call('POST', `/v1/invitations/${verb}`, { body: { token: guest!.invitation } });

/** Sends a request about the employee's membership with its current version. */
const onMember =
  (method: string, body?: object): Pattern['send'] =>
  async (world) => {
    const { items } = await bodyOf(200, send('GET', '/members')(world));
    const { userId } = world.employee;
    const { version } = items.find((member: { userId: string }) => member.userId === userId);
    return send(method, `/members/${userId}`, { body, ifMatch: version })(world);
  };

export const peoplePatterns: Pattern[] = [
  {
    operation: 'invitations.create',
    by: 'invitation, address and change by key',
    class: 'key',
    reads: [rights, 'strong e-mail', 'query invitation', 'strong member'],
    writes: ['transact invitation', 'transact unique value', 'transact 2 counter', ...change],
    thenReads: ['strong member'],
    thenWrites: ['put invitation'],
    send: making('invitation', '/invitations', { email: 'somebody.new@people.example', role: 'employee' }),
  },
  {
    operation: 'invitations.list',
    by: 'pk = invitations of the organization',
    class: 'indexed',
    reads: [rights, 'query 2 invitation'],
    send: send('GET', '/invitations'),
  },
  {
    operation: 'invitations.resend',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong invitation', 'strong member'],
    writes: ['transact invitation', 'transact unique value', 'transact 2 counter', ...change],
    thenReads: ['strong member'],
    thenWrites: ['put invitation'],
    prepare: ({ measured, organization, made }) =>
      letMailPauseEnd(measured.host, organization.id, made.invitation!.id),
    send: changing('invitation', 'POST', '/invitations/{id}/resend'),
  },
  {
    operation: 'invitations.revoke',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong invitation'],
    writes: ['transact invitation', 'transact unique value', ...change],
    send: changing('invitation', 'DELETE', '/invitations/{id}'),
  },
  {
    operation: 'invitations.preview',
    by: 'by key',
    class: 'key',
    reads: ['strong invitation', 'strong member', 'strong new organization'],
    prepare: inviteGuest,
    send: withToken('preview'),
  },
  {
    operation: 'invitations.accept',
    by: 'invitation, address, member and rights by key; the inviter must still have the role',
    class: 'key',
    reads: [
      rights,
      'strong user',
      'strong invitation',
      'strong new organization',
      'strong member',
      'query 3 member',
    ],
    writes: [
      'transact invitation',
      'transact unique value',
      'transact 2 member',
      'transact access',
      'transact user',
      ...change,
    ],
    send: withToken('accept'),
  },
  {
    operation: 'apiKeys.create',
    by: 'key, its hash and change by key',
    class: 'key',
    reads: [rights, 'query API key'],
    writes: ['transact 2 API key', ...change],
    send: making('key', '/api-keys', { name: 'Import', permissions: ['contact:read'] }),
  },
  {
    operation: 'apiKeys.list',
    by: 'pk = keys of the organization, and the time of their last use by key',
    class: 'indexed',
    reads: [rights, 'query 2 API key', 'strong entry', 'strong entry'],
    send: send('GET', '/api-keys'),
  },
  {
    operation: 'apiKeys.update',
    by: 'key, its hash and change by key; rights of the creator',
    class: 'key',
    reads: [rights, 'strong API key', 'strong API key', 'strong API key'],
    writes: ['transact 2 API key', ...change],
    send: changing('key', 'PATCH', '/api-keys/{id}', { body: { name: 'Imports' } }),
  },
  {
    operation: 'apiKeys.rotate',
    what: 'with an overlap',
    by: 'key, its hash, the new hash and change by key; rights of the creator',
    class: 'key',
    reads: [rights, 'strong API key', 'strong API key'],
    writes: ['transact 3 API key', ...change],
    send: changing('key', 'POST', '/api-keys/{id}/rotate', { body: { overlapHours: 24 } }),
  },
  {
    operation: 'apiKeys.revoke',
    what: 'with two secrets',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong API key'],
    writes: ['transact 3 API key', ...change],
    send: changing('key', 'DELETE', '/api-keys/{id}'),
  },
  {
    operation: 'organizations.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong new organization'],
    send: send('GET', ''),
  },
  {
    operation: 'organizations.update',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong new organization'],
    writes: ['transact new organization', ...change],
    send: send('PATCH', '', { body: { country: 'CO' }, ifMatch: 1 }),
  },
  {
    operation: 'organizations.create',
    by: 'organization, address, member and rights by key',
    class: 'key',
    reads: [rights, 'strong user'],
    writes: [
      'transact new organization',
      'transact slug',
      'transact member',
      'transact access',
      'transact user',
      'transact counter',
      'transact chart',
      'transact change (organization)',
      'entry entry',
    ],
    send: (world) => world.employee.call('POST', '/v1/orgs', { body: { name: 'Their own' } }),
  },
  {
    operation: 'members.list',
    by: 'pk = members of the organization',
    class: 'indexed',
    reads: [rights, 'query 3 member'],
    send: send('GET', '/members'),
  },
  {
    operation: 'members.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong member'],
    send: (world) => send('GET', `/members/${world.owner.userId}`)(world),
  },
  {
    operation: 'members.update',
    what: 'role',
    by: 'member and rights by key; the caller must still have their role',
    class: 'key',
    reads: [rights, 'strong member'],
    writes: ['transact 2 member', 'transact access', ...change],
    send: onMember('PATCH', { role: 'manager' }),
  },
  {
    operation: 'members.remove',
    by: 'as members.update',
    class: 'key',
    reads: [rights, 'strong member'],
    writes: ['transact 2 member', 'transact access', ...change],
    thenReads: ['query 0 view'],
    send: onMember('DELETE'),
  },
  {
    operation: 'me.get',
    what: 'with one organization',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user', 'strong new organization'],
    send: (world) => world.owner.call('GET', '/v1/me'),
  },
  {
    operation: 'whoami.get',
    what: 'by an API key',
    by: 'by key',
    class: 'key',
    reads: ['strong API key', rights, 'strong API key'],
    // The first request of a minute records the last use of the key.
    prepare: async (world) => {
      await world.keyCall('GET', '/v1/whoami');
    },
    send: (world) => world.keyCall('GET', '/v1/whoami'),
  },
  {
    operation: 'me.update',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user', rights, 'strong new organization'],
    writes: ['transact user', 'transact change'],
    send: (world) => world.owner.call('PATCH', '/v1/me', { body: { theme: 'dark' }, ifMatch: 1 }),
  },
  {
    operation: 'me.confirmEmail',
    what: 'the address is unchanged',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user', 'strong new organization'],
    send: (world) => world.owner.call('POST', '/v1/me/confirm-email'),
  },
  {
    operation: 'me.changeEmail',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user', 'strong e-mail', rights],
    writes: ['put counter', 'transact counter', 'transact user', 'transact change'],
    thenReads: ['strong user', 'strong change'],
    prepare: async (world) => {
      world.stranger = await newPerson(world.measured.host);
    },
    send: ({ stranger }) => {
      const body = { email: `next.${stranger!.email}`, password: stranger!.password };
      return stranger!.call('POST', '/v1/me/email', { body });
    },
  },
  {
    operation: 'me.changePassword',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user', rights],
    writes: ['put counter', 'transact user', 'transact change', 'transact access'],
    thenReads: ['strong user'],
    send: ({ stranger }) => {
      const body = { oldPassword: stranger!.password, newPassword: 'quite another phrase' };
      return stranger!.call('POST', '/v1/me/password', { body });
    },
  },
  {
    operation: 'me.signOut',
    by: 'by key',
    class: 'key',
    reads: [rights],
    writes: ['put access'],
    send: async ({ measured, employee }) => {
      const { accessToken } = await measured.host.signIn(employee.username, employee.password);
      return callerWith(measured.host.url, accessToken)('POST', '/v1/me/sign-out');
    },
  },
  {
    operation: 'me.signOutEverywhere',
    by: 'by key',
    class: 'key',
    reads: [rights],
    writes: ['put access'],
    send: (world) => world.employee.call('POST', '/v1/me/sign-out-everywhere'),
  },
  {
    operation: 'health.get',
    by: 'three items by key',
    class: 'key',
    reads: ['strong 3 entry'],
    send: (world) => world.owner.call('GET', '/v1/health'),
  },
  {
    operation: 'health.openapi',
    by: 'nothing',
    class: 'key',
    reads: [],
    send: (world) => world.owner.call('GET', '/v1/openapi.json'),
  },
];
