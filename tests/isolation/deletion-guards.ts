import { accept, authorize, guard, never } from './guard.ts';

const api = 'tests/api/deletion.test.ts';
const purge = 'tests/faults/organization-purge.test.ts';

/** Guards of organizations that are being deleted, and of others during a purge. */
export const deletionGuards = [
  guard(
    'closed organizations',
    'shared/data/organization/settings.ts',
    'settings?.deletingAt === undefined ? settings : undefined;',
    'settings;',
    api,
  ),
  guard('what members can do meanwhile', authorize, '(apiKey || !whileDeleted)', 'apiKey', api),
  guard('API keys of closed organizations', authorize, '(apiKey || !whileDeleted)', '!whileDeleted', api),
  guard(
    'archives of closed organizations for their owners only',
    'shared/data/exports/export-item.ts',
    "!(isOfArchive && context.scopeFor('organization:delete'))",
    '!isOfArchive',
    'tests/api/archives.test.ts',
  ),
  guard(
    'other exports of closed organizations',
    'shared/data/exports/export-item.ts',
    "!(isOfArchive && context.scopeFor('organization:delete'))",
    "!context.scopeFor('organization:delete')",
    'tests/api/archives.test.ts',
  ),
  guard(
    'the typed name of an organization to delete',
    'functions/organizations/deletion.ts',
    "  if (!isNameOf(before, confirmation)) throw fieldProblem('/confirmation', 'other_organization');\n",
    never,
    api,
  ),
  guard(
    'invitations to closed organizations',
    accept,
    '  if (await isBeingDeleted(session, orgId)) throw expiredLink();\n',
    never,
    api,
  ),
  guard(
    'restores before the purge only',
    'shared/data/organization/deletion.ts',
    'check: { Key: { ...purgeKey(after.id) }, ...ifAbsent },',
    "check: { Key: { ...purgeKey('') }, ...ifAbsent },",
    api,
  ),
  guard(
    'slugs and addresses that contain the id of a purged organization',
    'shared/data/store/scan-organizations.ts',
    'begins_with(pk, :prefix${n})',
    'contains(pk, :id${n}) OR begins_with(pk, :prefix${n})',
    purge,
  ),
];
