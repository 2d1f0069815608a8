import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';

const portalAccess = (nouns: Nouns) => ({
  title: 'Portal',
  failed: 'Portal access could not be loaded',
  none: 'No access to the portal.',
  noEmail: 'Enter an e-mail address to give access to the portal.',
  noCustomer: `Choose ${a(nouns.customer)} to give access to the portal.`,
  invite: 'Invite to the portal',
  invited: (email: string) => `An invitation was sent to ${email}.`,
  invitedUntil: 'Invited. The link works until',
  expired: 'The invitation has expired.',
  active: (email: string) => `Has access as ${email}, since`,
  asked: 'Requested access themselves.',
  again: 'Send again',
  withdraw: 'Withdraw',
  end: 'End access',
  endQuestion: (email: string) => `End the access of ${email}?`,
  endText: 'They lose access to the portal immediately. You can invite them again.',
  ended: 'The access has ended',
  withdrawn: 'The invitation was withdrawn',
  users: 'Portal users',
  noUsers: `Nobody has access yet. Invite people from the page of ${a(nouns.contact)}.`,
  noUsersSoFar: 'No users found so far.',
  states: { invited: 'Invited', expired: 'Invitation expired', active: 'Has access' },
  look: 'View the portal as they see it',
});

export const texts = (nouns: Nouns) => ({ portalAccess: portalAccess(nouns) });
