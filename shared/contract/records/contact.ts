import {
  country,
  defaulted,
  derived,
  email,
  externalId,
  listedIn,
  member,
  optional,
  phones,
  relation,
  tags,
  text,
} from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';

/** A person that the organization deals with. */
export const contact = recordType('contact', {
  plural: 'contacts',
  nouns: {
    en: { one: 'Contact', many: 'Contacts' },
    es: { one: 'Contacto', many: 'Contactos' },
  },
  icon: 'users',
  group: 'sales',
  shortcut: 'c',
  permissions: withinReach,
  fields: {
    firstName: text({ max: 80 }),
    lastName: optional(text({ max: 80 })),
    fullName: derived(text({ max: 161 })),
    email: optional(email()),
    phones: optional(phones()),
    statusId: defaulted(listedIn('contactStatuses')),
    jobTitle: optional(text({ max: 120 })),
    city: optional(text({ max: 120 })),
    country: optional(country()),
    nationalId: optional(text({ max: 40 })),
    customerId: optional(relation('customer')),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  hasActivities: true,
  isMergeable: true,
  isPerson: true,
  title: 'fullName',
  row: [
    'fullName',
    'firstName',
    'lastName',
    'email',
    'phones',
    'statusId',
    'jobTitle',
    'city',
    'country',
    'customerId',
    'ownerId',
    'tagIds',
  ],
  sorts: ['name', 'createdAt'],
  filters: ['statusId', 'customerId', 'ownerId', 'tagIds', 'country'],
  unique: ['email'],
  searched: ['nationalId'],
  deleteDescription:
    'Documents that name it are kept and still refer to it. Unpaid invoices are still due and can be paid.',
  statusLists: {
    contactStatuses: {
      needed: ['prospect', 'customer'],
      first: [
        { id: 'prospect', meaning: 'prospect', en: 'Prospect', es: 'Prospecto' },
        { id: 'qualified', meaning: 'qualified', en: 'Qualified', es: 'Calificado' },
        { id: 'customer', meaning: 'customer', en: 'Customer', es: 'Cliente' },
        { id: 'inactive', meaning: 'inactive', en: 'Inactive', es: 'Inactivo' },
      ],
    },
  },
});

export type Contact = RecordOf<typeof contact.fields>;
