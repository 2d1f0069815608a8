import * as z from 'zod/mini';
import { givenTimestamp, id, line, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { page, pageQuery } from './page.ts';

/** What has happened with a record. Tasks, which have not happened yet, are a resource of their own. */
export const activityKinds = ['call', 'email', 'meeting', 'note', 'task'] as const;

/**
 * Something that was done on a lead, contact, customer or deal, or is going to be done there at a known time. The user is
 * set by the server; the name is the member's own at the time of reading.
 */
export const activity = z.object({
  id,
  version: z.int(),
  recordType: z.string(),
  recordId: id,
  kind: z.enum(activityKinds),
  title: z.string(),
  notes: z.optional(z.string()),
  durationMinutes: z.optional(z.int()),
  /** When it happened; the moment of its making where nothing else is said. */
  date: timestamp,
  userId: id,
  userName: z.string(),
  createdAt: timestamp,
  /** Set once it was deleted. */
  deletedAt: z.optional(timestamp),
});
export type Activity = z.infer<typeof activity>;

const durationMinutes = z.int().check(z.gte(0), z.lte(1_440));
const input = {
  kind: z.enum(activityKinds),
  title: line(200),
  notes: z.optional(lines(limits.noteCharacters)),
  durationMinutes: z.optional(durationMinutes),
  date: z.optional(givenTimestamp),
};
const createBody = z.strictObject(input);
const many = '/v1/orgs/{orgId}/activities/{recordType}/{recordId}';
const one = `${many}/{activityId}` as const;

/** Activities of a record: who may read the record may read and add them. */
export const activities = resource('activities', '/v1/orgs/{orgId}/activities', {
  list: operation({
    method: 'GET',
    path: many,
    access: 'activity:read',
    summary: 'Activities of a record, newest date first, then newest made.',
    query: z.strictObject({ ...pageQuery, kind: z.optional(z.enum(activityKinds)) }),
    output: page(activity),
  }),
  create: operation({
    method: 'POST',
    path: many,
    access: 'activity:create',
    summary: 'Add an activity to a record.',
    body: createBody,
    output: activity,
    status: 201,
    idempotent: true,
  }),
  createMany: operation({
    method: 'POST',
    path: `${many}/bulk`,
    access: 'activity:create',
    summary: 'Add several activities: all or none, every bad one is told by its index.',
    body: z.strictObject({ items: z.array(createBody).check(z.maxLength(limits.activitiesPerBulk)) }),
    output: z.object({ items: z.array(activity) }),
    status: 201,
    idempotent: true,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'activity:update',
    summary: 'Change an activity of your own.',
    body: z.strictObject({
      kind: z.optional(input.kind),
      title: z.optional(input.title),
      notes: z.optional(z.nullable(lines(limits.noteCharacters))),
      durationMinutes: z.optional(z.nullable(durationMinutes)),
      date: z.optional(givenTimestamp),
    }),
    output: activity,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'activity:delete',
    summary: 'Delete an activity; restore brings it back while its record exists.',
    output: activity,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${one}/restore`,
    access: 'activity:delete',
    summary: 'Bring a deleted activity back.',
    output: activity,
  }),
});
