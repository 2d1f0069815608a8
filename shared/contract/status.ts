import * as z from 'zod/mini';
import { tagColors } from './tag-color.ts';

/** The meaning of an entry of one of the organization's lists, whatever its name. */
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
  /**
   * The product's names by language, until the organization renames the entry; `name` is then the English one.
   */
  names: z.optional(z.object({ en: z.string(), es: z.string() })),
  meaning: z.optional(z.enum(statusMeanings)),
  /** Without one, the color follows the meaning. */
  color: z.optional(z.enum(tagColors)),
  /** The default for new records; otherwise the first entry in use. */
  isDefault: z.optional(z.boolean()),
  /** Retired entries stay readable on records and are no longer offered. */
  retired: z.optional(z.boolean()),
  /** The replacement of a retired entry. */
  successorId: z.optional(z.string()),
});
export type Status = z.infer<typeof status>;

/** A customizable list of statuses or sources, with the entries of a new organization. */
export interface StatusListDeclaration {
  /** Meanings that always need an entry, because the product sets or looks for them. */
  needed: readonly StatusMeaning[];
  /** The entries of a new organization. Only their meanings are allowed in the list. */
  first: readonly { id: string; meaning?: StatusMeaning; en: string; es: string }[];
}
