import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { listIn } from '../plural.ts';

const list = listIn('en');

const portalAccess = (nouns: Nouns) => ({
  title: 'Portal',
  failed: 'Portal access could not be loaded',
  none: 'No access to the portal.',
  undeliverable:
    'E-mail can’t be sent to an address with accents or letters other than a–z before the @. Enter another one to give access to the portal.',
  noEmail: 'Enter an e-mail address to give access to the portal.',
  noCustomer: `Choose ${a(nouns.customer)} to give access to the portal.`,
  invite: 'Invite to the portal',
  invited: (email: string) => `An invitation was sent to ${email}.`,
  invitedUntil: 'Invited. The link works until',
  expired: 'The invitation has expired.',
  active: (email: string) => `Has access as ${email}, since`,
  suspended: (email: string) => `The access of ${email} is suspended: the portal shows nothing.`,
  suspendedText: `It was given for another ${nouns.customer.one}, or those who gave it can’t read the ${nouns.customer.one} any more. To give access again, end this one and send an invitation.`,
  asked: 'Requested access themselves.',
  waiting: (email: string) => `${email} has asked for access.`,
  waitingText: `Whoever set the e-mail address or the ${nouns.customer.one} here can’t read that ${nouns.customer.one}, so no invitation was sent. An administrator can confirm the request.`,
  outdated: (email: string) =>
    `It went to ${email}, which is no longer the e-mail address here, so the link doesn’t work.`,
  lent: (names: readonly string[]) =>
    `Shows what ${list(names)} can read of the ${nouns.customer.one}, until an administrator confirms the access.`,
  lentVendor: (names: readonly string[]) =>
    `Given by ${list(names)}, and ends when they leave the organization, unless an administrator confirms the access.`,
  confirm: 'Confirm access',
  confirmRequest: 'Confirm and invite',
  confirmText: `Make sure that the e-mail address is theirs: in the portal, they then see everything of the ${nouns.customer.one}, whoever owns it.`,
  confirmed: 'The access was confirmed',
  again: 'Send again',
  withdraw: 'Withdraw',
  end: 'End access',
  endQuestion: (email: string) => `End the access of ${email}?`,
  endText: 'They lose access to the portal immediately. You can invite them again.',
  ended: 'The access has ended',
  withdrawn: 'The invitation was withdrawn',
  requestWithdrawn: 'The request was withdrawn',
  users: 'Portal users',
  noUsers: `Nobody has access yet. Invite people from the page of ${a(nouns.contact)}.`,
  noUsersSoFar: 'No users found so far.',
  states: {
    waiting: 'Request waits for confirmation',
    invited: 'Invited',
    expired: 'Invitation expired',
    active: 'Has access',
    suspended: 'Access suspended',
  },
  notConfirmed: 'not confirmed',
  look: 'View the portal as they see it',
});

export const texts = (nouns: Nouns) => ({ portalAccess: portalAccess(nouns) });
