/** UI text for the settings of the portal. */
export const portalSettingsTexts = {
  portalSettings: {
    title: 'Customer portal',
    text: 'People whom you invite see their invoices, orders and requests there, and can ask for help.',
    requests: 'Let people ask for access',
    requestsText:
      'Whoever enters the e-mail address of someone you know as a customer’s contact is sent an invitation there. Nobody is told whether an address is known.',
    address: 'Address of the portal',
    addressText: 'For your website and e-mails.',
    saved: 'Saved',
  },
};
