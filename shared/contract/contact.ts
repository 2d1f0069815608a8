import {
  country,
  defaulted,
  derived,
  email,
  listedIn,
  member,
  optional,
  phones,
  relation,
  tags,
  text,
} from './field.ts';
import { resource } from './operation.ts';
import { recordOperations } from './record-operations.ts';
import { recordType, type RecordOf } from './record-type.ts';

/** A person that the organization deals with. */
export const contact = recordType('contact', {
  plural: 'contacts',
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
  },
  hasActivities: true,
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
});

export type Contact = RecordOf<typeof contact.fields>;

/** E-mail is the one unique value a contact can claim. */
export const contacts = resource(
  'contacts',
  '/v1/orgs/{orgId}/contacts',
  recordOperations(contact, 'contacts', 1),
);
