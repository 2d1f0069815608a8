import type { ActivityRecord } from '#contract/records/activity.ts';
import type { Status, StatusMeaning } from '#contract/status.ts';
import { taskPriorities, type Task } from '#contract/task.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { activityRecords, mainRecordOf } from '../records/activity.ts';
import { keyOf } from '../records/definition.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { actionsOf, change } from '../records/write.ts';
import { indexName, ownActivitiesPartition, recordIdOf } from '../store/keys.ts';
import { getItem, query } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A task without the titles of its records, which are looked up when the task is read. */
export type StoredTask = Omit<Task, 'recordTitle' | 'about'>;

/** The product's type of what is planned and isn't a call, a meeting or anything else. */
const plainKindId = 'task';

type Priorities = Pick<OrganizationSettings, 'activityPriorities'>;
type Lists = Priorities & Pick<OrganizationSettings, 'activityKinds'>;

/** An activity as a task, which it is in the operations on tasks. */
export function taskOf(record: ActivityRecord, lists?: Priorities): StoredTask {
  const { id, version, title, notes, dueAt, durationMinutes, kindId, outcomeId, remindAt, ownerId } = record;
  const { doneAt, doneById } = record;
  const main = mainRecordOf(record);
  return {
    id,
    version,
    title,
    ...(notes === undefined ? {} : { notes }),
    dueAt,
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    ...(kindId === plainKindId ? {} : { kindId }),
    ...(outcomeId === undefined ? {} : { outcomeId }),
    ...(remindAt === undefined ? {} : { remindAt }),
    priority: priorityOf(record, lists),
    assigneeId: ownerId,
    ...(doneAt === undefined ? {} : { doneAt }),
    ...(doneById === undefined ? {} : { doneById }),
    ...(main ? { recordType: main.type, recordId: main.id } : {}),
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    ...(record.deletedAt === undefined ? {} : { deletedAt: record.deletedAt }),
  };
}

/** What a priority of the organization means to tasks. Without its list, one that isn't the product's counts as normal. */
export function priorityOf(
  { priorityId }: Pick<ActivityRecord, 'priorityId'>,
  { activityPriorities }: Priorities = { activityPriorities: [] },
): Task['priority'] {
  const meaning = activityPriorities.find(({ id }) => id === priorityId)?.meaning ?? priorityId;
  return taskPriorities.find((priority) => priority === meaning) ?? 'normal';
}

/** The entry in use with a meaning: the product's, whose id is the meaning, unless the organization has left it out. */
const entryMeaning = (entries: readonly Status[], meaning: StatusMeaning): string | undefined =>
  entries
    .filter((entry) => !entry.retired && entry.meaning === meaning)
    .toSorted((one, other) => Number(other.id === meaning) - Number(one.id === meaning))[0]?.id;

/** What requests to create or change a task say about it. Null clears a value. */
type TaskInput = Partial<
  Record<'title' | 'dueAt' | 'assigneeId' | 'recordType' | 'recordId', string | undefined>
> & {
  notes?: string | null | undefined;
  remindAt?: string | null | undefined;
  priority?: Task['priority'] | undefined;
  durationMinutes?: number | null | undefined;
  kindId?: string | undefined;
  outcomeId?: string | null | undefined;
  done?: boolean | undefined;
};

/** The same about an activity. Throws if a record has an id or a type only. */
export function asActivity(
  lists: Lists,
  { assigneeId, priority, recordType, recordId, ...same }: TaskInput,
): Record<string, unknown> {
  if (recordId !== undefined && recordType === undefined) throw fieldProblem('/recordType', 'required');
  if (recordType !== undefined && recordId === undefined) throw fieldProblem('/recordId', 'required');
  return Object.fromEntries(
    Object.entries({
      ...same,
      ownerId: assigneeId,
      priorityId: priority === undefined ? undefined : entryMeaning(lists.activityPriorities, priority),
      about: recordId === undefined ? undefined : [{ type: recordType, id: recordId }],
    }).filter(([, value]) => value !== undefined),
  );
}

/** A new activity from what is said about a task, which is one unless its type is named. */
export const asNewActivity = (lists: Lists, input: TaskInput): Record<string, unknown> => ({
  kindId: entryMeaning(lists.activityKinds, 'task'),
  ...asActivity(lists, input),
});

const pointers: Readonly<Record<string, string>> = {
  '/ownerId': '/assigneeId',
  '/priorityId': '/priority',
  '/about': '/recordId',
  '/about/0': '/recordId',
  '/about/0/type': '/recordType',
  '/about/0/id': '/recordId',
};

/** Rethrows an error with the names that the fields of an activity have in tasks. */
export function asTaskProblem(error: unknown): never {
  if (!(error instanceof ProblemError) || !error.errors) throw error;
  const errors = error.errors.map((one) => ({ ...one, pointer: pointers[one.pointer] ?? one.pointer }));
  throw new ProblemError(error.code, undefined, errors);
}

/** An activity by id, deleted or not. */
export async function findActivityRecord(
  session: Session,
  orgId: string,
  id: string,
): Promise<ActivityRecord | undefined> {
  const item = await getItem<RecordItem>(session, keyOf(activityRecords, orgId, id));
  return item && recordFrom(activityRecords, item);
}

/** Maximum number of activities that one step hands over. */
const handedTogether = 20;

/**
 * Hands over the next open activities of a member. Returns false if there were none. Those that change at the same time,
 * or remain after a crash, are handed over by the next step.
 */
export async function handOverActivities(context: Context, from: string, to: string): Promise<boolean> {
  const { items } = await query<{ pk: string }>(context, {
    IndexName: indexName('g1'),
    KeyConditionExpression: 'g1pk = :pk',
    ExpressionAttributeValues: { ':pk': ownActivitiesPartition(context.orgId, from, false) },
    ProjectionExpression: 'pk',
    Limit: handedTogether,
  });
  for (const { pk } of items) await handOver(context, recordIdOf(pk), from, to);
  return items.length > 0;
}

async function handOver(context: Context, id: string, from: string, to: string): Promise<void> {
  const before = await findActivityRecord(context, context.orgId, id);
  if (before?.ownerId !== from || before.done || before.deletedAt) return;
  const write = change(activityRecords, context, before, { ownerId: to }, 'reassigned');
  await transact(context, actionsOf(activityRecords, context, [write])).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.code !== 'precondition_failed') throw error;
  });
}
