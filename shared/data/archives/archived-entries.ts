import type { Activity } from '#contract/activity.ts';
import type { Note } from '#contract/note.ts';
import type { StoredAttachment } from '../entries/attachment.ts';
import type { StoredTask } from '../entries/task.ts';
import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import {
  activityPrefix,
  attachmentPrefix,
  indexName,
  notePrefix,
  pinnedNotePrefix,
  recordTasksPartition,
  taskKey,
  tasksPartition,
  type Key,
} from '../store/keys.ts';
import { getItems, query, queryAll, type Item } from '../store/table.ts';

/** The record of an entry. */
export interface EntryOf {
  recordType: string;
  recordId: string;
}

type OfRecord = (context: Context, definition: RecordDefinition, id: string) => Promise<object[]>;
interface DataItem extends Key {
  data: string;
}
const valueIn = <T>({ data }: DataItem): T => JSON.parse(data) as T;
const placeOf = ({ type }: RecordDefinition, recordId: string): EntryOf => ({
  recordType: type.name,
  recordId,
});

const byCreation = (a: { createdAt: string; id: string }, b: { createdAt: string; id: string }): number =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1;

/** The notes of a record in the order of their creation. */
export const notesOf: OfRecord = async (context, definition, recordId) => {
  const { pk } = keyOf(definition, context.orgId, recordId);
  const items = await Promise.all(
    [notePrefix, pinnedNotePrefix].map((prefix) => queryAll<DataItem>(context, pk, prefix)),
  );
  return items
    .flat()
    .map((item) => valueIn<Note>(item))
    .filter(({ deletedAt }) => deletedAt === undefined)
    .sort(byCreation)
    .map(({ id, body, pinned, authorId, createdAt, editedAt }) => ({
      id,
      ...placeOf(definition, recordId),
      body,
      pinned,
      authorId,
      createdAt,
      ...(editedAt === undefined ? {} : { editedAt }),
    }));
};

/** The activities of a record by date. */
export const activitiesOf: OfRecord = async (context, definition, recordId) => {
  if (!definition.type.hasActivities) return [];
  const { pk } = keyOf(definition, context.orgId, recordId);
  const items = await queryAll<DataItem>(context, pk, activityPrefix);
  return items.map((item) => {
    const { version: _version, deletedAt: _deletedAt, ...activity } = valueIn<Activity>(item);
    return { ...activity, ...placeOf(definition, recordId) };
  });
};

/** The files of a record that can be downloaded. */
export async function attachmentsOf(
  context: Context,
  definition: RecordDefinition,
  recordId: string,
): Promise<(EntryOf & StoredAttachment)[]> {
  const { pk } = keyOf(definition, context.orgId, recordId);
  const items = await queryAll<DataItem>(context, pk, attachmentPrefix);
  return items
    .map((item) => valueIn<StoredAttachment>(item))
    .filter(({ state, deletedAt }) => state === 'ready' && deletedAt === undefined)
    .map((file) => ({ ...file, ...placeOf(definition, recordId) }));
}

/** The tasks of a record. */
export const tasksOf: OfRecord = async (context, definition, recordId) => {
  const partition = recordTasksPartition(keyOf(definition, context.orgId, recordId));
  return readTasks(context, await taskIds(context, 'g2', partition));
};

/** The tasks without a record, which are found by those to whom they are assigned. */
export async function* tasksWithoutRecord(
  context: Context,
  people: ReadonlySet<string>,
): AsyncGenerator<object, void> {
  const members = await readMembers(context, context.orgId);
  for (const userId of new Set([...people, ...members.map((member) => member.userId)]))
    for (const isDone of [false, true]) {
      const ids = await taskIds(context, 'g1', tasksPartition(context.orgId, userId, isDone));
      for (let from = 0; from < ids.length; from += tasksTogether) {
        const tasks = await readTasks(context, ids.slice(from, from + tasksTogether));
        // A task that was reassigned or done while this was read would otherwise be found twice.
        yield* tasks.filter(
          (task) =>
            task.recordId === undefined &&
            task.assigneeId === userId &&
            (task.doneAt !== undefined) === isDone,
        );
      }
    }
}

const tasksTogether = 100;

async function taskIds(context: Context, index: 'g1' | 'g2', partition: string): Promise<string[]> {
  const ids: string[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query(context, {
      IndexName: indexName(index),
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': `${index}pk`, '#sk': `${index}sk` },
      ExpressionAttributeValues: { ':pk': partition },
      ProjectionExpression: '#sk',
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    ids.push(...items.map((item) => String(item[`${index}sk`]).split('#').at(-1) ?? ''));
    start = lastKey;
  } while (start);
  return ids;
}

type ArchivedTask = Omit<StoredTask, 'version' | 'deletedAt'>;

async function readTasks(context: Context, ids: readonly string[]): Promise<ArchivedTask[]> {
  const items = await getItems<DataItem>(
    context,
    ids.map((id) => taskKey(context.orgId, id)),
  );
  return items.flatMap((item) => {
    if (!item) return [];
    const { version: _version, deletedAt, ...task } = valueIn<StoredTask>(item);
    return deletedAt === undefined ? [task] : [];
  });
}
