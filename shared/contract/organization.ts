import * as z from 'zod/mini';
import { dashboardCards } from './dashboard-card.ts';
import { countryCode, currencyCode, id, line, timestamp, timeZone } from './field.ts';
import type { ListName } from './field.ts';
import { leadWeights } from './lead-score.ts';
import { operation, type Resource } from './operation.ts';
import { presetIds } from './preset-id.ts';
import { tagColors } from './tag.ts';
import { pictureBody, pictureStart } from './picture.ts';

/** What an entry of one of the organization's lists means, whatever the organization calls it. */
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
  /** The product's own names by language, until the organization gives the entry a name; `name` is the English one then. */
  names: z.optional(z.object({ en: z.string(), es: z.string() })),
  meaning: z.optional(z.enum(statusMeanings)),
  /** Without one the colour follows the meaning. */
  color: z.optional(z.enum(tagColors)),
  /** New records begin with this entry; with the first in use where none says so. */
  isDefault: z.optional(z.boolean()),
  /** Retired entries stay readable on records and are no longer offered. */
  retired: z.optional(z.boolean()),
  /** What a retired entry was replaced by. */
  successorId: z.optional(z.string()),
});
export type Status = z.infer<typeof status>;

/** A step of a pipeline. The last two of every pipeline mean won and lost. */
export const stage = z.object({
  id: z.string(),
  name: z.string(),
  color: z.enum(tagColors),
  /** Chance in percent that a deal in this stage is won. */
  probability: z.int(),
  meaning: z.enum(['open', 'won', 'lost']),
  retired: z.optional(z.boolean()),
});
export type Stage = z.infer<typeof stage>;

export const pipeline = z.object({
  id: z.string(),
  name: z.string(),
  stages: z.array(stage),
  retired: z.optional(z.boolean()),
});
export type Pipeline = z.infer<typeof pipeline>;

/** Lower-case letters, digits and single hyphens, 3 to 40 characters; unique in the stage. */
export const slug = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.minLength(3), z.maxLength(40), z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/));

/** What the organization calls its records, where it is not what the product calls them. */
const wording = z.partialRecord(
  z.enum(['contact', 'customer', 'lead', 'deal', 'vendor', 'employee']),
  z.strictObject({ one: line(40), many: line(40) }),
);

/** Which cards the dashboard shows, and in which order; each once. */
const dashboard = z.array(z.enum(dashboardCards)).check(
  z.minLength(1),
  z.maxLength(dashboardCards.length),
  z.refine((cards) => new Set(cards).size === cards.length),
);

const month = z.int().check(z.minimum(1), z.maximum(12));

export const organization = z.object({
  id,
  version: z.int(),
  name: z.string(),
  slug: z.string(),
  country: countryCode,
  currency: z.string(),
  timeZone: z.string(),
  contactStatuses: z.array(status),
  customerStatuses: z.array(status),
  vendorStatuses: z.array(status),
  leadStatuses: z.array(status),
  leadSources: z.array(status),
  leadWeights,
  pipelines: z.array(pipeline),
  wording: z.optional(wording),
  /** In which month (1 to 12) the year of its reports begins; January where it is left out. */
  yearStartMonth: z.optional(month),
  /** Cards of the dashboard in their order; all of them where none were chosen. */
  dashboard: z.optional(z.array(z.enum(dashboardCards))),
  /** The line of business that it began with or was given last; none where it was made before there were any. */
  presetId: z.optional(z.enum(presetIds)),
  createdAt: timestamp,
  logoId: z.optional(id),
  /** Where the logo can be shown from for an hour. */
  logoUrl: z.optional(z.string()),
});
export type Organization = z.infer<typeof organization>;

/** The entries of one of the organization's lists; `stages` are those of all pipelines. */
export function entriesOf(
  settings: Organization,
  list: ListName,
): readonly { id: string; name: string; retired?: boolean | undefined; isDefault?: boolean | undefined }[] {
  if (list === 'stages') return settings.pipelines.flatMap((entry) => entry.stages);
  return settings[list];
}

const name = line(120);
const orgs = '/v1/orgs';
const org = '/v1/orgs/{orgId}';

const createBody = z.strictObject({
  name,
  /** Made from the name where it is left out. */
  slug: z.optional(slug),
  country: z.optional(countryCode),
  currency: z.optional(currencyCode),
  timeZone: z.optional(timeZone),
  /** The line of business that it begins with; the general one where it is left out. */
  presetId: z.optional(z.enum(presetIds)),
});
const updateBody = z.strictObject({
  name: z.optional(name),
  slug: z.optional(slug),
  country: z.optional(countryCode),
  currency: z.optional(currencyCode),
  timeZone: z.optional(timeZone),
  /** Takes the place of all words that there are. */
  wording: z.optional(wording),
  dashboard: z.optional(dashboard),
  yearStartMonth: z.optional(month),
  /** Changed weights are given to old leads by a job. */
  leadWeights: z.optional(leadWeights),
});

const operations = {
  create: operation({
    method: 'POST',
    path: orgs,
    access: 'user',
    summary: 'Make an organization; you become its owner.',
    body: createBody,
    output: organization,
    status: 201,
    idempotent: true,
    usersOnly: true,
  }),
  get: operation({
    method: 'GET',
    path: org,
    access: 'organization:read',
    summary: 'The organization with its settings and status lists.',
    output: organization,
  }),
  update: operation({
    method: 'PATCH',
    path: org,
    access: 'organization:update',
    summary: 'Change name, address, country, currency or time zone.',
    body: updateBody,
    output: organization,
    ifMatch: true,
  }),
  startLogo: operation({
    method: 'POST',
    path: `${org}/logo`,
    access: 'organization:update',
    summary: 'Announce a small picture that stands for the organization, and learn where to upload it.',
    body: pictureBody,
    output: pictureStart,
  }),
  finishLogo: operation({
    method: 'POST',
    path: `${org}/logo/{pictureId}`,
    access: 'organization:update',
    summary: 'Show the uploaded picture as the organization’s.',
    output: organization,
  }),
  deleteLogo: operation({
    method: 'DELETE',
    path: `${org}/logo`,
    access: 'organization:update',
    summary: 'Take the organization’s picture away.',
    output: organization,
  }),
  loadDemoData: operation({
    method: 'POST',
    path: `${org}/demo-data`,
    access: 'organization:update',
    summary: 'Add a believable year of demo data; what is already there from an earlier call is left alone.',
    output: z.object({
      /** False where there is more to add than one call has time for: call again. */
      isComplete: z.boolean(),
      contacts: z.int(),
      tags: z.int(),
      notes: z.int(),
      customers: z.int(),
      vendors: z.int(),
      employees: z.int(),
      leads: z.int(),
      deals: z.int(),
      activities: z.int(),
      tasks: z.int(),
      files: z.int(),
    }),
  }),
};

/** Its paths lie above all others of an organization, so its routes are exact ones. */
export const organizations: Resource<typeof operations> = {
  name: 'organizations',
  routes: [orgs, org, `${org}/logo`, `${org}/logo/{pictureId}`, `${org}/demo-data`],
  operations,
};
