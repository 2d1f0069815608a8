import {
  creditedBefore,
  currency,
  invoiceLines,
  parties,
  percent,
  quantities,
  settlements,
} from '../document-fields.ts';
import {
  amount,
  code,
  date,
  defaulted,
  derived,
  email,
  externalId,
  instant,
  integer,
  kept,
  listedIn,
  longText,
  member,
  optional,
  relation,
  signedAmount,
  tags,
  text,
  yesNo,
} from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';

/**
 * An invoice, or a credit note about one. It is a draft until it is issued: then it gets its number and can't be changed
 * any more. A credit note is issued at once.
 */
export const invoice = recordType('invoice', {
  plural: 'invoices',
  nouns: {
    en: { one: 'Invoice', many: 'Invoices' },
    es: { one: 'Factura', many: 'Facturas' },
  },
  icon: 'receipt-text',
  group: 'sales',
  shortcut: 'i',
  permissions: withinReach,
  fields: {
    /** Names drafts. */
    code: code('D'),
    /** The legal number, without gaps in its series. */
    number: kept(text({ max: 60 })),
    /** The number or, for a draft, the code. */
    title: derived(text({ max: 60 })),
    kindId: kept(listedIn('invoiceKinds')),
    statusId: kept(listedIn('invoiceStatuses')),
    customerId: optional(relation('customer')),
    contactId: optional(relation('contact')),
    orderId: optional(relation('order')),
    dealId: optional(relation('deal')),
    /** The quote that it was made of. */
    quoteId: kept(relation('quote')),
    /** The invoice that a credit note is about. */
    creditedId: kept(relation('invoice')),
    /** The series of its number, by the id in the billing settings. By default, the first one. */
    seriesId: optional(text({ max: 40 })),
    /** By default, the day on which it is issued, in the organization's time zone. */
    issuedOn: optional(date()),
    dueOn: optional(date()),
    reference: optional(text({ max: 80 })),
    currency: defaulted(currency()),
    lines: optional(invoiceLines()),
    /** Applies to every line, after the line's own discount. */
    discountPercent: optional(percent()),
    /** Negative for a credit note, like all that lists and reports add up. Its lines have positive amounts. */
    subtotal: derived(signedAmount()),
    total: derived(signedAmount()),
    /** What payments have settled, what credit notes have taken off, and what is left of the total. */
    paid: derived(amount()),
    credited: derived(amount()),
    due: derived(amount()),
    /** What payments that take days will settle if they come. Nobody is asked for it meanwhile. */
    pending: derived(amount()),
    settlements: kept(settlements()),
    /** The payments that are under way, and what each will settle. */
    pendingSettlements: kept(settlements()),
    /** In minor units. */
    creditedMinor: kept(integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
    /** How much of each line credit notes have taken off. */
    creditedQuantities: kept(quantities()),
    /** In minor units: what credit notes have taken off each line by its amount, not by its quantity. */
    creditedNets: kept(quantities()),
    /** Of a credit note that isn't the first one about its invoice. */
    creditedBefore: kept(creditedBefore()),
    notes: optional(longText({ max: 2_000 })),
    /** Why it was voided, or why a credit note was issued. */
    reason: kept(text({ max: 300 })),
    /** Seller and buyer as they were when it was issued, with the footer. */
    parties: kept(parties()),
    issuedAt: kept(instant()),
    paidAt: kept(instant()),
    voidedAt: kept(instant()),
    sentAt: kept(instant()),
    /** The address to which it was last sent. */
    sentTo: kept(email()),
    /** Links to it that were made until then don't work any more. */
    linksRevokedAt: kept(instant()),
    /** The end of its due date, once it was overdue. */
    overdueAt: kept(instant()),
    /** Whether reminders of it are sent automatically. True by default. */
    paymentReminders: optional(yesNo({ whenMissing: true })),
    remindersSent: kept(integer({ min: 0, max: 10_000 })),
    /** When the customer was last reminded. */
    remindedAt: kept(instant()),
    /** Why the last reminder wasn’t sent: `no_email`, or `undeliverable_email` for an address that e-mail can’t be sent to. */
    reminderProblem: kept(text({ max: 40 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  title: 'title',
  row: [
    'number',
    'title',
    'kindId',
    'statusId',
    'customerId',
    'creditedId',
    'issuedOn',
    'dueOn',
    'currency',
    'subtotal',
    'total',
    'paid',
    'credited',
    'due',
    'ownerId',
    'tagIds',
  ],
  sorts: ['createdAt', 'name'],
  defaultSort: '-createdAt',
  filters: [
    'statusId',
    'kindId',
    'customerId',
    'contactId',
    'orderId',
    'dealId',
    'quoteId',
    'creditedId',
    'ownerId',
    'tagIds',
  ],
  apartInSums: { by: 'statusId', meanings: ['draft', 'void'] },
  computed: {
    /** What the amounts between `subtotal` and `total` are: all taxes, and what the customer withholds. */
    tax: { kind: 'money' },
    withheld: { kind: 'money' },
    /** The rates of its taxes and of what the customer withholds. */
    taxRates: { kind: 'choices', isPercent: true },
    withholdingRates: { kind: 'choices', isPercent: true },
    /** The products of its lines, with their net amounts. */
    productIds: { kind: 'choices', to: 'product', shares: 'productShares' },
  },
  // A series gives each number once, so no item reserves it.
  searched: ['number'],
  days: { issued: 'issuedOn', due: 'dueOn' },
  deleteDescription: 'Only drafts can be deleted. Void an invoice that was issued, or credit it.',
  statusLists: {
    invoiceKinds: {
      needed: [],
      first: [
        { id: 'invoice', en: 'Invoice', es: 'Factura' },
        { id: 'credit-note', en: 'Credit note', es: 'Nota de crédito' },
      ],
    },
    invoiceStatuses: {
      needed: ['draft', 'open', 'overdue', 'paid', 'credited', 'void', 'issued'],
      first: [
        { id: 'draft', meaning: 'draft', en: 'Draft', es: 'Borrador' },
        { id: 'open', meaning: 'open', en: 'Open', es: 'Pendiente' },
        { id: 'overdue', meaning: 'overdue', en: 'Overdue', es: 'Vencida' },
        { id: 'paid', meaning: 'paid', en: 'Paid', es: 'Pagada' },
        { id: 'credited', meaning: 'credited', en: 'Credited', es: 'Rectificada' },
        { id: 'void', meaning: 'void', en: 'Void', es: 'Anulada' },
        { id: 'issued', meaning: 'issued', en: 'Issued', es: 'Emitida' },
      ],
    },
  },
});
export type Invoice = RecordOf<typeof invoice.fields>;
