import { guard, never } from './guard.ts';

const viewer = 'shared/data/portal/viewer.ts';
const access = 'shared/data/portal/portal-access.ts';
const shown = 'functions/portal/shown-records.ts';
const listed = 'functions/portal/listed.ts';
const acceptFile = 'functions/portal/accept.ts';
const clients = 'functions/portal/clients.ts';
const api = 'tests/api/portal.test.ts';
const links = 'tests/api/portal-links.test.ts';
const accessApi = 'tests/api/portal-access.test.ts';
const accounts = 'tests/api/portal-accounts.test.ts';
const isolation = 'tests/isolation/portal.test.ts';

/** Guards of whose portal a client sees. */
const viewerGuards = [
  guard('links of clients whose access ended', viewer, '!isOf(access, actor.userId) || ', never, api),
  guard('clients whose contact is in the trash', viewer, ' || !isLive(record, context)', never, api),
  guard(
    'clients whose customer is in the trash',
    viewer,
    'if (!isLive(customer, context)) return undefined;',
    'if (!customer) return undefined;',
    api,
  ),
  guard(
    'the customer that a client names',
    viewer,
    ' || (customerId !== undefined && !customerIds.includes(customerId))',
    never,
    isolation,
  ),
  guard(
    'the customer for whom a client has access',
    viewer,
    'if (!isForIt || (customerId',
    'if ((isForIt && false) || (customerId',
    api,
  ),
  guard(
    'the customer that a vendor names',
    viewer,
    "    if (customerId !== undefined) throw new ProblemError('not_found');\n",
    never,
    isolation,
  ),
  guard(
    'portals of customers within reach',
    viewer,
    "customerId, context.scopeFor('customer:read'));",
    "customerId, 'all');",
    api,
  ),
  guard(
    'portals of customers in the trash',
    viewer,
    "  if (customer.deletedAt !== undefined) throw new ProblemError('not_found');\n",
    never,
    isolation,
  ),
  guard(
    'links to documents of a customer that the contact has left',
    viewer,
    'customerId !== undefined && viewer?.customerIds.includes(customerId) ?',
    'viewer ?',
    links,
  ),
  guard(
    'links of users who had the access before',
    access,
    "access?.status === 'active' && access.userId === userId",
    "access?.status === 'active' && access.userId !== ''",
    isolation,
  ),
];

/** Guards of what a portal shows. */
const shownGuards = [
  guard(
    'records of other customers',
    shown,
    '    !isSeenBy(context, viewer, definition, record) ||\n',
    '    (!definition && isSeenBy(context, viewer, definition, record)) ||\n',
    isolation,
  ),
  guard(
    'lists of the customer’s records',
    listed,
    'const page = await readPage(context, subject, { filter, sorts, limit, cursor }, reach);',
    "const page = await readPage(context, subject, { filter, sorts, limit, cursor }, reach && 'all');",
    isolation,
  ),
  guard(
    'counts of the customer’s records',
    listed,
    'groups = [] } = await readPage(context, subject, question, reach);',
    "groups = [] } = await readPage(context, subject, question, reach && 'all');",
    isolation,
  ),
  guard(
    'lists in previews of records that the member can’t read',
    viewer,
    '    reach: readReach(definition, context),\n',
    "    reach: readReach(definition, context) && 'all',\n",
    isolation,
  ),
  guard(
    'lists in previews of records of other customers',
    viewer,
    "    filters: [{ field: 'customerId', op: 'anyOf', value: [...viewer.customerIds] }],\n",
    '    filters: [],\n',
    isolation,
  ),
  guard(
    'records in previews that the member can’t read',
    viewer,
    ' &&\n  (!viewer.isPreview || isVisible(record, readReach(definition, context)));',
    ' && (definition || context) !== undefined;',
    isolation,
  ),
  guard('records in the trash', shown, '    record.deletedAt !== undefined ||\n', never, isolation),
  guard(
    'statuses of a record',
    shown,
    '    (meanings && !(meaning && meanings.includes(meaning))) ||\n',
    never,
    api,
  ),
  guard(
    'drafts of quotes',
    shown,
    "  meanings: ['sent', 'accepted', 'declined', 'expired'],\n  sort: 'quotedOn',\n  needs: 'sentAt',\n",
    "  sort: 'quotedOn',\n",
    api,
  ),
  guard('orders that were never confirmed', shown, "  needs: 'confirmedAt',\n", never, api),
  guard(
    'drafts of invoices, and void ones',
    shown,
    "  meanings: ['open', 'overdue', 'paid', 'credited', 'issued'],\n",
    never,
    api,
  ),
  guard('canceled payments', shown, "  meanings: ['pending', 'received', 'refunded'],\n", never, isolation),
  guard(
    'links to documents of the customer',
    'functions/portal/links.ts',
    '  await loadShown(context, viewer, shown, id);\n',
    '  void [loadShown, shown];\n',
    isolation,
  ),
  guard(
    'fields of other record types in a profile',
    'functions/portal/profile.ts',
    "  if (wrong !== undefined) throw fieldProblem(`/${wrong}`, 'not_allowed');\n",
    '  void [wrong, fieldProblem];\n',
    api,
  ),
];

