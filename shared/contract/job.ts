import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';

/** What a bulk job does with every record. */
export const bulkAction = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('update'),
    values: z.record(z.string().check(z.maxLength(60)), z.unknown()),
  }),
  z.strictObject({
    action: z.literal('addTags'),
    tagIds: z.array(id).check(z.minLength(1), z.maxLength(limits.tagsPerRecord)),
  }),
  z.strictObject({
    action: z.literal('removeTags'),
    tagIds: z.array(id).check(z.minLength(1), z.maxLength(limits.tagsPerRecord)),
  }),
  z.strictObject({ action: z.literal('delete') }),
  z.strictObject({ action: z.literal('restore') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

export const jobStates = ['freezing', 'running', 'done', 'cancelled'] as const;

/** Work on many records. The ids are frozen before the first is touched. */
export const job = z.object({
  id,
  kind: z.string(),
  recordType: z.optional(z.string()),
  state: z.enum(jobStates),
  createdAt: timestamp,
  createdBy: id,
  finishedAt: z.optional(timestamp),
  total: z.int(),
  done: z.int(),
  failed: z.int(),
});
export type Job = z.infer<typeof job>;

/** How it went for one record that the job could not do. */
export const jobResult = z.object({ recordId: id, title: z.optional(z.string()), code: z.string() });

const path = '/v1/orgs/{orgId}/jobs';

export const jobs = resource('jobs', path, {
  list: operation({
    method: 'GET',
    path,
    access: 'job:read',
    summary: 'Your newest jobs; administrators see everyone’s.',
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
      ids: z.optional(z.array(id).check(z.minLength(1), z.maxLength(1_000))),
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
