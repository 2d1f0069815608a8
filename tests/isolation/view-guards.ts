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
    'a shared view is listed for the roles it is shared with and for its creator only',
  ),
  guard(
    'views of record types that the caller cannot read',
    access,
    "context.scopeFor(recordPermission(recordType, 'read')) !== undefined",
    'true',
    sharing,
    'an API key needs view:share for shared views, and reads views only of record types that it can read',
  ),
  guard(
    'sharing by members who cannot share',
    access,
    "throw new ProblemError('forbidden');",
    'return;',
    sharing,
    'managers, admins and owners can share views, and employees can’t',
  ),
  guard(
    'shared views of other managers',
    access,
    ' || !isCreator(context, view)) throw',
    ') throw',
    sharing,
    'managers change only their own shared views, owners and admins change all of them',
  ),
  guard(
    'the list of all shared views',
    'functions/views/views.ts',
    "if (allShared && !managesShared(context)) throw new ProblemError('forbidden');",
    '',
    sharing,
    'only owners and admins can list the views shared with other roles',
  ),
  guard(
    'private views of former memberships',
    'shared/data/store/keys.ts',
    '`ORG#${orgId}#VIEWS#${userId}#${since}`',
    '`ORG#${orgId}#VIEWS#${userId}#${since.slice(0, 0)}`',
    'tests/api/views.test.ts',
    'a removed member’s private views are deleted and don’t return with the member, and shared ones stay',
  ),
  guard(
    'default views that the caller cannot see',
    'functions/views/views.ts',
    ' || !isFor(context, view))',
    ')',
    defaults,
    'a default must be a visible view of the record type, and views of others are refused like unknown ones',
  ),
];
