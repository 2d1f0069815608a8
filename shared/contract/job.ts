import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';

const tagIds = z.array(id).check(
  z.minLength(1),
  z.maxLength(limits.tagsPerRecord),
  z.overwrite((ids) => [...new Set(ids)]),
);

/** What a bulk job does to every record. */
export const bulkAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('update'),
    /** As in the record type's update: null clears a field. */
    values: z.record(z.string().check(z.maxLength(60)), z.unknown()),
  }),
  z.strictObject({ action: z.literal('addTags'), tagIds }),
  z.strictObject({ action: z.literal('removeTags'), tagIds }),
  z.strictObject({ action: z.literal('delete') }),
  z.strictObject({ action: z.literal('restore') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

/**
 * Bulk actions, and work that follows from other changes: rescoring after new weights, merged tags, the records of
 * removed members, deals of removed stages, records of retired statuses or sources, and custom fields added to or
 * removed from lists and search.
 */
export const jobKinds = [
  'update',
  'addTags',
  'removeTags',
  'delete',
  'restore',
  'rescore',
  'tagMerge',
  'handOver',
  'stageMove',
  'statusMove',
  'customFields',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** stopped: the creator no longer has the required permission. */
export const jobStates = ['freezing', 'running', 'done', 'cancelled', 'stopped'] as const;
export type JobState = (typeof jobStates)[number];

/** Work on many records. Their ids are frozen before the first one is changed. */
export const job = z.object({
  id,
  kind: z.enum(jobKinds),
  /** The record types it works on. */
  recordTypes: z.array(z.string()),
  state: z.enum(jobStates),
  createdAt: timestamp,
  createdBy: id,
  finishedAt: z.optional(timestamp),
  /**
   * Records found so far while freezing; then all records. For a job that concerns everyone, callers other than its
   * creator and admins get percentages only, as if there were a hundred records.
   */
  total: z.int(),
  done: z.int(),
  failed: z.int(),
});
export type Job = z.infer<typeof job>;

/**
 * The result for a record that the job couldn't change. The title is left out if the caller cannot see the record.
 */
export const jobResult = z.object({
  recordType: z.string(),
  recordId: id,
  title: z.optional(z.string()),
  /** The code of a problem or of a field error. */
  code: z.string(),
});
export type JobResult = z.infer<typeof jobResult>;

const path = '/v1/orgs/{orgId}/jobs';

export const jobs = resource('jobs', path, {
  list: operation({
    method: 'GET',
    path,
    access: 'job:read',
    summary: 'List your latest jobs and those that concern everyone. Owners and admins see all jobs.',
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
      'Start a job that changes many records: the IDs you send, or every record that matches a list’s filters.',
    body: z.strictObject({
      recordType: line(40),
      ids: z.optional(z.array(id).check(z.minLength(1), z.maxLength(limits.jobIds))),
      /** Query parameters of the record type's list. The job takes the records they match at the start. */
      filters: z.optional(z.record(z.string().check(z.maxLength(60)), z.string().check(z.maxLength(2_000)))),
      change: bulkAction,
    }),
    output: job,
    status: 201,
    idempotent: true,
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
});
