import { v7 as uuidv7 } from 'uuid';
import type { InputOf } from '#contract/operation.ts';
import { scopeOf } from '#contract/permission.ts';
import type { Scope } from '#contract/role.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { taskChanges, type Task, type tasks as resource } from '#contract/task.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { changesIn } from '#data/store/read-only.ts';
import { isVisible, loadParent, reachOf } from '#data/records/read.ts';
import { checkAssignee } from '#data/entries/task-assignee.ts';
import { restoredFields, restoredTask } from '#data/entries/task-restoration.ts';
import { newTask } from '#data/entries/new-entries.ts';
import { findTask, isThere, taskActions, taskFields, type StoredTask } from '#data/entries/task.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { withRecordTitles } from './record-titles.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = (typeof resource)['operations'];

export async function get(context: Context, { id }: { id: string }): Promise<Task> {
  return shown(context, await load(context, id));
}

type NewTask = InputOf<Operations['create']>['body'];

export async function create(context: Context, { body }: { body: NewTask }): Promise<Task> {
  const made = await transactOnce(
    context,
    () => prepare(context, body),
    // An API key without permission to read gets the task's id and version.
    ([id]) => load(context, id ?? '', scopeOf(context, 'task:read')),
  );
  return shown(context, made);
}

async function prepare(context: Context, body: NewTask): Promise<Making<StoredTask>> {
  const { recordType, recordId, assigneeId = context.actor.userId } = body;
  await checkAssignee(context, assigneeId);
  await checkRecord(context, recordType, recordId);
  const parent = recordType && recordId ? { recordType, recordId } : undefined;
  const { task, actions } = newTask(context, parent, uuidv7(), { ...body, assigneeId });
  return { actions, ids: [task.id], value: task };
}

async function checkRecord(
  context: Context,
  recordType: string | undefined,
  recordId: string | undefined,
): Promise<void> {
  if (recordType === undefined && recordId === undefined) return;
  if (recordType === undefined) throw fieldProblem('/recordType', 'required');
  if (recordId === undefined) throw fieldProblem('/recordId', 'required');
  await loadParent(context, { recordType, recordId }).catch((error: unknown) => {
    const isMissing = error instanceof ProblemError && error.code === 'not_found';
    throw isMissing ? fieldProblem('/recordId', 'unknown_reference') : error;
  });
}

export async function update(context: Context, input: InputOf<Operations['update']>): Promise<Task> {
  const before = await loadLive(context, input.id);
  const { done, ...values } = changesIn(input.body, taskChanges, before, ['recordTitle']);
  const { assigneeId } = values;
  if (assigneeId !== undefined && assigneeId !== before.assigneeId) await checkAssignee(context, assigneeId);
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const merged = { ...before, ...Object.fromEntries(entries), ...doneValues(context, before, done) };
  const after = Object.fromEntries(
    Object.entries<unknown>(merged).filter(([, value]) => value !== null && value !== undefined),
  ) as StoredTask;
  const changes = differences(before, after, taskFields);
  if (changes.length === 0) return shown(context, before);
  after.version = before.version + 1;
  await transact(context, taskActions(context, before, after, actionOf(before, after), changes));
  return shown(context, after);
}

/** Completing a task again keeps the original time and person. */
function doneValues(context: Context, before: StoredTask, done: boolean | undefined): object {
  if (done === undefined || done === (before.doneAt !== undefined)) return {};
  return done
    ? { doneAt: context.now, doneById: context.actor.userId }
    : { doneAt: undefined, doneById: undefined };
}

function actionOf(before: StoredTask, after: StoredTask): string {
  if (before.doneAt === after.doneAt) return 'updated';
  return after.doneAt === undefined ? 'reopened' : 'done';
}

export async function remove(context: Context, { id }: { id: string }): Promise<Task> {
  const before = await loadLive(context, id);
  const after = { ...before, version: before.version + 1, deletedAt: context.now };
  await transact(context, taskActions(context, before, after, 'deleted', []));
  return shown(context, after);
}

export async function restore(context: Context, { id }: { id: string }): Promise<Task> {
  const before = await load(context, id);
  if (before.deletedAt === undefined) return shown(context, before);
  const after = await restoredTask(context, before);
  const changes = differences(before, after, restoredFields);
  await transact(context, taskActions(context, before, after, 'restored', changes));
  return shown(context, after);
}

/** The answer to a repeated restoration: the current state, whatever has happened since. */
export const readRestored = async (context: Context, { id }: { id: string }): Promise<Task> =>
  shown(context, await load(context, id));

/** Loads a task that the scope gives access to, in the trash or not. */
async function load(
  context: Context,
  id: string,
  scope: Scope | undefined = context.scope,
): Promise<StoredTask> {
  const task = await findTask(context, context.orgId, id);
  const reach = reachOf(context, scope);
  const isReached = task !== undefined && isVisible({ ownerId: task.assigneeId }, reach);
  if (!isThere(task, context.now) || !isReached) throw new ProblemError('not_found');
  return task;
}

/**
 * Loads a task that the operation's scope gives access to and that isn't in the trash, in the version that the caller
 * expects.
 */
async function loadLive(context: Context, id: string): Promise<StoredTask> {
  const task = await findTask(context, context.orgId, id);
  const isReached =
    task !== undefined && isVisible({ ownerId: task.assigneeId }, reachOf(context, context.scope));
  if (task?.deletedAt !== undefined || !isReached) throw new ProblemError('not_found');
  checkVersion(context, task);
  return task;
}

async function shown(context: Context, task: StoredTask): Promise<Task> {
  const [titled = task] = await withRecordTitles(context, [task]);
  return titled;
}
