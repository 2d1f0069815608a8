import {
  country,
  defaulted,
  derived,
  email,
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

/** A company or person that buys. Its code rises and is unique; gaps are allowed. */
export const customer = recordType('customer', {
  plural: 'customers',
  fields: {
    code: derived(text({ max: 20 })),
    name: text({ max: 160 }),
    statusId: defaulted(listedIn('customerStatuses')),
    email: optional(email()),
    phones: optional(phones()),
    website: optional(url()),
    address: optional(text({ max: 200 })),
    city: optional(text({ max: 120 })),
    country: optional(country()),
    profession: optional(text({ max: 120 })),
    preferredVoice: optional(text({ max: 120 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
  },
  hasActivities: true,
  title: 'name',
  row: ['code', 'name', 'statusId', 'email', 'phones', 'city', 'country', 'ownerId', 'tagIds'],
  sorts: ['name', 'createdAt'],
  filters: ['statusId', 'ownerId', 'tagIds', 'country'],
});

export type Customer = RecordOf<typeof customer.fields>;

const operations = recordOperations(customer, 'customers', 1);

/** The code is the one unique value; it is given by the server. */
export const customers = resource('customers', '/v1/orgs/{orgId}/customers', {
  ...operations,
  delete: {
    ...operations.delete,
    summary:
      'Move a customer to the trash, where it stays 30 days. Its contacts and deals stay and keep pointing to it; their lists by `customerId` tell how many there are.',
  },
});
