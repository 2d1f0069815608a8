import * as z from 'zod/mini';
import { activityKinds } from './activity-kinds.ts';
import { durationMinutes } from './duration.ts';
import { calendarDate, id, line, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { timestampInput } from './moment.ts';
import { operation } from './operation.ts';
import { itemPatterns, page, pageQuery, queryList } from './page.ts';
import { readOnlyText, withReadOnly } from './read-only.ts';

/**
 * Something done or planned on a lead, contact, customer or deal, such as a call. The server sets `userId` to the
 * author. `userName` is that member's current display name, or for a former member the name at the time of creation.
 */
export const activity = z.object({
  id,
  version: z.int(),
  recordType: z.string(),
  recordId: id,
  kind: z.enum(activityKinds),
  /** The organization's own kind, if one was chosen: the id of an entry of its list `activityKinds`. */
  kindId: z.optional(z.string()),
  /** What came of it: an entry of the organization's list `activityOutcomes`. */
  outcomeId: z.optional(z.string()),
  title: z.string(),
  notes: z.optional(z.string()),
  durationMinutes: z.optional(z.int()),
  /** The time when it happened or is planned; the time of creation by default. */
  date: timestamp,
  userId: id,
  userName: z.string(),
  createdAt: timestamp,
  /** Set while the activity is deleted. */
  deletedAt: z.optional(timestamp),
});
export type Activity = z.infer<typeof activity>;

/**
 * An activity in a list across records. Its title and record are left out if the record is in the trash, or if the caller
 * can't read it or, if it was planned, the activity.
 */
export const listedActivity = z.object({
  id,
  kind: z.enum(activityKinds),
  kindId: z.optional(z.string()),
  /** What came of it. */
  outcomeId: z.optional(z.string()),
  /**
   * True of a planned activity that is done: a record, with `id`. Its date is when it was completed, and `userName` is empty
   * if its assignee is no longer a member.
   */
  wasPlanned: z.optional(z.boolean()),
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

const input = {
  kind: z.enum(activityKinds),
  /** Its meaning must be `kind`. */
  kindId: z.optional(line(40)),
  outcomeId: z.optional(line(40)),
  title: line(200),
  notes: z.optional(lines(limits.noteCharacters)),
  durationMinutes: z.optional(durationMinutes),
  date: z.optional(timestampInput),
};
export const newActivity = z.strictObject(input);
/** What an update of an activity can change. */
export const activityChanges = z.strictObject({
  kind: z.optional(input.kind),
  kindId: z.optional(z.nullable(line(40))),
  outcomeId: z.optional(z.nullable(line(40))),
  title: z.optional(input.title),
  notes: z.optional(z.nullable(lines(limits.noteCharacters))),
  durationMinutes: z.optional(z.nullable(durationMinutes)),
  date: z.optional(timestampInput),
});

const kindText =
  '`kindId` is one of the kinds in the organization’s list `activityKinds`, of those whose `meaning` is `kind`.';

const base = '/v1/orgs/{orgId}/activities';
const many = `${base}/{recordType}/{recordId}` as const;
const one = `${many}/{activityId}` as const;

/**
 * Operations on what people log on records. Anyone who can read a record can read its activities and add new ones. Lists
 * across records require access to the analytics of the activities' users.
 */
export const loggedOperations = {
  listAll: operation({
    method: 'GET',
    path: base,
    // The scope is that of reports: anyone who can see a user's figures can list the user's activities.
    access: 'analytics:read',
    summary:
      'List the activities of all records, newest first: what was logged, and what was planned and is done.',
    description:
      'Dates use the organization’s time zone, and the last day is included. Activities that were logged with a date to come are first. Planned ones are among those of their assignees, by the time when they were done. `title`, `recordType`, `recordId` and `recordTitle` are left out if the record is in the trash, or if you can’t read it or, if it was planned, the activity.',
    query: z.strictObject({
      ...pageQuery,
      kind: z.optional(
        queryList(z.enum(activityKinds), activityKinds.length, itemPatterns.oneOf(activityKinds)),
      ),
      /** Entries of the organization’s list `activityKinds`. What was logged without one has that of its kind’s name. */
      kindId: z.optional(queryList(line(40), 20, itemPatterns.line(40))),
      /** Entries of the organization’s list `activityOutcomes`; `none` stands for activities without one. */
      outcomeId: z.optional(queryList(line(40), 20, itemPatterns.line(40))),
      userId: z.optional(queryList(line(40), 50, itemPatterns.line(40))),
      teamOf: z.optional(id),
      dateFrom: z.optional(calendarDate),
      dateTo: z.optional(calendarDate),
    }),
    output: page(listedActivity),
  }),
  listOf: operation({
    method: 'GET',
    path: many,
    access: 'activity:read',
    summary: 'List the activities of a record, newest first.',
    query: z.strictObject({ ...pageQuery, kind: z.optional(z.enum(activityKinds)) }),
    output: page(activity),
  }),
  log: operation({
    method: 'POST',
    path: many,
    access: 'activity:create',
    summary: 'Create an activity on a record.',
    description: kindText,
    body: newActivity,
    output: activity,
    status: 201,
  }),
  logMany: operation({
    method: 'POST',
    path: `${many}/bulk`,
    access: 'activity:create',
    summary:
      'Create several activities in one request. Either all are created or none; errors point to the index of each invalid item.',
    description: kindText,
    body: z.strictObject({
      items: z.array(newActivity).check(z.minLength(1), z.maxLength(limits.activitiesPerBulk)),
    }),
    output: z.object({ items: z.array(activity) }),
    status: 201,
  }),
  updateLogged: operation({
    method: 'PATCH',
    path: one,
    access: 'activity:update',
    summary: 'Update one of your own activities.',
    description: `${readOnlyText} ${kindText} An activity whose \`kind\` changes loses its \`kindId\`, unless the request names another one.`,
    body: withReadOnly(activityChanges, activity),
    output: activity,
    ifMatch: true,
  }),
  deleteLogged: operation({
    method: 'DELETE',
    path: one,
    access: 'activity:delete',
    summary: 'Delete an activity. It can be restored while its record exists.',
    output: activity,
    ifMatch: true,
  }),
  restoreLogged: operation({
    method: 'POST',
    path: `${one}/restore`,
    access: 'activity:delete',
    summary: 'Restore a deleted activity.',
    output: activity,
  }),
};
