import * as z from 'zod/mini';
import { id, timestamp } from './field.ts';
import { operation, resource } from './operation.ts';
import { changeSources } from './record-operations.ts';
import { pageQuery } from './page.ts';

export const timelineKinds = [
  'change',
  'note',
  'answer',
  'attachment',
  'activity',
  'task',
  'deal',
  'lead',
  'quote',
  'order',
  'invoice',
  'payment',
  'issue',
] as const;

export const timelineEntry = z.object({
  id: z.string(),
  kind: z.enum(timelineKinds),
  at: timestamp,
  actorId: z.optional(id),
  /** The record that the line is about, if it differs from the timeline's record. */
  about: z.optional(z.object({ type: z.string(), id, title: z.string() })),
  /**
   * The action of a change; `created` for a note, answer or activity; `created` or `deleted` for a file; `open` or `done` for a
   * task; `created`, `won` or `lost` for a deal (`closed` if its outcome isn't known); `converted` for a lead;
   * `created`, `sent`, `accepted` or `declined` for a quote; `created`, `confirmed`, `fulfilled` or `canceled` for an
   * order; `created`, `issued`, `overdue`, `reminded`, `paid`, `voided` or `credited` for an invoice; `received`,
   * `pending`, `refunded` or `canceled` for a payment; `created` or `resolved` for an issue.
   */
  action: z.string(),
  /** How a change came about, as in the history. */
  via: z.optional(z.enum(changeSources)),
  /**
   * The note, answer, file, activity or task, or a change's `changes` as in the history. Changes with long values have
   * the names of all fields in `fields`, and only short values in `changes`. For quotes, orders, invoices and
   * payments, the `amount`. Missing for deals, leads and issues.
   */
  data: z.optional(z.record(z.string(), z.unknown())),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

const path = '/v1/orgs/{orgId}/timeline/{recordType}/{recordId}';

/** The changes, entries, deals, leads and documents of a record in one list. */
export const timeline = resource('timeline', '/v1/orgs/{orgId}/timeline', {
  list: operation({
    method: 'GET',
    path,
    access: 'timeline:read',
    summary:
      'List a record’s timeline, newest first. The first page also includes upcoming tasks and activities.',
    query: z.strictObject({ ...pageQuery, kind: z.optional(z.enum(timelineKinds)) }),
    output: z.object({
      upcoming: z.array(timelineEntry),
      items: z.array(timelineEntry),
      nextCursor: z.optional(z.string()),
    }),
  }),
});
