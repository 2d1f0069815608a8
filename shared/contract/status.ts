import * as z from 'zod/mini';
import { activityKinds } from './activity-kinds.ts';
import { tagColors } from './tag-color.ts';

/** What a status means to the product, regardless of its name. */
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
  'draft',
  'confirmed',
  'fulfilled',
  'canceled',
  'overdue',
  'paid',
  'credited',
  'void',
  'issued',
  'pending',
  'received',
  'refunded',
  'sent',
  'accepted',
  'declined',
  'expired',
  'inProgress',
  'waiting',
  'resolved',
  'closed',
  ...activityKinds,
  'low',
  'normal',
  'high',
] as const;
export type StatusMeaning = (typeof statusMeanings)[number];

/** A status or source in one of the organization's lists. Sources have no meaning. */
export const status = z.object({
  id: z.string(),
  name: z.string(),
  /**
   * The product's names by language; missing once the organization renames the status or source. While they are set,
   * `name` is the English one.
   */
  names: z.optional(z.object({ en: z.string(), es: z.string() })),
  meaning: z.optional(z.enum(statusMeanings)),
  /** By default, the color follows the meaning. */
  color: z.optional(z.enum(tagColors)),
  /** Whether new records get this status or source by default. False if a list of sources has no default. */
  isDefault: z.optional(z.boolean()),
  /** Whether the status or source is retired: still shown on records that have it, but no longer offered. */
  retired: z.optional(z.boolean()),
  /** The id of the replacement of a retired status or source. */
  successorId: z.optional(z.string()),
});
export type Status = z.infer<typeof status>;

/** A customizable list of statuses or sources. */
export interface StatusListDeclaration {
  /**
   * Each of these meanings must occur at least once, because the product sets statuses with this meaning or looks for
   * them.
   */
  needed: readonly StatusMeaning[];
  /**
   * The statuses or sources in a new organization with the general preset. Statuses of the list can have only the
   * meanings that occur here.
   */
  first: readonly { id: string; meaning?: StatusMeaning; en: string; es: string }[];
  /** The source that new records get until an organization chooses another one or none. */
  default?: string;
  /** Whether records keep an entry that is retired, and an entry its meaning, because it says what happened. */
  staysWithRecords?: true;
}
