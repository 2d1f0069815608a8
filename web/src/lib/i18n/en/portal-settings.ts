import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { listIn } from '../plural.ts';

const list = listIn('en');

/** UI text for the settings of the portal. */
export const portalSettingsTexts = ({ contact, customer, invoice, order, issue }: Nouns) => ({
  portalSettings: {
    title: 'Portal',
    text: `People whom you invite from the page of ${a(contact)} see the ${invoice.many}, ${order.many} and ${issue.many} of their ${customer.one} there.`,
    requests: 'Let people ask for access',
    requestsText: `They enter their e-mail address. If it belongs to ${a(contact)} of ${a(customer)}, an invitation is sent there, unless whoever set the address can’t read that ${customer.one}. The page doesn’t reveal whether it does.`,
    address: 'Address of the portal',
    addressText: 'For your website and e-mails.',
    saved: 'Saved',
    unconfirmed: 'Waiting for confirmation',
    unconfirmedText: `Confirm only if you know that the e-mail address belongs to that person. In the portal, they then see everything of the ${customer.one}, whoever owns it.`,
    unconfirmedFailed: 'Access to confirm could not be loaded',
    nothingUnconfirmed: 'Nothing is waiting.',
    states: {
      waiting: 'Request',
      invited: 'Invited',
      expired: 'Invitation expired',
      active: 'Has access',
      suspended: 'Suspended',
    },
    waits: (names: readonly string[]) =>
      names.length === 0
        ? `Nothing was sent, because it isn’t known who set the e-mail address and the ${customer.one}.`
        : `Nothing was sent: ${list(names)} set the e-mail address or the ${customer.one}, and can’t read that ${customer.one}.`,
    lent: (names: readonly string[]) => `Shows only what ${list(names)} can read.`,
    lentVendor: (names: readonly string[]) =>
      `Given by ${list(names)}, and ends when they leave the organization.`,
    confirm: 'Confirm',
    confirmOf: (email: string) => `Confirm the access of ${email}`,
    withdraw: 'Withdraw',
    withdrawOf: (email: string) => `Withdraw that of ${email}`,
    end: 'End access',
    endOf: (email: string) => `End access of ${email}`,
    confirmed: 'The access was confirmed',
    invited: (email: string) => `An invitation was sent to ${email}.`,
    ended: 'The person has no access',
  },
});
