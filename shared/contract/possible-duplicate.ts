import * as z from 'zod/mini';
import { id } from './field.ts';
import { limits } from './limits.ts';
import { operation } from './operation.ts';
import { contact } from './records/contact.ts';
import { comparedTypes, enteredAndStored, typedValues } from './typed-values.ts';

/** Why two records could be duplicates, or why not. */
export const reason = z.object({
  field: z.string(),
  kind: z.enum(['same', 'similar', 'different']),
  /** Negative for values that differ. */
  points: z.int(),
});

export const possibleDuplicate = z.object({
  id,
  title: z.string(),
  likelihood: z.enum(['likely', 'possible']),
  /** The sum of the points, at least 50 and at most 100. `likely` begins at 80. */
  score: z.int(),
  reasons: z.array(reason),
  /** The values of the record that were compared. */
  values: z.object({ fullName: z.optional(contact.fields.fullName.schema), ...enteredAndStored }),
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
