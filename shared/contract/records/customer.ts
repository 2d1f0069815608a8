import {
  code,
  companyName,
  country,
  defaulted,
  email,
  externalId,
  listedIn,
  member,
  optional,
  phones,
  tags,
  text,
  url,
  yesNo,
} from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';

/** A company or person that buys from the organization. */
export const customer = recordType('customer', {
  plural: 'customers',
  nouns: {
    en: { one: 'Customer', many: 'Customers' },
    es: { one: 'Cliente', many: 'Clientes' },
  },
  icon: 'building',
  group: 'sales',
  shortcut: 'u',
  permissions: withinReach,
  fields: {
    code: code('CUST'),
    name: companyName(),
    statusId: defaulted(listedIn('customerStatuses')),
    email: optional(email()),
    phones: optional(phones()),
    website: optional(url()),
    /** The name on invoices, if it differs. */
    legalName: optional(text({ max: 255 })),
    taxId: optional(text({ max: 40 })),
    /** Where documents and reminders go, if not to `email`. */
    billingEmail: optional(email()),
    /** Whether the customer gets reminders of invoices. True if it’s left out. */
    paymentReminders: optional(yesNo({ whenMissing: true })),
    address: optional(text({ max: 200 })),
    postalCode: optional(text({ max: 20 })),
    city: optional(text({ max: 120 })),
    /** The state, province or department of the address. */
    state: optional(text({ max: 120 })),
    country: optional(country()),
    profession: optional(text({ max: 120 })),
    preferredVoice: optional(text({ max: 120 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  hasActivities: true,
  isMergeable: true,
  hasWonDeals: true,
  title: 'name',
  duplicatesBy: 'email',
  uniqueBySetting: 'email',
  row: ['code', 'name', 'statusId', 'email', 'phones', 'city', 'country', 'ownerId', 'tagIds'],
  sorts: ['name', 'createdAt'],
  filters: ['statusId', 'ownerId', 'tagIds', 'country'],
  bounds: {
    wonDealsFrom: (value) => ({ field: 'wonDeals', op: 'atLeast', value }),
    wonDealsTo: (value) => ({ field: 'wonDeals', op: 'atMost', value }),
    wonValueFrom: (amountMinor, currency) => ({
      field: 'wonValue',
      op: 'atLeast',
      value: { amountMinor, currency },
    }),
    wonValueTo: (amountMinor, currency) => ({
      field: 'wonValue',
      op: 'atMost',
      value: { amountMinor, currency },
    }),
  },
  listDescription:
    '`wonDeals` is the number of deals won with a customer, and `wonValue` their value in the organization’s currency. `wonDealsFrom`, `wonDealsTo`, `wonValueFrom` and `wonValueTo`, in minor units, filter by them. They include all deals, so they require access to all deals.',
  deleteDescription:
    'Its contacts, deals and documents are kept and still refer to it. Filter their lists by `customerId` to count them. Unpaid invoices are still due with the name and address that are printed on them: they can be credited and voided, and paid once the customer is restored or permanently deleted. Reminders aren’t sent to deleted customers, only to the contact of an invoice.',
  statusLists: {
    customerStatuses: {
      needed: ['active'],
      first: [
        { id: 'active', meaning: 'active', en: 'Active', es: 'Activo' },
        { id: 'prospect', meaning: 'prospect', en: 'Prospect', es: 'Prospecto' },
        { id: 'vip', meaning: 'active', en: 'VIP', es: 'VIP' },
        { id: 'inactive', meaning: 'inactive', en: 'Inactive', es: 'Inactivo' },
      ],
    },
  },
});

export type Customer = RecordOf<typeof customer.fields>;
