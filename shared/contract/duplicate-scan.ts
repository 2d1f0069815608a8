import * as z from 'zod/mini';
import { id, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';
import { pageQuery, queryInteger } from './page.ts';
import { possibleDuplicate, reason } from './possible-duplicate.ts';
import { comparedTypes } from './typed-values.ts';

/**
 * `queued`: the scan waits for its turn. `running`: records are being compared. `ready`: its groups can be read. `failed`:
 * there are no groups, see `problem`.
 */
const scanStates = ['queued', 'running', 'ready', 'failed'] as const;

/** Why there are no groups. */
const scanProblems = [
  'too_many_records',
  /** The person or API key that started the scan is no longer a member, or can no longer read the records. */
  'not_permitted',
  /** The scan was interrupted several times. */
  'interrupted',
] as const;
export type ScanProblem = (typeof scanProblems)[number];

const recordType = z.enum(comparedTypes);

/** A comparison of all records of a type with one another. */
const duplicateScan = z.object({
  /** A new one each time a scan is started. */
  id,
  version: z.int(),
  recordType,
  state: z.enum(scanStates),
  /** How much is done, from 0 to 100. */
  percent: z.int(),
  /** The number of records that were compared. */
  records: z.optional(z.int()),
  /** The number of groups found. Those whose records have changed since can be missing in the list of groups. */
  groups: z.optional(z.int()),
  /**
   * The number of values, such as names and domains, that more than 50 records share. Records that have nothing else in
   * common weren’t compared.
   */
  commonValues: z.optional(z.int()),
  /** Whether some records weren’t compared, or some groups left out, because there were too many. */
  isIncomplete: z.optional(z.boolean()),
  problem: z.optional(z.enum(scanProblems)),
  createdBy: id,
  createdAt: timestamp,
  updatedAt: timestamp,
  /** When the scan and its groups are deleted. */
  expiresAt: timestamp,
});
export type DuplicateScan = z.infer<typeof duplicateScan>;

const { title, likelihood, score, values } = possibleDuplicate.shape;

const duplicateGroup = z.object({
  /** The score of the two records that are most alike. */
  score,
  likelihood,
  records: z.array(z.object({ id, version: z.int(), title, createdAt: timestamp, values })),
  /** The records that are possibly the same, two by two, the most similar ones first. */
  pairs: z.array(z.object({ recordIds: z.array(id), score, reasons: z.array(reason) })),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

const notDuplicates = z.object({
  id,
  records: z.array(z.object({ id, title: z.optional(z.string()) })),
  createdBy: id,
  createdAt: timestamp,
});
export type NotDuplicates = z.infer<typeof notDuplicates>;

const all = '/v1/orgs/{orgId}/duplicates';
const scan = `${all}/{recordType}/scan` as const;
const apart = `${all}/{recordType}/not-duplicates` as const;

export const duplicates = resource('duplicates', all, {
  list: operation({
    method: 'GET',
    path: all,
    access: 'duplicate:read',
    summary: 'List the latest scans for duplicates, at most one for each record type.',
    output: z.object({ items: z.array(duplicateScan) }),
  }),
  start: operation({
    method: 'POST',
    path: scan,
    access: 'duplicate:update',
    summary: 'Scan all records of a type for duplicates.',
    description: `Compares the records that you can see with one another. Whoever can see all records of the type shares a scan; others have their own. A new scan replaces the previous one, and is refused while that is unfinished. Poll the list of scans until it is \`ready\`. The groups are kept for ${limits.duplicateScanDays} days.`,
    output: duplicateScan,
    status: 201,
  }),
  delete: operation({
    method: 'DELETE',
    path: scan,
    access: 'duplicate:update',
    summary: 'Stop an unfinished scan, or delete its groups.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
  groups: operation({
    method: 'GET',
    path: `${scan}/groups`,
    access: 'duplicate:read',
    summary: 'List the groups of records that are possibly the same, the most similar ones first.',
    description: `Records are compared again as they are now: those that were merged or deleted, or that you can’t see, are left out, and so are groups of which fewer than two records remain. A page can therefore have fewer groups than \`limit\` even if there is a next one, and more of them if a group has fallen apart. Groups have up to ${limits.mergeRecords + 1} records, which can be merged at once.`,
    query: z.strictObject({
      ...pageQuery,
      limit: z.optional(queryInteger(1, limits.duplicateGroupsPage)),
    }),
    output: z.object({
      items: z.array(duplicateGroup),
      nextCursor: z.optional(z.string()),
      /** The names of the records to which the values refer, such as customers, by ID. */
      names: z.record(z.string(), z.string()),
    }),
  }),
  addNotDuplicates: operation({
    method: 'POST',
    path: apart,
    access: 'duplicate:update',
    summary: 'Declare that records are no duplicates of each other.',
    description:
      'Scans then leave out each pair of these records. Others can still connect them to one group.',
    body: z.strictObject({
      recordIds: z.array(id).check(z.minLength(2), z.maxLength(limits.mergeRecords + 1)),
    }),
    output: notDuplicates,
    status: 201,
  }),
  listNotDuplicates: operation({
    method: 'GET',
    path: apart,
    access: 'duplicate:read',
    summary: 'List the records that were declared to be no duplicates, the latest declarations first.',
    description:
      'Returns your own declarations, or all of them if you can see all records of the type. Records without a title no longer exist, or you can’t see them.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(notDuplicates), nextCursor: z.optional(z.string()) }),
  }),
  removeNotDuplicates: operation({
    method: 'DELETE',
    path: `${apart}/{id}`,
    access: 'duplicate:update',
    summary: 'Withdraw a declaration that records are no duplicates.',
    output: nothing,
    status: 204,
  }),
});
