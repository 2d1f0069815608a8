/** One thing that keeps somebody out, and what its line reads without it. */
export interface Guard {
  name: string;
  file: string;
  line: string;
  without: string;
  /** Test files that must turn red. */
  seenBy: string;
}

const all = 'tests/isolation';
const guard = (name: string, file: string, line: string, without: string, seenBy = all): Guard => ({
  name,
  file,
  line,
  without,
  seenBy,
});

const authenticate = 'functions/http/authenticate.ts';
const authorize = 'functions/http/authorize.ts';
const read = 'shared/data/records/read.ts';
const operations = 'shared/data/records/operations.ts';
const notes = 'functions/notes/notes.ts';
const accept = 'functions/invitations/accept.ts';
const keys = 'shared/data/keys.ts';
const [credentials, rows, roles, references, organizations] = [
  'credentials',
  'rows',
  'roles',
  'references',
  'organizations',
].map((name) => `${all}/${name}.test.ts`) as [string, string, string, string, string];
const never = '';

/** Each guard by the text that it is; a text that is not found exactly once fails the run, so that the list stays true. */
export const guards: Guard[] = [
  guard(
    'the signature of tokens',
    authenticate,
    'await verifier.verify(token).catch(unlessUnavailable)',
    "JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}')",
    credentials,
  ),
  guard(
    'tokens of this use and client only',
    authenticate,
    `      if (payload.token_use !== 'access') throw new Error('not an access token');
      if (payload.client_id !== process.env.USER_POOL_CLIENT_ID) throw new Error('a token of another client');
`,
    never,
    credentials,
  ),
  guard(
    'the expiry of keys',
    authenticate,
    'key.expiresAt * 1000 <= Date.parse(now)',
    'false',
    'tests/api/api-keys.test.ts',
  ),
  guard('signing out everywhere', authorize, 'issuedAt * 1000 < rights.notBefore', 'false', credentials),
  guard(
    'active memberships only',
    'shared/data/rights.ts',
    'return right?.active ? right : undefined;',
    'return right;',
    organizations,
  ),
  guard(
    'the organization of a key',
    authorize,
    ' || (caller.apiKey && caller.apiKey.orgId !== orgId)',
    never,
    organizations,
  ),
  guard(
    'keys of a membership that ended',
    authorize,
    "if (caller.apiKey && caller.apiKey.since !== right.since) throw new ProblemError('not_found');",
    never,
    'tests/api/api-keys.test.ts',
  ),
  guard(
    'the permissions of a key',
    'shared/data/rights.ts',
    'ofKey && !ofKey.includes(permission)',
    'false',
    roles,
  ),
  guard(
    'the role of a member',
    'shared/data/rights.ts',
    ': scopeOf(role, permission)',
    ": scopeOf('owner', permission)",
    roles,
  ),
  guard('no scope, no entry', authorize, '!scope || (', '(', roles),
  guard('what users only do', authorize, '(operation.usersOnly && caller.apiKey)', 'false', roles),
  guard(
    'user operations, inside no organization',
    'functions/http/serve.ts',
    "if (caller.apiKey) throw new ProblemError('forbidden');",
    never,
    credentials,
  ),
  guard(
    'own records only',
    read,
    "(typeof ownerId === 'string' && reach.includes(ownerId))",
    'reach.length === 1',
    roles,
  ),
  guard(
    'the scope of a loaded record',
    read,
    ' || !isVisible(record, reachOf(context, scope))',
    never,
    roles,
  ),
  guard('the end of the trash', read, ' || isGone(record, context.now)', never, organizations),
  guard(
    'no changes in the trash',
    operations,
    "    const record = await load(context, id);\n    if (record.deletedAt) throw new ProblemError('not_found');\n",
    '    const record = await load(context, id);\n',
    organizations,
  ),
  guard(
    'owners from the own organization',
    'shared/data/records/references.ts',
    'key: memberKey(context.orgId, value as string)',
    'key: memberKey(context.orgId, context.actor.userId)',
    references,
  ),
  guard(
    'tags from the own organization',
    'shared/data/records/references.ts',
    'known.has(id) ? [] : [{ key: tagKey(context.orgId, id)',
    'true ? [] : [{ key: tagKey(context.orgId, id)',
    references,
  ),
  guard(
    'giving records away',
    'shared/data/records/references.ts',
    "if (!isVisible({ ownerId }, reachOf(context, scope))) throw fieldProblem(pointer, 'not_allowed');",
    never,
    rows,
  ),
  guard(
    'replays of what is out of reach',
    operations,
    ' || !isVisible(record, reachOf(context, scope))',
    never,
    rows,
  ),
  guard(
    'names of records out of reach',
    operations,
    'if (!visible) errors.push(entry);',
    'if (!other) errors.push(entry);',
    rows,
  ),
  guard('own lists', 'shared/data/records/list.ts', "if (reach === 'all') return", 'if (reach) return', rows),
  guard(
    'the scope of search',
    'functions/search/handler.ts',
    'const reach = readReach(definition, context);',
    "const reach: Reach = String(readReach(definition, context)) && 'all';",
    rows,
  ),
  guard(
    'an own dashboard',
    'functions/dashboard/get.ts',
    'countable(readReach(definition, context))',
    "countable(String(readReach(definition, context)) && 'all')",
    rows,
  ),
  guard(
    'no changes of what was handed over',
    'functions/dashboard/recent.ts',
    '(went === undefined || Date.parse(line.at) > went + overlapMs)',
    'true',
    'tests/isolation/handover.test.ts',
  ),
  guard(
    'a dashboard of nothing',
    'functions/dashboard/recent.ts',
    'if (types.length === 0) return [];',
    never,
    rows,
  ),
  guard(
    'own counts of tags',
    'shared/data/tag.ts',
    'const reach = readReach(contactRecords, context);',
    "const reach = String(readReach(contactRecords, context)) && ('all' as const);",
    rows,
  ),
  guard(
    'notes of records in reach',
    read,
    'recordId, readScope(definition, context));',
    "recordId, 'all');",
    rows,
  ),
  guard(
    'no notes in the trash',
    read,
    "if (record.deletedAt) throw new ProblemError('not_found');",
    never,
    rows,
  ),
  guard(
    'own notes',
    notes,
    "context.scope === 'own' && note.authorId !== context.actor.userId",
    'false',
    roles,
  ),
  guard('deleted notes', notes, '(note.deletedAt !== undefined && !deleted)', 'false', organizations),
  guard('the end of deleted notes', notes, ' || isGone(note, context.now)', never, organizations),
  guard(
    'managing roles above',
    'functions/members/members.ts',
    "if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/members.test.ts',
  ),
  guard(
    'passwords of roles above',
    'functions/members/resend.ts',
    "if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/new-member.test.ts',
  ),
  guard(
    'texts in a timeline',
    'functions/timeline/visible.ts',
    'if (needed && !context.scopeFor(needed)) return [];',
    never,
    'tests/api/timeline.test.ts',
  ),
  guard(
    'references out of reach',
    'shared/data/records/references.ts',
    'isVisible(record, reachOf(context, context.scopeFor(`${type}:read` as Permission)))',
    'true',
    references,
  ),
  guard(
    'rows of a job out of reach',
    'shared/data/jobs/rows.ts',
    ' && isVisible(record, reach)',
    never,
    'tests/api/jobs.test.ts',
  ),
  guard(
    'cards out of reach',
    'functions/deals/move.ts',
    ' && isVisible(card, readReach(dealRecords, context))',
    never,
    'tests/isolation',
  ),
  guard(
    'giving roles above',
    'functions/members/members.ts',
    "if (!mayManageRole(context.role, role)) throw fieldProblem('/role', 'not_allowed');",
    never,
    'tests/api/members.test.ts',
  ),
  guard(
    'the own membership',
    'functions/members/members.ts',
    'if (changesRights && userId === context.actor.userId) throw ownMembership();',
    never,
    'tests/api/members.test.ts',
  ),
  guard(
    'invitations to roles above',
    'functions/invitations/invitations.ts',
    "if (!mayManageRole(context.role, invitation.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/invitations.test.ts',
  ),
  guard(
    'the rights of who invited',
    accept,
    'if (!inviter?.active || !mayManageRole(inviter.role, role)) throw holdsNoLonger();',
    "if (!inviter) return 'owner';",
    'tests/api/invitations.test.ts',
  ),
  guard('the secret of an invitation', accept, ' || !sameHash(item.tokenHash, secret)', never, references),
  guard(
    'the address of an invitation',
    accept,
    "if (invitation.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');",
    never,
    'tests/api/invitations.test.ts',
  ),
  guard(
    'unique values by organization',
    keys,
    'pk: `ORG#${orgId}#U#${field}#${value}`',
    'pk: `ORG##U#${field}#${value}`',
    references,
  ),
  guard(
    'idempotency by organization',
    keys,
    'pk: `ORG#${orgId}#IDEMPOTENCY#',
    'pk: `ORG##IDEMPOTENCY#',
    references,
  ),
  guard('words by organization', keys, '`ORG#${orgId}#W#', '`ORG##W#', references),
  guard(
    'lists by organization',
    keys,
    '`ORG#${orgId}#${type}#${list}`',
    '`ORG##${type}#${list}`',
    references,
  ),
];
