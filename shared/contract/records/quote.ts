import { currency, documentLines, parties, percent } from '../document-fields.ts';
import {
  amount,
  code,
  date,
  defaulted,
  derived,
  email,
  externalId,
  instant,
  kept,
  listedIn,
  longText,
  member,
  optional,
  relation,
  relations,
  tags,
  text,
} from '../field.ts';
import { limits } from '../limits.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';

/** What a customer is offered. It can be changed until it is sent. */
export const quote = recordType('quote', {
  plural: 'quotes',
  nouns: {
    en: { one: 'Quote', many: 'Quotes' },
    es: { one: 'Presupuesto', many: 'Presupuestos' },
  },
  icon: 'file-pen-line',
  group: 'sales',
  shortcut: 'q',
  permissions: withinReach,
  fields: {
    code: code('QUO'),
    statusId: kept(listedIn('quoteStatuses')),
    title: optional(text({ max: 160 })),
    customerId: optional(relation('customer')),
    contactId: optional(relation('contact')),
    dealId: optional(relation('deal')),
    quotedOn: defaulted(date()),
    /** The last day on which it can be accepted. */
    validUntil: optional(date()),
    currency: defaulted(currency()),
    lines: optional(documentLines()),
    /** Applies to every line, after the line's own discount. */
    discountPercent: optional(percent()),
    subtotal: derived(amount()),
    total: derived(amount()),
    notes: optional(longText({ max: 2_000 })),
    /** Seller and buyer as they were when it was sent. Quotes that version 0.4 sent have none until they are answered. */
    parties: kept(parties()),
    sentAt: kept(instant()),
    /** The address to which it was last sent. */
    sentTo: kept(email()),
    /** Links to it that were made until then don't work any more. */
    linksRevokedAt: kept(instant()),
    acceptedAt: kept(instant()),
    declinedAt: kept(instant()),
    /** Who accepted or declined it, as they typed it or as a member recorded it. */
    answeredBy: kept(text({ max: 120 })),
    declineReason: kept(text({ max: 300 })),
    /** When it became a draft again, until it is sent again. */
    withdrawnAt: kept(instant()),
    /** The order that it became. */
    orderId: kept(relation('order')),
    /** The invoices that were made of it, also deleted and void ones. */
    invoiceIds: kept(relations('invoice', limits.invoicesPerQuote)),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  title: 'code',
  projection: 4,
  row: [
    'code',
    'statusId',
    'title',
    'customerId',
    'dealId',
    'quotedOn',
    'validUntil',
    'currency',
    'subtotal',
    'total',
    'ownerId',
    'tagIds',
  ],
  sorts: ['createdAt', 'name'],
  defaultSort: '-createdAt',
  filters: ['statusId', 'customerId', 'contactId', 'dealId', 'orderId', 'ownerId', 'tagIds'],
  days: { quoted: 'quotedOn', valid: 'validUntil' },
  deleteDescription: 'An accepted quote can’t be deleted.',
  statusLists: {
    quoteStatuses: {
      needed: ['draft', 'sent', 'accepted', 'declined', 'expired'],
      first: [
        { id: 'draft', meaning: 'draft', en: 'Draft', es: 'Borrador' },
        { id: 'sent', meaning: 'sent', en: 'Sent', es: 'Enviado' },
        { id: 'accepted', meaning: 'accepted', en: 'Accepted', es: 'Aceptado' },
        { id: 'declined', meaning: 'declined', en: 'Declined', es: 'Rechazado' },
        { id: 'expired', meaning: 'expired', en: 'Expired', es: 'Caducado' },
      ],
    },
  },
});
export type Quote = RecordOf<typeof quote.fields>;
