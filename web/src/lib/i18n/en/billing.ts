import { a } from '#contract/noun.ts';
import type { Nouns } from '../nouns.ts';
import { listIn } from '../plural.ts';

const listText = listIn('en');

/** UI text for the billing settings. */
export const billingTexts = ({ customer, invoice }: Nouns) => ({
  billing: {
    title: 'Billing',
    lead: `Who issues ${invoice.many}, how they are numbered, and when ${customer.many} are reminded. Issued ${invoice.many} keep their number, seller and footer, but show the current bank details and color.`,
    readOnly: 'Only owners and admins can change these.',
    seller: 'On every document',
    numbers: 'Numbers',
    mailing: 'E-mails',
    reminding: 'Due dates and reminders',
    fields: {
      legalName: 'Legal name',
      taxId: 'Tax ID',
      address: 'Address',
      postalCode: 'Postal code',
      city: 'City',
      state: 'State or province',
      country: 'Country',
      email: 'E-mail',
      phone: 'Phone',
      bankDetails: 'Bank details',
      footer: 'Footer',
      accentColor: 'Accent color',
      attachPdf: 'Attach the PDF to e-mails with documents',
      dueDays: 'Days until payment is due',
      invoiceSeries: `Prefix of ${invoice.one} numbers`,
      creditSeries: 'Prefix of credit note numbers',
      reminderDays: 'Reminders',
    },
    bankHelp: `How ${customer.many} pay by bank transfer.`,
    seriesHelp:
      '{year} is the year of issue; with it, numbers begin at 1 each year. A prefix that has numbers can’t be changed.',
    reminderHelp: `Up to three, in days after the due date, separated by commas. Negative numbers are before it. They are sent at 9 a.m., also for ${invoice.many} that are already issued. Those whose time is over when ${a(invoice)} is issued, or when you change this, aren’t sent.`,
    attachHelp:
      'An attached PDF stays with whoever gets it, also after its link is revoked. Replies go to the e-mail address above or, without one, to whoever sends the document.',
    accentHelp: 'For titles and lines in PDFs. Light colors are darkened for text.',
    pickColor: 'Pick a color',
    noCountry: 'None',
    now: (label: string, value: string) => `${label} (now ${value === '' ? 'empty' : value})`,
    changedElsewhere: (changes: readonly string[]) =>
      `Changed elsewhere in the meantime: ${listText(changes)}. What you entered is still here: save again to keep it.`,
  },
});
