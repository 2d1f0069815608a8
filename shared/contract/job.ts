import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { jobKinds } from './job-kind.ts';
import { limits } from './limits.ts';
import { filterInput } from './lists/filter.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';

const tagIds = z.array(id).check(
  z.minLength(1),
  z.maxLength(limits.tagsPerRecord),
  z.overwrite((ids) => [...new Set(ids)]),
);

/** What a bulk job does to each record. */
export const bulkAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('update'),
    /** Values as in the record type's update operation; null clears a field. */
    values: z.record(z.string().check(z.maxLength(60)), z.unknown()),
  }),
  z.strictObject({ action: z.literal('addTags'), tagIds }),
  z.strictObject({ action: z.literal('removeTags'), tagIds }),
  z.strictObject({ action: z.literal('delete') }),
  z.strictObject({ action: z.literal('restore') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

/**
 * `freezing`: storing the ids of the records. `stopped`: the creator lost a required permission or a part of its scope,
 * a custom field in the filters was retired, or another number of records matched than expected.
 */
export const jobStates = ['freezing', 'running', 'done', 'cancelled', 'stopped'] as const;
export type JobState = (typeof jobStates)[number];
/** The states of a job that can still change records. */
export const unfinishedJobStates: readonly JobState[] = ['freezing', 'running'];

/** A job that changes many records. It stores the ids of all of them before it changes the first one. */
export const job = z.object({
  id,
  kind: z.enum(jobKinds),
  /** The types of the records that it changes. */
  recordTypes: z.array(z.string()),
  state: z.enum(jobStates),
  createdAt: timestamp,
  createdBy: id,
  finishedAt: z.optional(timestamp),
  /**
   * What the job does to each record. For `undo`, the change that it takes back, or with `isRedo`, makes again. Imports,
   * undos of imports, merges, and jobs that people don't start lack it.
   */
  change: z.optional(bulkAction),
  /**
   * Which records the job was requested for, with `me` replaced by the person who started it. Days relative to today
   * are relative to the day on which it is read. Jobs for IDs, undos, and jobs that people don't start lack it.
   */
  query: z.optional(
    z.object({ filter: z.optional(filterInput), q: z.optional(z.string()), teamOf: z.optional(id) }),
  ),
  /** For `merge` and `unmerge`: the record that others were merged into, and those others. */
  merge: z.optional(z.object({ intoId: id, ids: z.array(id) })),
  /** The job that this job undoes. */
  undoes: z.optional(id),
  /** Whether an `undo` makes `change` again, because the job that it undoes took it back. */
  isRedo: z.optional(z.boolean()),
  /** The job that undoes this job, or undid it last. */
  undoneBy: z.optional(id),
  /**
   * While freezing, the number of records found so far; then the number of all records. Callers who can see the job
   * only because it affects everyone get zeros while it is freezing, then percentages: `total` is 100, and `done`
   * includes failures.
   */
  total: z.int(),
  /** The number of records that the job was requested for, if the request has said it. */
  expectedTotal: z.optional(z.int()),
  done: z.int(),
  failed: z.int(),
  /**
   * For `import`: the number of rows that have created their record so far. The others in `done` have updated one, except
   * for those in `related`.
   */
  created: z.optional(z.int()),
  /**
   * For an `import` that creates records that rows name, such as the customers of contacts, or notes of its records: how many
   * in `done` and `failed` are those.
   */
  related: z.optional(z.object({ done: z.int(), failed: z.int() })),
});
export type Job = z.infer<typeof job>;

/** The result for a record that the job couldn't change. The title is left out if the job couldn't read the record. */
export const jobResult = z.object({
  recordType: z.string(),
  recordId: id,
  title: z.optional(z.string()),
  /** For `import`: the number of the row in the file. */
  row: z.optional(z.int()),
  /** A problem code or field error code. */
  code: z.string(),
});
export type JobResult = z.infer<typeof jobResult>;

/** The records to change are those of exactly one of `ids`, `query` and `filters`. */
export const jobRequest = z.strictObject({
  recordType: line(40),
  ids: z.optional(z.array(id).check(z.minLength(1), z.maxLength(limits.jobIds))),
  /** A question about the record type's list. The job changes the records that match when it starts. */
  query: z.optional(
    z.strictObject({
      filter: z.optional(filterInput),
      q: z.optional(line(limits.searchCharactersMax)),
      teamOf: z.optional(id),
    }),
  ),
  /** The same as query parameters of the record type's list, except that no value can be empty. */
  filters: z.optional(
    z.record(z.string().check(z.maxLength(60)), z.string().check(z.minLength(1), z.maxLength(2_000))),
  ),
  /** Required for a query or filters that limit nothing, and refused for all others: the job changes every record. */
  all: z.optional(z.literal(true)),
  /** The number of records that the query or filters should find. If they find another one, the job stops and changes none. */
  expectedTotal: z.optional(z.int().check(z.gte(0))),
  change: bulkAction,
});

const path = '/v1/orgs/{orgId}/jobs';

export const jobs = resource('jobs', path, {
  list: operation({
    method: 'GET',
    path,
    access: 'job:read',
    summary:
      'List your latest jobs and those that affect everyone in the organization. Owners and admins see all jobs.',
    output: z.object({ items: z.array(job) }),
  }),
  get: operation({
    method: 'GET',
    path: `${path}/{id}`,
    access: 'job:read',
    summary: 'Get the progress of a job.',
    output: job,
  }),
  create: operation({
    method: 'POST',
    path,
    access: 'job:create',
    summary:
      'Start a job that changes many records: those whose IDs you send, or all that match a list’s filters.',
    description:
      'Records that no longer match the filters when the job reaches them stay as they are. Their result is `not_selected`. A query or filters that limit nothing change every record, so they need `all`. With `expectedTotal`, the job stops before its first change if another number of records matches, which is then its `total`.',
    body: jobRequest,
    output: job,
    status: 201,
  }),
  results: operation({
    method: 'GET',
    path: `${path}/{id}/results`,
    access: 'job:read',
    summary: 'List the records that the job couldn’t change, with the reasons.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(jobResult), nextCursor: z.optional(z.string()) }),
  }),
  cancel: operation({
    method: 'POST',
    path: `${path}/{id}/cancel`,
    access: 'job:create',
    summary: 'Cancel a job. Changes it has already made are kept.',
    output: job,
  }),
  undo: operation({
    method: 'POST',
    path: `${path}/{id}/undo`,
    access: 'job:create',
    summary: 'Start a job that undoes an ended job that someone requested.',
    description:
      'Fields get back the values that they had before. Fields that were changed again since keep their values; if that applies to all fields of a record, its result is `changed_since`, unless one of them has its earlier value again. Tags that the job added are removed, and those that it removed are added. Deleted records are restored, and restored records are deleted unless they were changed since. Undoing a merge separates the records again; entries and references return to where they were.',
    output: job,
    status: 201,
  }),
});
