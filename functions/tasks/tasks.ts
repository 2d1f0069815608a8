import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { taskChanges, type Task, type tasks as resource } from '#contract/task.ts';
import { asActivity, asNewActivity, asTaskProblem, taskOf } from '#data/entries/task.ts';
import type { Context } from '#data/organization/context.ts';
import { activityRecords } from '#data/records/activity.ts';
import { recordOperations } from '#data/records/operations.ts';
import { MergedError } from '#data/records/merged.ts';
import { loadParent, loadRecord } from '#data/records/read.ts';
import { records } from '#data/records/records.ts';
import { checkReferences } from '#data/records/references.ts';
import { changesIn } from '#data/store/read-only.ts';
import { listsWith, shownTasks } from './shown-tasks.ts';

type Operations = (typeof resource)['operations'];

const operations = recordOperations(activityRecords);
const activities = records(activityRecords);

export const get = async (context: Context, { id }: { id: string }): Promise<Task> =>
  shown(context, await loadRecord(activityRecords, context, id, context.scope));

export async function create(context: Context, { body }: InputOf<Operations['create']>): Promise<Task> {
  const input = asNewActivity(context.settings, body);
  try {
    // Nothing is copied, but who creates a task can't give it the custom values that activities need.
    const made = operations.create(context, { body: input, copied: {} }) as Promise<ActivityRecord>;
    return await shown(context, await made);
  } catch (error) {
    await refuseMerged(context, body, error);
    return asTaskProblem(error);
  }
}

/** Names the record that remains, if the one that a task is about was merged into it. */
async function refuseMerged(
  context: Context,
  { recordType, recordId }: InputOf<Operations['create']>['body'],
  error: unknown,
): Promise<void> {
  const isUnknown =
    error instanceof ProblemError && error.errors?.some(({ pointer }) => pointer === '/about/0');
  if (!isUnknown || recordType === undefined || recordId === undefined) return;
  await loadParent(context, { recordType, recordId }).catch((reason: unknown) => {
    if (reason instanceof MergedError) throw reason;
  });
}

export async function update(context: Context, input: InputOf<Operations['update']>): Promise<Task> {
  const before = await activities(context).load(input.id);
  const lists = await listsWith(context, [before]);
  const task = taskOf(before, lists);
  refuseOtherRecords(before, input.body);
  const { priority, ...changes } = changesIn(input.body, taskChanges, task, ['recordTitle', 'about']);
  // A priority of the organization that means the same stays.
  const isOther = priority !== undefined && priority !== task.priority;
  const patch = asActivity(lists, isOther ? { ...changes, priority } : changes);
  try {
    await checkReferences(activityRecords, context, patch, before, '');
    return await shown(context, await activities(context).write(before, patch, actionOf(before, changes)));
  } catch (error) {
    return asTaskProblem(error);
  }
}

/** Throws if a task is said to be about a record that it isn't about. Callers may not see all of those that it is about. */
function refuseOtherRecords({ about = [] }: ActivityRecord, body: object): void {
  const { about: said = [] } = body as Pick<Task, 'about'>;
  if (said.some(({ id }) => about.every((one) => one.id !== id))) throw fieldProblem('/about', 'read_only');
}

function actionOf(before: ActivityRecord, { done }: { done?: boolean | undefined }): string {
  if (done === undefined || done === before.done) return 'updated';
  return done ? 'done' : 'reopened';
}

export const remove = async (context: Context, { id }: { id: string }): Promise<Task> =>
  shown(context, (await operations.delete(context, { id })) as ActivityRecord);

export const restore = async (context: Context, { id }: { id: string }): Promise<Task> =>
  shown(context, (await operations.restore(context, { id })) as ActivityRecord);

async function shown(context: Context, record: ActivityRecord): Promise<Task> {
  const [task] = await shownTasks(context, [record]);
  if (!task) throw new ProblemError('not_found');
  return task;
}
