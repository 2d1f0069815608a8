import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';

/** UI text for the settings of the portal. */
export const portalSettingsTexts = ({ contact, customer, invoice, order, issue }: Nouns) => ({
  portalSettings: {
    title: 'Portal',
    text: `People whom you invite from the page of ${a(contact)} see the ${invoice.many}, ${order.many} and ${issue.many} of their ${customer.one} there.`,
    requests: 'Let people ask for access',
    requestsText: `They enter their e-mail address. If it belongs to ${a(contact)} of ${a(customer)}, an invitation is sent there. The page doesn’t reveal whether it does.`,
    address: 'Address of the portal',
    addressText: 'For your website and e-mails.',
    saved: 'Saved',
  },
});
