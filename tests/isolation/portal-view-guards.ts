import { guard, never, type Guard } from './guard.ts';

const viewer = 'shared/data/portal/viewer.ts';
const lent = 'shared/data/portal/lent-view.ts';
const invitation = 'shared/data/portal/invitation.ts';
const clients = 'functions/portal/clients.ts';
const request = 'shared/data/portal/answer-request.ts';
const views = 'tests/isolation/portal-views.test.ts';

const invites =
  'an employee who invites a person of an own customer > gives that person no more than the employee can read, until an administrator confirms the access';
const leaves =
  'an employee who invites a person of an own customer > gives nothing once the employee can’t read the customer, or isn’t a member any more';
const waits =
  'a request for access > waits if whoever set the address can’t read the customer, and is granted by an administrator only';

/** Guards of what clients see whose access nobody has confirmed. */
export const portalViewGuards: Guard[] = [
  guard(
    'the view of members who invite',
    clients,
    '    lenders: isOfAll(context) ? [] : [{ userId: actor.userId }],\n',
    '    lenders: isOfAll(context) ? [] : [],\n',
    views,
    invites,
  ),
  guard(
    'the views of whoever stands behind an access',
    viewer,
    '{ ...of, record, views }',
    '{ ...of, record }',
    views,
    invites,
  ),
  guard(
    'customers that lenders can’t read any more',
    viewer,
    '  if (views && !isInViews(views, customerRecords, of.customer)) return undefined;\n',
    never,
    views,
    leaves,
  ),
  guard(
    'lenders who are no members any more',
    viewer,
    '  if (lenders && !views) return undefined;\n',
    never,
    views,
    leaves,
  ),
  guard(
    'the views of all lenders',
    lent,
    '  return { field: one.field, ids: one.ids.filter((id) => other.ids.includes(id)) };\n',
    '  return one;\n',
    'shared/data/portal/lent-view.test.ts',
  ),
  guard(
    'API keys that have ended since they set an address',
    'shared/data/organization/rights.ts',
    'return right && !isOver ?',
    'return right ?',
    views,
    'a request for access > gives what an API key can read that set the address',
  ),
  guard(
    'confirmations of another address or customer',
    invitation,
    'access.email === email && access.customerId === customerId',
    "access.email !== '' && (customerId === undefined || email !== '')",
    views,
    'a request for access > isn’t granted to an address that the contact doesn’t have any more',
  ),
  guard(
    'confirmations of an address that the caller hasn’t seen',
    clients,
    "  if (before.email !== body.email) throw new ProblemError('conflict', 'portal_access_changed');\n",
    never,
    views,
    invites,
  ),
  guard(
    'requests for an address that was set by somebody who can’t read the customer',
    request,
    'views !== undefined && isInViews(views, customerRecords, customer)',
    'views !== undefined && (customer || isInViews(views, customerRecords, customer)) !== undefined',
    views,
    waits,
  ),
  guard(
    'the views of those who chose address and customer',
    request,
    '.filter((_, at) => !views?.[at] || !isOfAll(views[at]))',
    '.filter((_, at) => !views?.[at] && isOfAll(views![at]!))',
    views,
    'a request for access > gives what both those can read who chose the address and the customer',
  ),
];
