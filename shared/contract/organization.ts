import * as z from 'zod/mini';
import { feedContents } from './calendar.ts';
import { codePrefixes } from './code-prefixes.ts';
import { dashboardCards } from './dashboard-card.ts';
import { countryCode, currencyCode, id, line, mailedName, timestamp, timeZone } from './field.ts';
import { limits } from './limits.ts';
import { leadWeights } from './lead-score.ts';
import { operation, type Resource } from './operation.ts';
import { presetIds } from './preset-id.ts';
import { covers } from './record-access.ts';
import { recordTypeNames } from './record-types.ts';
import { scopes } from './role.ts';
import { stage } from './stage.ts';
import { status, type Status } from './status.ts';
import { statusListNames, type StatusListName } from './status-list.ts';
import { support } from './support.ts';
import { uniqueEmails, uniqueEmailsInput, uniqueEmailsJobs } from './unique-emails.ts';
import { pictureBody, pictureStart } from './picture.ts';

export const pipeline = z.object({
  id: z.string(),
  name: z.string(),
  stages: z.array(stage),
  retired: z.optional(z.boolean()),
});
export type Pipeline = z.infer<typeof pipeline>;

/**
 * Lowercase letters, digits and single hyphens, 3 to 40 characters. Unique among all organizations of an environment
 * (dev, staging or prod).
 */
export const slug = z.string().check(
  z.maxLength(40),
  z.trim(),
  z.toLowerCase(),
  z.minLength(3),
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'slug' }),
  // The minimum applies to the trimmed text, so that it is part of the pattern.
  z.meta({ pattern: '^(?=[A-Za-z0-9-]{3})[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$' }),
);

/** The organization's own labels for its record types. */
export const wording = z.partialRecord(
  z.enum(recordTypeNames),
  z.strictObject({ one: line(40), many: line(40) }),
);

/** The dashboard's cards in order, without duplicates. */
const dashboard = z.array(z.enum(dashboardCards)).check(
  z.minLength(1),
  z.maxLength(dashboardCards.length),
  z.refine((cards) => new Set(cards).size === cards.length, { error: 'distinct' }),
  z.meta({ uniqueItems: true }),
);

const portalSettings = z.strictObject({
  /** Whether contacts of customers who ask for access to the portal with their e-mail address are invited. */
  takesRequests: z.boolean(),
});

/** Nobody can change what they can't read. */
export const roleAccess = z
  .strictObject({ read: z.enum(scopes), change: z.enum(scopes) })
  .check(
    z.refine(({ read, change }) => covers(read, change), { error: 'wider_than_read', path: ['change'] }),
  );
const recordAccess = z.strictObject({ manager: roleAccess, employee: roleAccess });
const recordAccessInput = z.partial(recordAccess);

const month = z.int().check(z.minimum(1), z.maximum(12));
/** Up to 30 days. */
const leadAnswerHours = z.int().check(z.minimum(1), z.maximum(720));

const statusListsShape = Object.fromEntries(
  statusListNames.map((list) => [list, z.array(status)]),
) as unknown as Record<StatusListName, z.ZodMiniType<Status[]>>;

export const organization = z.object({
  id,
  version: z.int(),
  name: z.string(),
  slug: z.string(),
  country: countryCode,
  currency: z.string(),
  timeZone: z.string(),
  ...statusListsShape,
  leadWeights,
  pipelines: z.array(pipeline),
  support,
  wording: z.optional(wording),
  codePrefixes: z.optional(codePrefixes),
  portal: z.optional(portalSettings),
  /** The most that members’ calendar feeds say about their tasks; `notes`, which is all, by default. */
  calendarFeeds: z.optional(z.enum(feedContents)),
  /** The first month (1 to 12) of the fiscal year in reports and lists; January by default. */
  yearStartMonth: z.optional(month),
  /** Hours after which a lead without an answer is late on the dashboard; 24 by default. */
  leadAnswerHours: z.optional(leadAnswerHours),
  /** The dashboard's cards in order; all of them by default. */
  dashboard: z.optional(z.array(z.enum(dashboardCards))),
  /** By record type, whether another record can have the same e-mail address. Those of contacts are always unique. */
  uniqueEmails,
  /**
   * Which contacts, customers, leads and deals, with the documents that follow them, managers and employees read and
   * change: their own, also their team’s, or all.
   */
  recordAccess,
  /**
   * By record type, the job that last reserved the addresses of existing records. The results of a job that couldn't
   * reserve all of them name the records that have another record's address.
   */
  uniqueEmailsJobs: z.optional(uniqueEmailsJobs),
  /** The preset applied last, initially the one chosen on creation. Undefined in older organizations. */
  presetId: z.optional(z.enum(presetIds)),
  /** Whether persons were erased, so that new records are compared with them. */
  remembersErasures: z.optional(z.boolean()),
  createdAt: timestamp,
  /** When a setting last changed. Missing if none has since release 0.8. */
  updatedAt: z.optional(timestamp),
  /** When the data of a deleted organization is removed. Until then, owners can restore it. */
  deletingAt: z.optional(timestamp),
  logoId: z.optional(id),
  /** Presigned URL of the logo, valid for at least an hour. */
  logoUrl: z.optional(z.string()),
});
export type Organization = z.infer<typeof organization>;

