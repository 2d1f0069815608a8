import * as z from 'zod/mini';
import { id, timestamp } from './field.ts';
import { operation, resource } from './operation.ts';
import { pageQuery } from './page.ts';

export const timelineKinds = ['change', 'note', 'attachment', 'activity', 'task', 'deal', 'lead'] as const;

/**
 * One line of a record's timeline. `data` is what the kind carries: a note, a file, an activity, a task, or for a change
 * `changes` as in the history (only `fields`, their names, where the values are long). `action` is that of the change;
 * `open` or `done` for a task, `created`, `won` or `lost` for a deal, `converted` for a lead.
 */
export const timelineEntry = z.object({
  id: z.string(),
  kind: z.enum(timelineKinds),
  at: timestamp,
  actorId: z.optional(id),
  /** The record that the line concerns, where it is another than the one whose timeline this is. */
  about: z.optional(z.object({ type: z.string(), id, title: z.string() })),
  action: z.string(),
  data: z.optional(z.record(z.string(), z.unknown())),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

const path = '/v1/orgs/{orgId}/timeline/{recordType}/{recordId}';

/** Everything about a record in one stream. */
export const timeline = resource('timeline', '/v1/orgs/{orgId}/timeline', {
  list: operation({
    method: 'GET',
    path,
    access: 'timeline:read',
    summary: 'A record’s timeline, newest first; the first page also brings what is coming up.',
    query: z.strictObject({ ...pageQuery, kind: z.optional(z.enum(timelineKinds)) }),
    output: z.object({
      upcoming: z.array(timelineEntry),
      items: z.array(timelineEntry),
      nextCursor: z.optional(z.string()),
    }),
  }),
});
