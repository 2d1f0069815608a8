import { guard } from './guard.ts';

const notices = 'shared/data/portal/notices.ts';
const mails = 'tests/api/portal-mails.test.ts';
const requests = 'tests/api/portal-requests.test.ts';
const requestMail = 'events/mail/portal-request.ts';

/** Guards of what anybody can do to a portal without signing in. */
export const portalVisitorGuards = [
  guard(
    'signatures of links that stop e-mails',
    notices,
    '.some((key) => isSame(secret, signatureOf(orgId, subject, key)))',
    ".some((key) => String(isSame(secret, signatureOf(orgId, subject, key))) !== '')",
    mails,
    'is not sent any more once the contact has stopped these e-mails, until the client wants them again',
  ),
  guard(
    'contacts who want no e-mails about answers',
    'shared/data/entries/answer-notices.ts',
    'const isUnwanted = areOn.includes(false);',
    'const isUnwanted = areOn.length === 0;',
    mails,
    'is not sent any more once the contact has stopped these e-mails, until the client wants them again',
  ),
  guard(
    'requests for access from one address',
    'functions/portal/request.ts',
    '  await countAddress(context, requestLimit, visitor.address, now);\n',
    '  void [countAddress, requestLimit, visitor];\n',
    requests,
    'too many requests from one address are refused',
  ),
  guard(
    'organizations that take no requests for access',
    requestMail,
    'settings.portal?.takesRequests',
    'settings',
    requests,
    'gives nothing if the organization has stopped taking any by then',
  ),
  guard(
    'requests of contacts whose customer is in the trash',
    'shared/data/portal/answer-request.ts',
    "if (!customer || customer.deletedAt !== undefined) return { reason: 'noCustomer' };",
    "if (!customer) return { reason: 'noCustomer' };",
    requests,
    'gives nothing to the contact of a customer in the trash',
  ),
  guard(
    'requests for access a day',
    'shared/data/portal/answer-request.ts',
    '    ...requestCounts({ orgId, settings, now }, contact.id),\n',
    '    ...(requestCounts({ orgId, settings, now }, contact.id) && []),\n',
    requests,
    'is answered a few times a day for each contact, and is deleted in any case',
  ),
  guard(
    'links of members that a request leaves valid',
    'shared/data/portal/invitation.ts',
    '  return { ...invitation, tokenHashes, ',
    '  return { ...invitation, ',
    requests,
    'leaves the link of a member’s invitation valid, and what members can send',
  ),
];