/** Guards of who gets access. */
const invitationGuards = [
  guard(
    'the address of an invitation to the portal',
    acceptFile,
    "  if (access.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');\n",
    never,
    accessApi,
  ),
  guard(
    'the secret of an invitation to the portal',
    acceptFile,
    '.some((hash) => sameHash(hash, secret))',
    '.some((hash) => sameHash(hash, secret) || true)',
    accessApi,
  ),
  guard(
    'links to the portal that were used',
    acceptFile,
    "  if (access.status !== 'invited') throw fieldProblem('/token', 'used', 'conflict');\n",
    never,
    accessApi,
  ),
  guard('links to the portal that expired', acceptFile, 'access.validUntil <= now || ', never, accessApi),
  guard(
    'members who accept an invitation to the portal',
    acceptFile,
    'if (right)',
    'if (!access)',
    accessApi,
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
  ),
  guard(
    'links that a new invitation replaces',
    'shared/data/portal/invitation.ts',
    '    id: before?.id ?? uuidv7(),\n',
    '    ...before,\n    id: before?.id ?? uuidv7(),\n',
    accessApi,
  ),
  guard(
    'invitations of contacts within reach',
    clients,
    'context.scopeFor(`${type}:${action}` satisfies Permission)',
    "action && ('all' as const)",
    accessApi,
  ),
  guard(
    'invitations of members to the portal',
    clients,
    '  await refuseMember(context, email);\n',
    never,
    accessApi,
  ),
  guard(
    'clients of customers within reach',
    clients,
    "customerId, context.scopeFor('customer:read'));",
    "customerId, 'all');",
    isolation,
  ),
  guard(
    'contacts within reach among the clients of a customer',
    clients,
    'const reach = readReach(contactRecords, context);',
    "const reach = readReach(contactRecords, context) && 'all';",
    isolation,
  ),
  guard('clients within reach', clients, 'context.scopeFor(`${type}:read`)', "'all'", isolation),
  guard(
    'clients who accept an invitation of members',
    'functions/invitations/accept.ts',
    "  if (access?.orgs?.[orgId]?.client) throw new ProblemError('conflict', 'client_of_organization');\n",
    '  void [access, ProblemError];\n',
    accounts,
  ),
  guard(
    'the address of a client in an invitation of members',
    'functions/invitations/invitations.ts',
    'if (right?.client)',
    'if (!known)',
    accounts,
  ),
];

/** Guards of the end of an access. */
const endGuards = [
  guard(
    'the right of a client whose contact is purged',
    'shared/data/projection/purge.ts',
    '    await updateItem(session, rightEnd(orgId, userId, recordIdOf(record.pk))).catch(unlessGone);\n',
    '    void [updateItem, rightEnd, recordIdOf];\n',
    accounts,
  ),
  guard(
    'the access of a client whose account is deleted',
    'events/account-deletions/remove-account.ts',
    'await (client ? leavePortal',
    'await (client && !profile ? leavePortal',
    accounts,
  ),
];

/** Guards of the portal, which people use who aren't members. */
export const portalGuards = [...viewerGuards, ...shownGuards, ...invitationGuards, ...endGuards];
