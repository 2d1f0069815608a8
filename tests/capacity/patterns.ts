import type { OperationId, Pattern } from './pattern.ts';
import { analyticsPatterns } from './analytics-patterns.ts';
import { aroundPatterns } from './around-patterns.ts';
import { contactPatterns } from './contact-patterns.ts';
import { customPatterns } from './custom-patterns.ts';
import { documentPatterns } from './document-patterns.ts';
import { filePatterns } from './file-patterns.ts';
import { recordPatterns, refusingPatterns } from './record-patterns.ts';
import { dailyPatterns } from './daily-patterns.ts';
import { todayPatterns } from './today-patterns.ts';
import { archiveImportPatterns } from './archive-import-patterns.ts';
import { exportPatterns } from './export-patterns.ts';
import { formPatterns } from './form-patterns.ts';
import { importPatterns } from './import-patterns.ts';
import { issuePatterns } from './issue-patterns.ts';
import { jobPatterns } from './job-patterns.ts';
import { listPatterns, teamPatterns } from './list-patterns.ts';
import { viewPatterns } from './view-patterns.ts';
import { sellingPatterns } from './selling-patterns.ts';
import { personalDataPatterns } from './personal-data-patterns.ts';
import { portalPatterns } from './portal-patterns.ts';
import { peoplePatterns } from './people-patterns.ts';
import { accountPatterns } from './account-patterns.ts';
import { secondFactorPatterns } from './second-factor-patterns.ts';

/** In the order in which they are sent, because later patterns use what earlier ones created. */
export const patterns: Pattern[] = [
  ...contactPatterns,
  ...aroundPatterns,
  ...peoplePatterns,
  ...secondFactorPatterns,
  ...accountPatterns,
  ...recordPatterns,
  ...sellingPatterns,
  ...documentPatterns,
  ...listPatterns,
  ...dailyPatterns,
  ...todayPatterns,
  ...formPatterns,
  ...viewPatterns,
  ...jobPatterns,
  ...importPatterns,
  ...exportPatterns,
  ...archiveImportPatterns,
  ...personalDataPatterns,
  ...teamPatterns,
  ...customPatterns,
  ...filePatterns,
  ...analyticsPatterns,
  ...issuePatterns,
  ...portalPatterns,
  ...refusingPatterns,
];

