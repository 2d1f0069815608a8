import * as z from 'zod/mini';
import { countryCode, currencyCode, id, line, timestamp, timeZone } from './field.ts';
import { operation, type Resource } from './operation.ts';

/** What a contact's status means, whatever the organization calls it. */
export const statusMeanings = ['prospect', 'qualified', 'customer', 'inactive'] as const;
export type StatusMeaning = (typeof statusMeanings)[number];
export const status = z.object({
  id: z.string(),
  name: z.string(),
  meaning: z.enum(statusMeanings),
  /** Retired statuses stay readable on records and are no longer offered. */
  retired: z.optional(z.boolean()),
});
export type Status = z.infer<typeof status>;

/** Lower-case letters, digits and single hyphens, 3 to 40 characters; unique in the stage. */
export const slug = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.minLength(3), z.maxLength(40), z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/));

export const organization = z.object({
  id,
  version: z.int(),
  name: z.string(),
  slug: z.string(),
  country: countryCode,
  currency: z.string(),
  timeZone: z.string(),
  contactStatuses: z.array(status),
  createdAt: timestamp,
});
export type Organization = z.infer<typeof organization>;

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
});
const updateBody = z.strictObject({
  name: z.optional(name),
  slug: z.optional(slug),
  country: z.optional(countryCode),
  currency: z.optional(currencyCode),
  timeZone: z.optional(timeZone),
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
  loadDemoData: operation({
    method: 'POST',
    path: `${org}/demo-data`,
    access: 'organization:update',
    summary:
      'Add the demo contacts, notes and tags; what is already there from an earlier call is left alone.',
    output: z.object({ contacts: z.int(), tags: z.int(), notes: z.int() }),
  }),
};

/** Its paths lie above all others of an organization, so its routes are exact ones. */
export const organizations: Resource<typeof operations> = {
  name: 'organizations',
  routes: [orgs, org, `${org}/demo-data`],
  operations,
};
