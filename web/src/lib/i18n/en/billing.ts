/** UI text for the billing settings. */
export const billingTexts = () => ({
  billing: {
    title: 'Billing',
    lead: 'Who issues invoices, how they are numbered, and when customers are reminded. Invoices that were issued keep what was printed on them.',
    readOnly: 'Only owners and admins can change these.',
    seller: 'On every document',
    numbers: 'Numbers',
    reminding: 'Due dates and reminders',
    fields: {
      legalName: 'Legal name',
      taxId: 'Tax ID',
      address: 'Address',
      postalCode: 'Postal code',
      city: 'City',
      country: 'Country',
      email: 'E-mail',
      phone: 'Phone',
      bankDetails: 'Bank details',
      footer: 'Footer',
      dueDays: 'Days until an invoice is due',
      invoiceSeries: 'Prefix of invoice numbers',
      creditSeries: 'Prefix of credit note numbers',
      reminderDays: 'Reminders',
    },
    bankHelp: 'How customers pay by bank transfer.',
    seriesHelp:
      '{year} is the year of issue; numbers then begin at 1 each year. A prefix that has numbers can’t be changed.',
    reminderHelp:
      'Up to three, in days after the due date, separated by commas. Negative numbers are before it. They are sent at nine o’clock, and also for what is already issued.',
    noCountry: 'None',
  },
});