/** Operations that aren't measured, each with a description of what it reads or writes. */
export const leftOut: Partial<Record<OperationId, string>> = {
  'customers.merge': 'reads and writes what contacts.merge does, and one more unique value for each record',
  'leads.merge': 'reads and writes what contacts.merge does',
  'vendors.merge': 'reads and writes what contacts.merge does, and one more unique value for each record',
  'activities.get': 'reads what tasks.get does, but not the record that it is about',
  'activities.createMany': 'reads and writes what tasks.create does, for each',
  'activities.update': 'reads and writes what tasks.update does',
  'activities.delete': 'reads and writes what tasks.delete does',
  'activities.restore': 'reads and writes what tasks.restore does',
  'activities.history': 'reads what vendors.history does, twice: changes of an entry have keys of their own',
  'quotes.fromDeal': 'reads the deal by key, and writes what quotes.create does',
  'quotes.decline': 'reads and writes what quotes.accept does',
  'quotes.reopen':
    'reads and writes what quotes.accept does; also reads the invoices that were made of it by key',
  'quotes.toInvoice':
    'reads and writes what quotes.toOrder does, with a draft of an invoice; also reads the invoices that were made of it by key',
  'orders.fromDeal': 'reads the deal by key, and writes what orders.create does',
  'orders.fulfill': 'reads and writes what orders.confirm does',
  'orders.correctDelivery':
    'reads and writes what orders.confirm does; if it lowers a quantity, also reads the invoices issued in the last day, the ids of its invoices in gsi2, and these by key',
  'orders.cancel': 'reads and writes what orders.confirm does',
  'orders.reopen':
    'reads and writes what orders.confirm does; also reads the ids of its invoices in gsi2, and these by key',
  'invoices.fromOrder':
    'reads the order by key, the ids of its invoices in gsi2, and these by key, and writes what invoices.create does',
  'invoices.fromDeal': 'reads the deal by key, and writes what invoices.create does',
  'invoices.nextIssue': 'reads the draft, the billing settings and the last number of the series by key',
  'invoices.issueNotices':
    'reads the draft, its customer and the billing settings by key, and the last numbers of the series in one query',
  'invoices.reminders': 'reads the invoice, its customer and contact, and the billing settings by key',
  'invoices.remind':
    'reads the invoice, and its customer and contact, by key; writes the invoice with its change, the e-mail, and two counts of e-mails',
  'invoices.void': 'reads and writes the invoice by key, with its change',
  'invoices.credit':
    'reads the invoice, the billing settings, the last number of the series, and up to 40 payments by key; writes the invoice, the credit note with its code and number, and the payments that settle less, each with its change',
  'payments.refund':
    'reads the payment by key, and up to 20 invoices that it settles; writes it and those that it settles less, each with its change',
  'payments.cancel': 'reads and writes what payments.refund does',
  'analytics.invoices': 'reads the rollups of one family, as analytics.deals does',
  'analytics.taxes': 'reads the rollups of one family, as analytics.deals does',
  'analytics.payments': 'reads the rollups of one family, as analytics.deals does',
  'issues.board':
    'reads what a board of deals does that searches: lists in memory, once for the totals and each column',
  'issues.queryBoard': 'reads what issues.board does',
  'issues.merge': 'reads and writes what contacts.merge does',
  'analytics.issues': 'reads the list of issues in memory, as analytics.receivables reads that of invoices',
  'portal.quotes': 'reads what portal.invoices does',
  'portal.orders': 'reads what portal.invoices does',
  'portal.payments':
    'reads what portal.invoices does, and the invoices that the payments of the page settle, by key',
  'portal.issues': 'reads what portal.invoices does',
  'portal.entrance': 'reads the settings, at most every five seconds in each instance',
  'portal.request':
    'writes the count of the address and the request; then `events/mail` searches for contacts with the address, and writes what portal.invite does',
  'portal.stopNotices': 'reads and writes one item by key',
  'webhooks.list':
    'reads the webhooks of the organization, 20 at most, in one query, and since when each fails, by key',
  'webhooks.get': 'reads the webhook, and since when it fails, by key',
  'webhooks.create':
    'reads what is listened to by key and the webhooks of the organization in one query; writes the webhook, what is listened to, and a change',
  'webhooks.update':
    'reads the webhook and what is listened to by key; writes both, and a change. From then on, each change of a record of the types that it listens to is dispatched: four write units for a message with ids',
  'webhooks.delete': 'reads and writes what webhooks.update does',
  'webhooks.rotate': 'reads and writes what webhooks.update does',
  'webhooks.test': 'reads the webhook by key, and writes a delivery',
  'webhooks.listDeliveries':
    'reads the webhook by key and a page of deliveries (pk = deliveries of the webhook); with filters, up to 1,000 of them',
  'webhooks.getDelivery': 'reads the webhook and the delivery by key',
  'webhooks.samples':
    'reads the ids of the newest 20 records in one query, and records by key until there are three messages',
  'webhooks.replayMany': 'reads what webhooks.listDeliveries does, and writes up to 50 deliveries',
  'webhookSources.list':
    'reads the sources of the organization, 20 at most, in one query, and up to 100 small items of each that name what is held',
  'webhookSources.get': 'reads the source by key, and up to 100 small items that name what is held',
  'webhookSources.create':
    'reads the sources of the organization in one query; writes the source and a change',
  'webhookSources.update': 'reads the source by key; writes it and a change',
  'webhookSources.delete': 'reads and writes what webhook-sources.update does',
  'webhookSources.rotate': 'reads and writes what webhook-sources.update does',
  'webhookSources.preview':
    'reads the source by key, and what the creation of a record reads: copies of lists for known records, reservations of unique values, and what the message names',
  'webhookSources.test': 'reads the source by key; writes a message and the marker of its ID',
  'webhookSources.listMessages':
    'reads the source by key and a page of messages (pk = messages of the source); with filters, up to 1,000 of them',
  'webhookSources.getMessage': 'reads the source and the message by key, and the parts of a large one',
  'webhookSources.repeatMany': 'reads up to 50 held messages by key, and writes them',
  'webhookSources.repeat': 'reads the source and the message by key, and writes the message',
  'webhookSources.ignore': 'reads the source and the message by key, and writes the message',
  'publicWebhooks.receive':
    'reads the source by key; counts the message, and writes it and the marker of its ID. What becomes of it costs what the creation of a record does',
  'publicWebhooks.challenge': 'reads the source by key',
  'webhooks.replay': 'reads the webhook and the delivery by key, and writes the delivery',
  'duplicates.list': 'reads the scans of the types that the caller can read, by key',
  'duplicates.start':
    'reads the scan by key, and writes it with its change and the count of the day; then `events/duplicates` reads all records of the type, in batches by key',
  'duplicates.delete': 'reads and removes the scan by key, with a change; then its object is deleted',
  'duplicates.groups':
    'reads the scan and the custom fields by key, the declarations since the scan began (pk = declarations of the type, sk from then on), some groups from the bucket, and their records by key, 60 groups at most',
  'duplicates.addNotDuplicates':
    'reads two to ten records by key, and writes the declaration with its change and their number',
  'duplicates.listNotDuplicates':
    'reads a page of declarations (pk = declarations of the type), and their records by key; callers with a limited scope read up to 1,000 declarations for a page of their own ones',
  'duplicates.removeNotDuplicates':
    'reads and removes the declaration by key, with a change, and writes their number',
  'personalData.get':
    'reads the records of a person with their entries and history, and looks up the person’s e-mail addresses and phone numbers',
  'personalData.effects': 'reads what personalData.get does, without the history',
  'personalData.erase':
    'reads what personalData.effects does; writes the erasure, the record, the organization once, and a hash of each e-mail address and phone number',
  'quotes.email': 'reads the quote, its customer, its contact and the billing settings, by key',
  'quotes.send':
    'reads the quote, its customer and its contact by key; writes the quote, its change, the e-mail and the two counts of e-mails per day',
  'quotes.createLink': 'reads the quote, its customer and its contact by key; writes the link',
  'quotes.revokeLinks': 'reads and writes the quote as quotes.markSent does',
  'invoices.email': 'reads what quotes.email does',
  'invoices.send': 'reads and writes what quotes.send does',
  'invoices.createLink': 'reads and writes what quotes.createLink does',
  'invoices.revokeLinks': 'reads and writes the invoice as invoices.void does',
  'publicDocuments.page':
    'reads the link, the document, the billing settings, the customer of a quote, the invoice of a credit note and the secrets of Stripe by key, and the logo as documents.invoicePdf does',
  'publicDocuments.pdf':
    'reads the link, counts the request of the address, and reads what documents.invoicePdf does',
  'publicDocuments.answer':
    'reads the link and the quote by key; writes the count of the address, the quote and its change',
  'publicDocuments.checkout':
    'reads the link, writes the count of the address, and reads what invoices.checkout does',
  'issues.revokeLinks': 'reads and writes the issue as issues.update does',
  'publicIssues.page':
    'reads the link and the issue by key, and its answers (pk = issue, sk from the first answer)',
  'publicIssues.answer':
    'reads the link and the issue by key; writes the count of the address, the answer, the issue and their changes',
  'publicIssues.file': 'reads the link, the issue and the answer’s file by key',
  'documents.invoicePdf':
    'reads the invoice, the billing settings, the customer of a draft and the invoice of a credit note by key, and the logo from the bucket, which the function remembers',
  'documents.quotePdf':
    'reads the quote, the billing settings and the customer by key, and the logo as documents.invoicePdf does',
  'presets.list': 'reads the caller’s access only',
  'presets.additions':
    'reads the organization, the custom fields of at most four record types, and at most eight products, by key',
  'presets.apply':
    'writes the organization, the custom fields of at most four record types, and at most eight products, once for each preset',
  'billing.getStripe': 'reads the encrypted secrets by key',
  'billing.updateStripe': 'reads the secrets by key, and writes them with a change',
  'billing.removeStripe': 'reads the secrets by key, and writes the item without them, with a change',
  'billing.testStripe': 'reads the secrets by key, and calls Stripe',
  'invoices.checkout': 'reads the invoice and the secrets of Stripe by key, and calls Stripe',
  'payments.matches':
    'reads up to 24 lookup terms (pk = terms with the same beginning), and the invoices that have them, by key',
  'publicPayments.stripeEvent':
    'reads the secrets of Stripe by key and writes the event; then it reads the payment and its invoice by key, and writes both with their changes, as payments.create does',
  'publicPayments.done': 'reads nothing',
  'crashes.report': 'writes the count of the address',
  'organizations.requestDeletion':
    'writes the organization as organizations.update does, with an entry among the organizations that are due',
  'organizations.restore':
    'writes the organization as organizations.update does, and checks by key that its purge has not begun',
  'organizations.loadDemoData':
    'writes 500 contacts, 300 leads, 200 deals and 120 customers as their createMany does, once, with notes, activities, tasks and tags; once they are complete, it reads one item',
};
