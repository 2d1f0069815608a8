import { currency, documentLines, percent, quantities } from '../document-fields.ts';
import {
  amount,
  code,
  date,
  defaulted,
  derived,
  externalId,
  instant,
  kept,
  listedIn,
  longText,
  member,
  optional,
  relation,
  tags,
  text,
} from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';

/** What a customer has ordered. Its lines can be changed until it is confirmed. */
export const order = recordType('order', {
  plural: 'orders',
  nouns: {
    en: { one: 'Order', many: 'Orders' },
    es: { one: 'Pedido', many: 'Pedidos' },
  },
  icon: 'shopping-cart',
  group: 'sales',
  shortcut: 'r',
  permissions: withinReach,
  fields: {
    code: code('ORD'),
    statusId: kept(listedIn('orderStatuses')),
    customerId: optional(relation('customer')),
    contactId: optional(relation('contact')),
    dealId: optional(relation('deal')),
    orderedOn: defaulted(date()),
    /** The customer's own number for the order. */
    reference: optional(text({ max: 80 })),
    currency: defaulted(currency()),
    lines: optional(documentLines()),
    /** Applies to every line, after the line's own discount. */
    discountPercent: optional(percent()),
    /** The sum of the lines after discounts, without tax. */
    subtotal: derived(amount()),
    /** With tax, and without what the customer withholds. */
    total: derived(amount()),
    notes: optional(longText({ max: 2_000 })),
    fulfilled: kept(quantities()),
    confirmedAt: kept(instant()),
    fulfilledAt: kept(instant()),
    canceledAt: kept(instant()),
    cancelReason: kept(text({ max: 300 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  title: 'code',
  projection: 3,
  row: [
    'code',
    'statusId',
    'customerId',
    'dealId',
    'orderedOn',
    'reference',
    'currency',
    'subtotal',
    'total',
    'ownerId',
    'tagIds',
  ],
  sorts: ['createdAt', 'name'],
  defaultSort: '-createdAt',
  apartInSums: { by: 'statusId', meanings: ['draft', 'canceled'] },
  filters: ['statusId', 'customerId', 'contactId', 'dealId', 'ownerId', 'tagIds'],
  days: { ordered: 'orderedOn' },
  deleteDescription: 'Only drafts and canceled orders can be deleted.',
  statusLists: {
    orderStatuses: {
      needed: ['draft', 'confirmed', 'fulfilled', 'canceled'],
      first: [
        { id: 'draft', meaning: 'draft', en: 'Draft', es: 'Borrador' },
        { id: 'confirmed', meaning: 'confirmed', en: 'Confirmed', es: 'Confirmado' },
        { id: 'fulfilled', meaning: 'fulfilled', en: 'Fulfilled', es: 'Entregado' },
        { id: 'canceled', meaning: 'canceled', en: 'Canceled', es: 'Anulado' },
      ],
    },
  },
});
export type Order = RecordOf<typeof order.fields>;
