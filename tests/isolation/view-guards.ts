import { guard, type Guard } from './guard.ts';

const access = 'functions/views/access.ts';
const sharing = 'tests/api/view-sharing.test.ts';
const defaults = 'tests/api/view-defaults.test.ts';

/** Guards of saved views. */
export const viewGuards: Guard[] = [
  guard(
    'views that are shared with other roles',
    access,
    'view.sharedWith.includes(context.role as ViewRole)',
    'isShared(view)',
    sharing,
  ),
  guard(
    'views of record types that the caller cannot read',
    access,
    'context.scopeFor(`${recordType}:read` as Permission) !== undefined',
    'true',
    sharing,
  ),
  guard(
    'sharing by members who cannot share',
    access,
    "throw new ProblemError('forbidden');",
    'return;',
    sharing,
  ),
  guard('shared views of other managers', access, ' || !isCreator(context, view)) throw', ') throw', sharing),
  guard(
    'the list of all shared views',
    'functions/views/views.ts',
    "if (allShared && !managesShared(context)) throw new ProblemError('forbidden');",
    '',
    sharing,
  ),
  guard(
    'private views of former memberships',
    'shared/data/store/keys.ts',
    '`ORG#${orgId}#VIEWS#${userId}#${since}`',
    '`ORG#${orgId}#VIEWS#${userId}#${since.slice(0, 0)}`',
    'tests/api/views.test.ts',
  ),
  guard(
    'default views that the caller cannot see',
    'functions/views/views.ts',
    ' || !isFor(context, view))',
    ')',
    defaults,
  ),
];
