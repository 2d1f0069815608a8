import type { Task } from '#contract/task.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { dueAttributes } from '../due/kinds.ts';
import { ifVersion } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import { changeAction, differences, type ChangeAction, type FieldChange } from '../store/change.ts';
import type { UserContext } from '../store/request-context.ts';
import {
  indexName,
  recordKey,
  recordTasksPartition,
  taskKey,
  tasksPartition,
  type Key,
} from '../store/keys.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { isGone } from '../records/stored.ts';
import { getItem, query, type Item } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A stored task. The title of its record is looked up when the task is read. */
export type StoredTask = Omit<Task, 'recordTitle'>;

/** A task's item in the table. */
export interface TaskItem extends Key {
  org: string;
  id: string;
  version: number;
  schema: number;
  digest?: string;
  data: string;
}

export const taskFields = [
  'title',
  'notes',
  'dueAt',
  'remindAt',
  'priority',
  'assigneeId',
  'doneAt',
  'doneById',
] as const;

/**
 * The item of a task. It has its own partition and up to three index entries: among the assignee's open or done tasks,
 * among the tasks of its record, and, if it is open and has a reminder, among the reminders. The row doesn't contain
 * the notes.
 */
export function taskItem(orgId: string, task: StoredTask, state: { schema: number; digest?: string }): Item {
  const { notes: _notes, ...row } = task;
  return {
    ...taskKey(orgId, task.id),
    kind: 'task',
    ...state,
    org: orgId,
    type: 'task',
    id: task.id,
    version: task.version,
    data: JSON.stringify(task),
    row: JSON.stringify(row),
    ...(task.deletedAt === undefined
      ? indexKeys(orgId, task)
      : { expiresAt: Math.floor(Date.parse(task.deletedAt) / 1000) + limits.trashDays * 86_400 }),
  };
}

function indexKeys(orgId: string, task: StoredTask): Item {
  const { id, assigneeId, dueAt, remindAt, doneAt, recordType, recordId } = task;
  const isDone = doneAt !== undefined;
  return {
    g1pk: tasksPartition(orgId, assigneeId, isDone),
    g1sk: `${dueAt}#${id}`,
    ...(recordType && recordId
      ? { g2pk: recordTasksPartition(recordKey(orgId, recordType, recordId)), g2sk: `${dueAt}#${id}` }
      : {}),
    ...(remindAt && !isDone ? dueAttributes('task-reminder', id, remindAt) : {}),
  };
}

/** The actions that write a task, conditional on its previous version, and the change item. */
export function taskActions(
  context: UserContext & { orgId: string },
  before: StoredTask | undefined,
  after: StoredTask,
  action: string,
  changes: FieldChange[],
): Action[] {
  const change = taskChange(context, before, after, action, changes);
  return [
    {
      put: {
        Item: taskItem(context.orgId, after, nextItemState(before, 1, change)),
        ...ifVersion(before?.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    change,
  ];
}

/**
 * The action that adds a change item to the task's own history. In lists of changes, the link leads to the task's
 * record, if it has one.
 */
export function taskChange(
  context: UserContext & { orgId: string },
  before: StoredTask | undefined,
  task: StoredTask,
  action: string,
  changes: FieldChange[],
): ChangeAction {
  const { orgId } = context;
  const { id, version, assigneeId, recordType, recordId } = task;
  const about = recordType && recordId ? { about: { type: recordType, id: recordId } } : {};
  const subject = { orgId, type: 'task', id, key: taskKey(orgId, id), version, before, ownerId: assigneeId };
  return changeAction(context, { ...subject, ...about }, action, changes);
}

/** A task by id, deleted or not. */
export async function findTask(session: Session, orgId: string, id: string): Promise<StoredTask | undefined> {
  const item = await getItem<TaskItem>(session, taskKey(orgId, id));
  return item && withItemState(JSON.parse(item.data) as StoredTask, item);
}

/** Maximum number of tasks that one step hands over. */
const handedTogether = 20;

/**
 * Hands over the next open tasks of a member. Returns false if there were none. Tasks that change at the same time, or
 * remain after a crash, are handed over by the next step.
 */
export async function handOverTasks(context: Context, from: string, to: string): Promise<boolean> {
  const { items } = await query<{ pk: string }>(context, {
    IndexName: indexName('g1'),
    KeyConditionExpression: 'g1pk = :pk',
    ExpressionAttributeValues: { ':pk': tasksPartition(context.orgId, from, false) },
    ProjectionExpression: 'pk',
    Limit: handedTogether,
  });
  for (const { pk } of items) await handOverTask(context, pk.slice(pk.lastIndexOf('#') + 1), from, to);
  return items.length > 0;
}

async function handOverTask(context: Context, id: string, from: string, to: string): Promise<void> {
  const before = await findTask(context, context.orgId, id);
  if (before?.assigneeId !== from || before.doneAt || before.deletedAt) return;
  const after = { ...before, assigneeId: to, version: before.version + 1 };
  const changes = differences(before, after, ['assigneeId']);
  await transact(context, taskActions(context, before, after, 'reassigned', changes)).catch(
    (error: unknown) => {
      if (!(error instanceof ProblemError) || error.code !== 'precondition_failed') throw error;
    },
  );
}

/** Whether a task can still be viewed or restored. */
export const isThere = (task: StoredTask | undefined, now: string): task is StoredTask =>
  task !== undefined && !isGone(task, now);