/** A status, source, pipeline or stage. Stages and pipelines have no names by language. */
type NamedEntry = Pick<Status, 'id' | 'name' | 'names' | 'retired' | 'isDefault'>;

/**
 * The statuses, sources or pipelines in one of the organization's lists. The list `stages` contains the stages of all
 * pipelines.
 */
export function entriesOf(settings: Organization, list: string): readonly NamedEntry[] {
  if (list === 'stages') return settings.pipelines.flatMap((entry) => entry.stages);
  return settings[list as StatusListName | 'pipelines'];
}

const name = mailedName(120);
const orgs = '/v1/orgs';
const org = '/v1/orgs/{orgId}';

export const newOrganization = z.strictObject({
  name,
  /** Derived from the name by default. */
  slug: z.optional(slug),
  country: z.optional(countryCode),
  currency: z.optional(currencyCode),
  timeZone: z.optional(timeZone),
  /** The initial preset; the general one by default. It sets the country, currency and time zone that you don’t send. */
  presetId: z.optional(z.enum(presetIds)),
  /** By default, managers and employees read all records, and change those of their team or their own. */
  recordAccess: z.optional(recordAccessInput),
});
/** What an update of an organization can change. */
export const organizationChanges = z.strictObject({
  name: z.optional(name),
  slug: z.optional(slug),
  country: z.optional(countryCode),
  currency: z.optional(currencyCode),
  timeZone: z.optional(timeZone),
  /** Replaces all existing labels. */
  wording: z.optional(wording),
  /** Replaces all existing prefixes. No two types can have the same. */
  codePrefixes: z.optional(codePrefixes),
  dashboard: z.optional(dashboard),
  yearStartMonth: z.optional(month),
  leadAnswerHours: z.optional(leadAnswerHours),
  portal: z.optional(portalSettings),
  /** Feeds that say more are cut to this within five seconds. */
  calendarFeeds: z.optional(z.enum(feedContents)),
  /** A job applies changed weights to existing leads. */
  leadWeights: z.optional(leadWeights),
  /**
   * Replaces all hours and targets for issues. What is due already changes once the status or the priority of an issue
   * does.
   */
  support: z.optional(support),
  /**
   * Only the record types that you send change. `refuse` takes effect immediately and stays `checking` until a job has
   * reserved the addresses of existing records.
   */
  uniqueEmails: z.optional(uniqueEmailsInput),
  /** Only the roles that you send change, from the next request on. Nobody can change what they can’t read. */
  recordAccess: z.optional(recordAccessInput),
});

const operations = {
  create: operation({
    method: 'POST',
    path: orgs,
    access: 'user',
    summary: 'Create an organization. You become its owner.',
    body: newOrganization,
    output: organization,
    status: 201,
    usersOnly: true,
  }),
  get: operation({
    method: 'GET',
    path: org,
    access: 'organization:read',
    summary: 'Get the organization with its settings and status lists.',
    output: organization,
    whileDeleted: true,
  }),
  update: operation({
    method: 'PATCH',
    path: org,
    access: 'organization:update',
    summary: 'Update the organization’s settings.',
    description:
      'Setting `uniqueEmails` to `refuse` for a record type is refused with 409 while records outside the trash share an e-mail address. The errors name up to five of these records for each type.',
    body: organizationChanges,
    output: organization,
    ifMatch: true,
  }),
  startLogo: operation({
    method: 'POST',
    path: `${org}/logo`,
    access: 'organization:update',
    summary: 'Start uploading the organization’s logo and get the upload URL.',
    body: pictureBody,
    output: pictureStart,
  }),
  finishLogo: operation({
    method: 'POST',
    path: `${org}/logo/{pictureId}`,
    access: 'organization:update',
    summary: 'Use the uploaded image as the organization’s logo.',
    output: organization,
  }),
  deleteLogo: operation({
    method: 'DELETE',
    path: `${org}/logo`,
    access: 'organization:update',
    summary: 'Remove the organization’s logo.',
    output: organization,
  }),
  requestDeletion: operation({
    method: 'POST',
    path: `${org}/deletion`,
    access: 'organization:delete',
    summary: `Delete the organization. Owners can restore it for ${limits.organizationGraceDays} days; then all of its data is removed.`,
    description:
      'Only signed-in owners can do this. Until `deletingAt`, members can only see that the organization is being deleted: all other requests are refused with the code `being_deleted`, API keys, public forms and calendar feeds stop working, and jobs pause. Owners and administrators are told by e-mail. A repeated request keeps the date.',
    body: z.strictObject({
      /** The organization’s name or slug, to confirm that you mean this one. */
      confirmation: line(120),
    }),
    output: organization,
    whileDeleted: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${org}/restore`,
    access: 'organization:delete',
    summary: 'Restore the organization while it is being deleted.',
    description:
      'Everything is as before, and paused jobs continue. Once `deletingAt` has passed, this can be too late.',
    output: organization,
    whileDeleted: true,
  }),
};

/** The paths are prefixes of all other paths of an organization, so the routes are exact. */
export const organizations: Resource<typeof operations> = {
  name: 'organizations',
  routes: [orgs, org, `${org}/logo`, `${org}/logo/{pictureId}`, `${org}/deletion`, `${org}/restore`],
  operations,
};
