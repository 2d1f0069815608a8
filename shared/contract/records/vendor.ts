import {
  code,
  companyName,
  country,
  defaulted,
  email,
  externalId,
  integer,
  listedIn,
  member,
  optional,
  phones,
  tags,
  text,
  url,
} from '../field.ts';
import { recordType } from '../record-type.ts';
import { managedByManagers } from '../role.ts';

/** A company or person that the organization buys from. */
export const vendor = recordType('vendor', {
  plural: 'vendors',
  nouns: {
    en: { one: 'Vendor', many: 'Vendors' },
    es: { one: 'Proveedor', many: 'Proveedores' },
  },
  icon: 'store',
  group: 'organization',
  shortcut: 'v',
  permissions: managedByManagers,
  fields: {
    code: code('VEND'),
    name: companyName(),
    statusId: defaulted(listedIn('vendorStatuses')),
    category: optional(text({ max: 80 })),
    contactPerson: optional(text({ max: 160 })),
    email: optional(email()),
    phones: optional(phones()),
    website: optional(url()),
    country: optional(country()),
    rating: optional(integer({ min: 1, max: 5 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  isMergeable: true,
  title: 'name',
  duplicatesBy: 'email',
  uniqueBySetting: 'email',
  row: [
    'code',
    'name',
    'statusId',
    'category',
    'contactPerson',
    'email',
    'phones',
    'rating',
    'ownerId',
    'tagIds',
  ],
  sorts: ['name', 'createdAt'],
  filters: ['statusId', 'ownerId', 'tagIds', 'country'],
  projection: 5,
  statusLists: {
    vendorStatuses: {
      needed: ['active'],
      first: [
        { id: 'active', meaning: 'active', en: 'Active', es: 'Activo' },
        { id: 'inactive', meaning: 'inactive', en: 'Inactive', es: 'Inactivo' },
      ],
    },
  },
});
