import * as z from 'zod/mini';
import { id, line, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { page, pageQuery, queryList } from './page.ts';

/** What has happened with a record. Tasks, which have not happened yet, are a resource of their own. */
export const activityKinds = ['call', 'email', 'meeting', 'note', 'task'] as const;

/** Something that was done on a lead, contact, customer or deal. The user and its name are set by the server. */
export const activity = z.object({
  id,
  version: z.int(),
  recordType: z.string(),
  recordId: id,
  kind: z.enum(activityKinds),
  title: z.string(),
  notes: z.optional(z.string()),
  durationMinutes: z.optional(z.int()),
  /** When it happened. */
  date: timestamp,
  userId: id,
  userName: z.string(),
  createdAt: timestamp,
});
export type Activity = z.infer<typeof activity>;

const durationMinutes = z.int().check(z.gte(0), z.lte(1_440));
const input = {
  kind: z.enum(activityKinds),
  title: line(200),
  notes: z.optional(lines(limits.noteCharacters)),
  durationMinutes: z.optional(durationMinutes),
  date: z.optional(timestamp),
};
const createBody = z.strictObject(input);
const many = '/v1/orgs/{orgId}/activities/{recordType}/{recordId}';
const one = `${many}/{activityId}` as const;

/** Activities of a record: who may change the record may add them. */
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
      date: z.optional(timestamp),
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

export const taskPriorities = ['low', 'normal', 'high'] as const;

/** Something to be done, on a record or on its own. */
export const task = z.object({
  id,
  version: z.int(),
  title: z.string(),
  notes: z.optional(z.string()),
  dueAt: timestamp,
  /** When the assignee is reminded. */
  remindAt: z.optional(timestamp),
  priority: z.enum(taskPriorities),
  assigneeId: id,
  doneAt: z.optional(timestamp),
  doneById: z.optional(id),
  recordType: z.optional(z.string()),
  recordId: z.optional(id),
  recordTitle: z.optional(z.string()),
  createdAt: timestamp,
  createdBy: id,
});
export type Task = z.infer<typeof task>;

const taskInput = {
  title: line(200),
  notes: z.optional(lines(limits.noteCharacters)),
  dueAt: timestamp,
  remindAt: z.optional(timestamp),
  priority: z.optional(z.enum(taskPriorities)),
  assigneeId: z.optional(id),
  recordType: z.optional(line(40)),
  recordId: z.optional(id),
};
const tasksPath = '/v1/orgs/{orgId}/tasks';
const taskPath = `${tasksPath}/{id}` as const;

/** A task in the calendar feed carries nothing that its assignee may not see. */
export const tasks = resource('tasks', tasksPath, {
  list: operation({
    method: 'GET',
    path: tasksPath,
    access: 'task:read',
    summary: 'Tasks by due time: a view, or a span of time for a calendar; your own unless others are named.',
    query: z.strictObject({
      ...pageQuery,
      view: z.optional(z.enum(['today', 'overdue', 'upcoming', 'done', 'open'])),
      from: z.optional(timestamp),
      to: z.optional(timestamp),
      assigneeId: z.optional(queryList(line(40), 50)),
    }),
    output: page(task),
  }),
  create: operation({
    method: 'POST',
    path: tasksPath,
    access: 'task:create',
    summary: 'Make a task, on a record or on its own; it is yours unless an assignee is named.',
    body: z.strictObject(taskInput),
    output: task,
    status: 201,
    idempotent: true,
  }),
  update: operation({
    method: 'PATCH',
    path: taskPath,
    access: 'task:update',
    summary: 'Change a task, or mark it done or not done.',
    body: z.strictObject({
      title: z.optional(taskInput.title),
      notes: z.optional(z.nullable(lines(limits.noteCharacters))),
      dueAt: z.optional(timestamp),
      remindAt: z.optional(z.nullable(timestamp)),
      priority: taskInput.priority,
      assigneeId: z.optional(id),
      done: z.optional(z.boolean()),
    }),
    output: task,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: taskPath,
    access: 'task:delete',
    summary: 'Delete a task; restore brings it back.',
    output: task,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${taskPath}/restore`,
    access: 'task:delete',
    summary: 'Bring a deleted task back.',
    output: task,
  }),
});
