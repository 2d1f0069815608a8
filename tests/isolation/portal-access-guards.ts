import { guard, never, type Guard } from './guard.ts';

const access = 'shared/data/portal/portal-access.ts';
const acceptFile = 'functions/portal/accept.ts';
const clients = 'functions/portal/clients.ts';
const accessApi = 'tests/api/portal-access.test.ts';
const accounts = 'tests/api/portal-accounts.test.ts';
const isolation = 'tests/isolation/portal.test.ts';

/** Guards of who gets access to a portal, and of the end of an access. */
export const portalAccessGuards: Guard[] = [
  guard(
    'the address of an invitation to the portal',
    acceptFile,
    "  if (access.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');\n",
    never,
    accessApi,
    'an invitation in the language of the customer’s country gives access once, to its address only',
  ),
  guard(
    'the secret of an invitation to the portal',
    acceptFile,
    '.some((hash) => sameHash(hash, secret))',
    '.some((hash) => sameHash(hash, secret) || true)',
    accessApi,
    'a withdrawn, an expired and a guessed link give no access',
  ),
  guard(
    'links to the portal that were used',
    acceptFile,
    "  if (access.status !== 'invited') throw fieldProblem('/token', 'used', 'conflict');\n",
    never,
    accessApi,
    'an invitation in the language of the customer’s country gives access once, to its address only',
  ),
  guard(
    'links to the portal that expired',
    acceptFile,
    'access.validUntil <= now || ',
    never,
    accessApi,
    'a withdrawn, an expired and a guessed link give no access',
  ),
  guard(
    'members who accept an invitation to the portal',
    acceptFile,
    'if (refused) throw',
    'if (refused && !access) throw',
    accessApi,
    'at its acceptance if the person has become a member in the meantime',
  ),
  guard(
    'invitations of contacts in the trash',
    access,
    `    {
      check: { Key: { ...recordKeyOf(org, subject) }, ...ifLive },
      refuse: () => new ProblemError('not_found'),
    },
    {
      update: {
        Key: { ...accessKey(profile.id) },`,
    `    {
      update: {
        Key: { ...accessKey(profile.id) },`,
    isolation,
    'an invitation isn’t accepted while its contact is in the trash',
  ),
  guard(
    'links that a new invitation replaces',
    'shared/data/portal/invitation.ts',
    '    id: before?.id ?? uuidv7(),\n',
    '    ...before,\n    id: before?.id ?? uuidv7(),\n',
    accessApi,
    'a second invitation replaces the link of the first one, and waits a minute',
  ),
  guard(
    'invitations of contacts within reach',
    clients,
    'context.scopeFor(recordPermission(type, action))',
    "action && ('all' as const)",
    accessApi,
    'by an employee for a contact of others, and by nobody for records of other types',
  ),
  guard(
    'invitations of members to the portal',
    clients,
    '  await refuseMember(context, email);\n',
    never,
    accessApi,
    'for the address of a member, and for that of another client',
  ),
  guard(
    'clients of customers within reach',
    clients,
    "customerId, context.scopeFor('customer:read'));",
    "customerId, 'all');",
    isolation,
    'see who has access among the contacts and customers within reach only',
  ),
  guard(
    'contacts within reach among the clients of a customer',
    clients,
    'const reach = readReach(contactRecords, context);',
    "const reach = readReach(contactRecords, context) && 'all';",
    isolation,
    'see who has access among the contacts and customers within reach only',
  ),
  guard(
    'clients within reach',
    clients,
    'context.scopeFor(`${type}:read`)',
    "'all'",
    isolation,
    'see who has access among the contacts and customers within reach only',
  ),
  guard(
    'clients who accept an invitation of members',
    'functions/invitations/accept.ts',
    "  if (access?.orgs?.[orgId]?.client) throw new ProblemError('conflict', 'client_of_organization');\n",
    '  void [access, ProblemError];\n',
    accounts,
    'by an invitation from before the access',
  ),
  guard(
    'the address of a client in an invitation of members',
    'functions/invitations/invitations.ts',
    'if (right?.client)',
    'if (!known)',
    accounts,
    'by an invitation, which is refused for the address of a client',
  ),
  guard(
    'the right of a client whose contact is purged',
    'shared/data/projection/purge.ts',
    '    await updateItem(session, rightEnd(orgId, userId, recordIdOf(record.pk))).catch(unlessGone);\n',
    '    void [updateItem, rightEnd, recordIdOf];\n',
    accounts,
    'a contact that is purged takes the access and the right of its user with it',
  ),
  guard(
    'the access of a client whose account is deleted',
    'events/account-deletions/remove-account.ts',
    'await (client ? leavePortal',
    'await (client && !profile ? leavePortal',
    accounts,
    'ends with the access, and leaves contact, customer and issues',
  ),
];
