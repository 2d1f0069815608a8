import * as z from 'zod/mini';
import { contact } from './records/contact.ts';
import { customer } from './records/customer.ts';
import { lead } from './records/lead.ts';

/** The record types whose records are compared to find duplicates. */
export const comparedTypes = ['contact', 'customer', 'lead', 'vendor'] as const;
export type ComparedType = (typeof comparedTypes)[number];

/** The compared fields that users enter and records have alike. */
export const enteredAndStored = {
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
  ...enteredAndStored,
});
