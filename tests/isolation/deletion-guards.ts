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
    'while an organization is being deleted, every operation is refused that doesn’t say otherwise',
  ),
  guard(
    'what members can do meanwhile',
    authorize,
    '(apiKey || !whileDeleted)',
    'apiKey',
    api,
    'while an organization is being deleted, every operation is refused that doesn’t say otherwise',
  ),
  guard(
    'API keys of closed organizations',
    authorize,
    '(apiKey || !whileDeleted)',
    '!whileDeleted',
    api,
    'while an organization is being deleted, every operation is refused that doesn’t say otherwise',
  ),
  guard(
    'archives of closed organizations for their owners only',
    'shared/data/exports/export-runs.ts',
    "!(isOfArchive && context.scopeFor('organization:delete'))",
    '!isOfArchive',
    'tests/api/archives.test.ts',
    'stays with the owners while the organization is being deleted',
  ),
  guard(
    'other exports of closed organizations',
    'shared/data/exports/export-runs.ts',
    "!(isOfArchive && context.scopeFor('organization:delete'))",
    "!context.scopeFor('organization:delete')",
    'tests/api/archives.test.ts',
    'stays with the owners while the organization is being deleted',
  ),
  guard(
    'the typed name of an organization to delete',
    'functions/organizations/deletion.ts',
    "  if (!isNameOf(before, confirmation)) throw fieldProblem('/confirmation', 'other_organization');\n",
    never,
    api,
    'only an owner can delete an organization, and only with its name or slug',
  ),
  guard(
    'invitations to closed organizations',
    accept,
    '  if (await isBeingDeleted(session, orgId)) throw expiredLink();\n',
    never,
    api,
    'forms, calendar feeds and invitations stop with an organization, and work again after a restore',
  ),
  guard(
    'restores before the purge only',
    'shared/data/organization/deletion.ts',
    'check: { Key: { ...purgeKey(after.id) }, ...ifAbsent },',
    "check: { Key: { ...purgeKey('') }, ...ifAbsent },",
    api,
    'an organization whose purge has begun cannot be restored',
  ),
  guard(
    'slugs and addresses that contain the id of a purged organization',
    'shared/data/passes/scan-filters.ts',
    'begins_with(pk, :prefix${n}) OR pk IN',
    'contains(pk, :id${n}) OR begins_with(pk, :prefix${n}) OR pk IN',
    purge,
  ),
];
