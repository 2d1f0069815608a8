import * as z from 'zod/mini';
import { id } from './field.ts';
import { limits } from './limits.ts';
import { operation } from './operation.ts';
import { contact } from './records/contact.ts';
import { customer } from './records/customer.ts';
import { lead } from './records/lead.ts';

/** The record types whose records are compared to find duplicates. */
export const comparedTypes = ['contact', 'customer', 'lead', 'vendor'] as const;
export type ComparedType = (typeof comparedTypes)[number];

const shared = {
  email: z.optional(contact.fields.email.schema),
  phones: z.optional(contact.fields.phones.schema),
  nationalId: z.optional(contact.fields.nationalId.schema),
  customerId: z.optional(contact.fields.customerId.schema),
  company: z.optional(lead.fields.company.schema),
  name: z.optional(customer.fields.name.schema),
  website: z.optional(customer.fields.website.schema),
  city: z.optional(contact.fields.city.schema),
};

/** Values of a record that may not exist yet. A record type has only some of these fields. */
export const typedValues = z.strictObject({
  firstName: z.optional(contact.fields.firstName.schema),
  lastName: z.optional(contact.fields.lastName.schema),
  ...shared,
});

/** Why two records could be duplicates, or why not. */
const reason = z.object({
  field: z.string(),
  kind: z.enum(['same', 'similar', 'different']),
  /** Negative for values that differ. */
  points: z.int(),
});

const possibleDuplicate = z.object({
  id,
  title: z.string(),
  likelihood: z.enum(['likely', 'possible']),
  /** The sum of the points, at least 50 and at most 100. `likely` begins at 80. */
  score: z.int(),
  reasons: z.array(reason),
  /** The values of the record that were compared. */
  values: z.object({ fullName: z.optional(contact.fields.fullName.schema), ...shared }),
});
export type PossibleDuplicate = z.infer<typeof possibleDuplicate>;

/** The function for lists serves it. */
export const duplicateSearch = operation({
  method: 'POST',
  path: '/v1/orgs/{orgId}/search/duplicates',
  access: 'search:read',
  isQuery: true,
  summary: 'Find records that are possibly the same person or company as the values you send.',
  description: `Compares e-mail addresses, phone numbers, national IDs, websites, names, employers and cities. Returns up to ${limits.duplicatesShown} records that you can see, the most similar ones first, each with the reasons for its score. Records in the trash are left out.`,
  body: z.strictObject({
    recordType: z.enum(comparedTypes),
    /** What is known of the record. Fields that the record type doesn’t have are refused. */
    values: typedValues,
    /** A record to leave out, such as the one that is being edited. */
    exceptId: z.optional(id),
  }),
  bodyExamples: {
    'A contact with an e-mail address': {
      recordType: 'contact',
      values: { firstName: 'María', lastName: 'Gómez', email: 'maria@acme.example' },
    },
  },
  output: z.object({ items: z.array(possibleDuplicate) }),
});
