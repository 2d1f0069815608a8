import {
  authenticate,
  authorize,
  credentials,
  guard,
  never,
  notes,
  operations,
  organizations,
  read,
  references,
  roles,
  rows,
  scopes,
  type Guard,
} from './guard.ts';
import { analyticsGuards } from './analytics-guards.ts';
import { formGuards } from './form-guards.ts';
import { importGuards } from './import-guards.ts';
import { listGuards } from './list-guards.ts';
import { membershipGuards } from './membership-guards.ts';
import { moneyGuards } from './money-guards.ts';
import { documentGuards } from './document-guards.ts';
import { paymentGuards } from './payment-guards.ts';
import { personalDataGuards } from './personal-data-guards.ts';
import { portalGuards } from './portal-guards.ts';
import { portalVisitorGuards } from './portal-visitor-guards.ts';
import { viewGuards } from './view-guards.ts';

const loadFile = 'shared/data/entries/load-attachment.ts';
const files = 'tests/api/attachments.test.ts';
const searchFile = 'shared/data/records/search.ts';

/**
 * Each guard is identified by its source text. A text that isn't found exactly once fails the run, so that the list
 * stays accurate.
 */
export const guards: Guard[] = [
  guard(
    'refusals of busy organizations, for their members only',
    'functions/http/limit-requests.ts',
    '`${principalLimit(caller, principalMost).subject} ${orgId}`',
    'orgId',
    'tests/api/storm.test.ts',
  ),
  guard(
    'imports of other people, which no new one can follow',
    'functions/imports/create.ts',
    'found?.createdBy !== context.actor.userId',
    '!found',
    'tests/api/import-chains.test.ts',
  ),
  guard(
    'the signature of tokens',
    authenticate,
    'await verifier.verify(token).catch(unlessUnavailable)',
    "JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}')",
    credentials,
  ),
  guard(
    'access tokens of this client only',
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
    'shared/data/organization/rights.ts',
    'return right?.active ? right : undefined;',
    'return right;',
    organizations,
  ),
  guard(
    'the organization of a key',
    authorize,
    'if (key && key.orgId !== orgId) return undefined;',
    never,
    organizations,
  ),
  guard(
    'keys of a membership that ended',
    authorize,
    'if (key && key.since !== right?.since) return undefined;',
    never,
    'tests/api/api-keys.test.ts',
  ),
  guard(
    'the permissions of a key',
    'shared/data/organization/rights.ts',
    'ofKey && !ofKey.includes(permission)',
    'false',
    roles,
  ),
  guard(
    'the role of a member',
    'shared/data/organization/rights.ts',
    ': scopeOf(role, permission)',
    ": scopeOf('owner', permission)",
    roles,
  ),
  guard('no scope, no entry', authorize, '!scope || (', '(', roles),
  guard('what users only do', authorize, '(operation.usersOnly && caller.apiKey)', 'false', roles),
  guard(
    'operations for users only, outside organizations',
    'functions/http/serve.ts',
    "if (caller.apiKey && operation.access === 'user') throw new ProblemError('forbidden');",
    never,
    credentials,
  ),
  guard(
    'own records only',
    read,
    "typeof id === 'string' && reach.ids.includes(id)",
    'reach.ids.length === 1',
    roles,
  ),
  guard(
    'the scope of a loaded record',
    read,
    ' || !isVisible(record, reachOf(context, scope))',
    never,
    roles,
  ),
  guard('the end of the trash', read, 'isGone(record, context.now)', 'false', organizations),
  guard(
    'no changes in the trash',
    operations,
    "    const record = await load(context, id);\n    if (record.deletedAt) throw new ProblemError('not_found');\n",
    '    const record = await load(context, id);\n',
    organizations,
  ),
  guard(
    'owners from the same organization',
    'shared/data/records/references.ts',
    'key: memberKey(context.orgId, value as string)',
    'key: memberKey(context.orgId, context.actor.userId)',
    references,
  ),
  guard(
    'tags from the same organization',
    'shared/data/records/references.ts',
    'known.has(id) ? [] : [{ key: tagKey(context.orgId, id)',
    'true ? [] : [{ key: tagKey(context.orgId, id)',
    references,
  ),
  guard(
    'records that custom fields refer to',
    'shared/data/records/references.ts',
    '...customRelations(fields, context, body, before, pointer)',
    never,
    'tests/api/custom-fields.test.ts',
  ),
  guard(
    'relations of bulk edits',
    'functions/jobs/create.ts',
    'await checkReferences(definition, context, complete, undefined, pointer, fields);',
    never,
    'tests/api/custom-bulk.test.ts',
  ),
  guard(
    'giving records away',
    'shared/data/records/references.ts',
    "if (!isVisible({ ownerId }, reachOf(context, scope))) throw fieldProblem(pointer, 'not_allowed');",
    never,
    rows,
  ),
  guard(
    'replays of records out of reach',
    'shared/data/records/creating.ts',
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
  guard(
    'lists of own records only',
    'functions/lists/list.ts',
    'const reach = await requestedReach(context, query.teamOf);',
    "const reach = String(await requestedReach(context, query.teamOf)) && ('all' as const);",
    rows,
  ),
  guard(
    'the scope of search',
    'functions/search/handler.ts',
    'const owners = readOwners(definition, context);',
    "const owners: Owners = String(readOwners(definition, context)) && 'all';",
    rows,
  ),
  guard(
    'identifiers within reach',
    searchFile,
    ' && isVisible(item, recordsOf(owners))',
    '',
    'tests/api/search.test.ts',
  ),
  guard('the scope of titles', 'functions/search/titles.ts', ' && isVisible(record, reach)', '', scopes),
  guard(
    'the dashboard of own records only',
    'functions/dashboard/get.ts',
    'countable(readOwners(definition, context))',
    "countable(String(readOwners(definition, context)) && 'all')",
    rows,
  ),
  guard(
    'recent changes of handed-over records',
    'functions/dashboard/recent.ts',
    '(went === undefined || Date.parse(line.at) > went + overlapMs)',
    'true',
    'tests/isolation/handover.test.ts',
  ),
  guard(
    'tag counts of own records only',
    'functions/lists/tag-uses.ts',
    'const reach = reachIn(subject, readReach(definition, context));',
    "const reach = String(reachIn(subject, readReach(definition, context))) && ('all' as const);",
    rows,
  ),
  guard(
    'notes of records within reach',
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
    'editing own notes only',
    notes,
    "context.scope === 'own' && note.authorId !== context.actor.userId",
    'false',
    roles,
  ),
  guard(
    'own files',
    'functions/attachments/attachments.ts',
    "scope === 'own' && authorId !== actor.userId",
    'false',
    roles,
  ),
  guard(
    'deleted files',
    loadFile,
    "isThere && states.includes(file.deletedAt === undefined ? file.state : 'deleted')",
    'isThere',
    organizations,
  ),
  guard('the end of deleted files', loadFile, ' && !isGone(file, context.now)', never, organizations),
  guard(
    'files of records that the caller can change',
    'functions/attachments/uploads.ts',
    '!isVisible(record, reachOf(context, scope))',
    'false',
    files,
  ),
  guard(
    'uploads that match their declaration',
    'shared/data/entries/finish-upload.ts',
    '!matchesDeclaration(file, found, bytes)',
    'false',
    files,
  ),
  guard('deleted notes', notes, '(note.deletedAt !== undefined && !deleted)', 'false', organizations),
  guard('the end of deleted notes', notes, ' || isGone(note, context.now)', never, organizations),
  ...analyticsGuards,
  ...formGuards,
  ...documentGuards,
  ...paymentGuards,
  ...importGuards,
  ...listGuards,
  ...moneyGuards,
  ...membershipGuards,
  ...personalDataGuards,
  ...portalGuards,
  ...portalVisitorGuards,
  ...viewGuards,
];
