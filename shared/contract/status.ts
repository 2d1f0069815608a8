import * as z from 'zod/mini';
import { tagColors } from './tag-color.ts';

/** What an entry of a list means to the product, regardless of its name. */
export const statusMeanings = [
  'prospect',
  'qualified',
  'customer',
  'active',
  'inactive',
  'open',
  'disqualified',
  'won',
  'lost',
] as const;
export type StatusMeaning = (typeof statusMeanings)[number];

/** An entry of one of the organization's lists. Sources have no meaning. */
export const status = z.object({
  id: z.string(),
  name: z.string(),
  /** The product's names by language, until the organization renames the entry. `name` is then the English one. */
  names: z.optional(z.object({ en: z.string(), es: z.string() })),
  meaning: z.optional(z.enum(statusMeanings)),
  /** By default, the color follows the meaning. */
  color: z.optional(z.enum(tagColors)),
  /** Whether this entry is the default for new records. Without a default, the first entry in use is used. */
  isDefault: z.optional(z.boolean()),
  /** Retired entries stay readable on records and are no longer offered. */
  retired: z.optional(z.boolean()),
  /** The replacement of a retired entry. */
  successorId: z.optional(z.string()),
});
export type Status = z.infer<typeof status>;

/** A customizable list of statuses or sources. */
export interface StatusListDeclaration {
  /** Meanings that at least one entry must have, because the product sets or looks for them. */
  needed: readonly StatusMeaning[];
  /** The entries in a new organization. Entries of this list can have only the meanings that occur here. */
  first: readonly { id: string; meaning?: StatusMeaning; en: string; es: string }[];
}
