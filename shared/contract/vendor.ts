import {
  country,
  defaulted,
  derived,
  email,
  integer,
  listedIn,
  member,
  optional,
  phones,
  tags,
  text,
  url,
} from './field.ts';
import { resource } from './operation.ts';
import { recordOperations } from './record-operations.ts';
import { recordType, type RecordOf } from './record-type.ts';

/** Somebody that the organization buys from. */
export const vendor = recordType('vendor', {
  plural: 'vendors',
  fields: {
    code: derived(text({ max: 20 })),
    name: text({ max: 160 }),
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
  },
  title: 'name',
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
});

export type Vendor = RecordOf<typeof vendor.fields>;

export const vendors = resource(
  'vendors',
  '/v1/orgs/{orgId}/vendors',
  recordOperations(vendor, 'vendors', 1),
);
