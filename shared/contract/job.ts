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

/** What a bulk job does with every record. */
export const bulkAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('update'),
    /** As in the record type’s update: null clears a field. */
    values: z.record(z.string().check(z.maxLength(60)), z.unknown()),
  }),
  z.strictObject({ action: z.literal('addTags'), tagIds }),
  z.strictObject({ action: z.literal('removeTags'), tagIds }),
  z.strictObject({ action: z.literal('delete') }),
  z.strictObject({ action: z.literal('restore') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

/**
 * Bulk actions, and what a decision taken elsewhere leaves to be done: new weights for old leads, a tag merged into
 * another, the records of a removed member, the deals of a stage that was taken away, the
 * records of a retired status or source, custom fields that came into lists and search or left them.
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

/** stopped: the maker has no longer the right that the job needs. */
export const jobStates = ['freezing', 'running', 'done', 'cancelled', 'stopped'] as const;
export type JobState = (typeof jobStates)[number];

/** Work on many records. The ids are frozen before the first is touched. */
export const job = z.object({
  id,
  kind: z.enum(jobKinds),
  /** The types that it works on. */
  recordTypes: z.array(z.string()),
  state: z.enum(jobStates),
  createdAt: timestamp,
  createdBy: id,
  finishedAt: z.optional(timestamp),
  /**
   * Records found so far while freezing; all of them from then on. Of a job that concerns everybody, others than its
   * maker and administrators learn the share only: it is told as if there were a hundred records.
   */
  total: z.int(),
  done: z.int(),
  failed: z.int(),
});
export type Job = z.infer<typeof job>;

/** How it went for one record that the job could not do. The title is left out where the record is out of reach. */
export const jobResult = z.object({
  recordType: z.string(),
  recordId: id,
  title: z.optional(z.string()),
  /** The code of a problem, or of what is wrong with a field. */
  code: z.string(),
});
export type JobResult = z.infer<typeof jobResult>;

const path = '/v1/orgs/{orgId}/jobs';

export const jobs = resource('jobs', path, {
  list: operation({
    method: 'GET',
    path,
    access: 'job:read',
    summary: 'Your newest jobs and those that concern everybody; administrators see all.',
    output: z.object({ items: z.array(job) }),
  }),
  get: operation({
    method: 'GET',
    path: `${path}/{id}`,
    access: 'job:read',
    summary: 'How far a job is.',
    output: job,
  }),
  create: operation({
    method: 'POST',
    path,
    access: 'job:create',
    summary: 'Do something with many records: those named, or all that a list’s filters find.',
    body: z.strictObject({
      recordType: line(40),
      ids: z.optional(z.array(id).check(z.minLength(1), z.maxLength(limits.jobIdsGiven))),
      /** Query parameters of the record type’s list; the job takes what it finds at the beginning. */
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
    summary: 'Records that the job could not do, with the reason.',
    query: z.strictObject(pageQuery),
    output: z.object({ items: z.array(jobResult), nextCursor: z.optional(z.string()) }),
  }),
  cancel: operation({
    method: 'POST',
    path: `${path}/{id}/cancel`,
    access: 'job:create',
    summary: 'Stop a job; what it has done stays.',
    output: job,
  }),
});
