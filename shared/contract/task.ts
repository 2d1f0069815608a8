import * as z from 'zod/mini';
import { durationMinutes } from './duration.ts';
import { id, line, lines, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { timestampInput } from './moment.ts';
import { operation, resource } from './operation.ts';
import { itemPatterns, page, pageQuery, queryList } from './page.ts';
import { readOnlyText, withReadOnly } from './read-only.ts';

export const taskPriorities = ['low', 'normal', 'high'] as const;

/**
 * Views of tasks, by days in the organization's time zone. `today`: open and due today. `overdue`: open and due before
 * now. `upcoming`: open and due after today. `open`: all open tasks. `done`: done, latest due date first.
 */
export const taskViews = ['today', 'overdue', 'upcoming', 'done', 'open'] as const;
export type TaskView = (typeof taskViews)[number];

/** Something to do, with or without a record. */
export const task = z.object({
  id,
  version: z.int(),
  title: z.string(),
  notes: z.optional(z.string()),
  /** When it is due or begins. */
  dueAt: timestamp,
  durationMinutes: z.optional(z.int()),
  /** The entry of the list `activityKinds` that says what is planned, such as a call. Missing for a plain task. */
  kindId: z.optional(z.string()),
  /** What came of it: an entry of the list `activityOutcomes`. */
  outcomeId: z.optional(z.string()),
  /** When the assignee is reminded. */
  remindAt: z.optional(timestamp),
  priority: z.enum(taskPriorities),
  assigneeId: id,
  doneAt: z.optional(timestamp),
  doneById: z.optional(id),
  recordType: z.optional(z.string()),
  recordId: z.optional(id),
  /** Title of the record, if the caller can read it. */
  recordTitle: z.optional(z.string()),
  /** All records that it is about, the main one first, as far as the caller can read them. */
  about: z.optional(z.array(z.object({ type: z.string(), id, title: z.string() }))),
  createdAt: timestamp,
  createdBy: id,
  /** Set while the task is deleted. */
  deletedAt: z.optional(timestamp),
});
export type Task = z.infer<typeof task>;

const taskInput = {
  title: line(200),
  notes: z.optional(lines(limits.noteCharacters)),
  dueAt: timestampInput,
  durationMinutes: z.optional(durationMinutes),
  kindId: z.optional(line(40)),
  remindAt: z.optional(timestampInput),
  priority: z.optional(z.enum(taskPriorities)),
  assigneeId: z.optional(id),
  recordType: z.optional(line(40)),
  recordId: z.optional(id),
};
export const newTask = z.strictObject(taskInput);
/** What an update of a task can change. */
export const taskChanges = z.strictObject({
  title: z.optional(taskInput.title),
  notes: z.optional(z.nullable(lines(limits.noteCharacters))),
  dueAt: z.optional(timestampInput),
  durationMinutes: z.optional(z.nullable(durationMinutes)),
  kindId: taskInput.kindId,
  outcomeId: z.optional(z.nullable(line(40))),
  remindAt: z.optional(z.nullable(timestampInput)),
  priority: taskInput.priority,
  assigneeId: z.optional(id),
  done: z.optional(z.boolean()),
});
const tasksPath = '/v1/orgs/{orgId}/tasks';
const taskPath = `${tasksPath}/{id}` as const;

/** The assignee determines who can see and change a task. */
export const tasks = resource('tasks', tasksPath, {
  list: operation({
    method: 'GET',
    path: tasksPath,
    access: 'task:read',
    summary:
      'List tasks by due time: open tasks, the tasks of a view, or all tasks between two times for a calendar. Returns your own tasks unless you name other assignees.',
    description:
      'With `titles=false`, tasks are without `recordTitle` and `about`, for which each record that they are about is read.',
    query: z.strictObject({
      ...pageQuery,
      view: z.optional(z.enum(taskViews)),
      from: z.optional(timestampInput),
      to: z.optional(timestampInput),
      assigneeId: z.optional(queryList(line(40), 50, itemPatterns.line(40))),
      titles: z.optional(z.literal('false')),
    }),
    output: page(task),
  }),
  get: operation({
    method: 'GET',
    path: taskPath,
    access: 'task:read',
    summary: 'Get a task. A deleted task is returned as long as it can be restored.',
    output: task,
  }),
  create: operation({
    method: 'POST',
    path: tasksPath,
    access: 'task:create',
    summary: 'Create a task, with or without a record. It’s assigned to you unless you name an assignee.',
    body: newTask,
    output: task,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: taskPath,
    access: 'task:update',
    summary: 'Update a task, or mark it as done or not done.',
    description: readOnlyText,
    body: withReadOnly(taskChanges, task),
    output: task,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: taskPath,
    access: 'task:delete',
    summary: 'Delete a task. It can be restored.',
    output: task,
    ifMatch: true,
  }),
  restore: operation({
    method: 'POST',
    path: `${taskPath}/restore`,
    access: 'task:delete',
    summary: 'Restore a deleted task.',
    output: task,
  }),
});
