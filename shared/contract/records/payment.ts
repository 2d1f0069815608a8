import { allocations, refunds } from '../document-fields.ts';
import {
  amount,
  code,
  date,
  defaulted,
  derived,
  externalId,
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

/** Money received from a customer, and the invoices that it settles. */
export const payment = recordType('payment', {
  plural: 'payments',
  nouns: {
    en: { one: 'Payment', many: 'Payments' },
    es: { one: 'Pago', many: 'Pagos' },
  },
  icon: 'banknote',
  group: 'sales',
  shortcut: 'y',
  permissions: withinReach,
  fields: {
    code: code('PAY'),
    statusId: kept(listedIn('paymentStatuses')),
    customerId: optional(relation('customer')),
    amount: amount(),
    receivedOn: defaulted(date()),
    methodId: defaulted(listedIn('paymentMethods')),
    /** The bank's or the provider's text for the payment. */
    reference: optional(text({ max: 120 })),
    allocations: optional(allocations()),
    /** While it is pending: what it will settle once the money has come. */
    pendingAllocations: kept(allocations()),
    /** What came, isn't allocated to invoices and wasn't refunded. */
    unallocated: derived(amount()),
    refunds: kept(refunds()),
    refunded: derived(amount()),
    notes: optional(longText({ max: 2_000 })),
    cancelReason: kept(text({ max: 300 })),
    /** The provider that collected the payment, and its id there. */
    provider: kept(text({ max: 40 })),
    providerId: kept(text({ max: 120 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  title: 'code',
  row: [
    'code',
    'statusId',
    'customerId',
    'amount',
    'unallocated',
    'refunded',
    'receivedOn',
    'methodId',
    'reference',
    'ownerId',
    'tagIds',
  ],
  sorts: ['createdAt', 'name'],
  defaultSort: '-createdAt',
  apartInSums: { by: 'statusId', meanings: ['pending', 'canceled'] },
  filters: ['statusId', 'customerId', 'methodId', 'ownerId', 'tagIds'],
  unique: ['providerId'],
  days: { received: 'receivedOn' },
  deleteDescription:
    'Cancel a payment that settles invoices, was refunded or came from a provider before you delete it.',
  statusLists: {
    paymentMethods: {
      needed: [],
      default: 'bank-transfer',
      first: [
        { id: 'bank-transfer', en: 'Bank transfer', es: 'Transferencia' },
        { id: 'card', en: 'Card', es: 'Tarjeta' },
        { id: 'cash', en: 'Cash', es: 'Efectivo' },
        { id: 'direct-debit', en: 'Direct debit', es: 'Domiciliación' },
        { id: 'other', en: 'Other', es: 'Otra' },
      ],
    },
    paymentStatuses: {
      needed: ['pending', 'received', 'refunded', 'canceled'],
      first: [
        { id: 'received', meaning: 'received', en: 'Received', es: 'Recibido' },
        { id: 'pending', meaning: 'pending', en: 'Pending', es: 'En curso' },
        { id: 'refunded', meaning: 'refunded', en: 'Refunded', es: 'Reembolsado' },
        { id: 'canceled', meaning: 'canceled', en: 'Canceled', es: 'Anulado' },
      ],
    },
  },
});
export type Payment = RecordOf<typeof payment.fields>;
