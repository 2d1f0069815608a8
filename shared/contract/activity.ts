import * as z from 'zod/mini';
import { calendarDate, givenTimestamp, id, line, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { page, pageQuery, queryList } from './page.ts';

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

/** An activity among those of other records. What it says is left out where the caller may not know of its record. */
export const listedActivity = z.object({
  id,
  kind: z.enum(activityKinds),
  date: timestamp,
  durationMinutes: z.optional(z.int()),
  userId: id,
  userName: z.string(),
  title: z.optional(z.string()),
  recordType: z.optional(z.string()),
  recordId: z.optional(id),
  recordTitle: z.optional(z.string()),
});
export type ListedActivity = z.infer<typeof listedActivity>;

const durationMinutes = z.int().check(z.gte(0), z.lte(1_440));
const input = {
  kind: z.enum(activityKinds),
  title: line(200),
  notes: z.optional(lines(limits.noteCharacters)),
  durationMinutes: z.optional(durationMinutes),
  date: z.optional(givenTimestamp),
};
const createBody = z.strictObject(input);
const base = '/v1/orgs/{orgId}/activities';
const many = `${base}/{recordType}/{recordId}` as const;
const one = `${many}/{activityId}` as const;

/** Activities of a record: who may read the record may read and add them. Across records they are listed by who did them. */
export const activities = resource('activities', base, {
  listAll: operation({
    method: 'GET',
    path: base,
    // Whose numbers one may see, their activities one may list.
    access: 'analytics:read',
    summary: 'Activities of all records by who did them, newest date first, then newest made.',
    description:
      'Days are those of the organization’s time zone, the last one with them; activities that are planned come first. Of an activity whose record the caller may not read, or finds in the trash, only id, kind, date, duration and user are told.',
    query: z.strictObject({
      ...pageQuery,
      kind: z.optional(queryList(z.enum(activityKinds), activityKinds.length)),
      userId: z.optional(queryList(line(40), 50)),
      teamOf: z.optional(id),
      dateFrom: z.optional(calendarDate),
      dateTo: z.optional(calendarDate),
    }),
    output: page(listedActivity),
  }),
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
