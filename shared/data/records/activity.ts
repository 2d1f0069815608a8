import type { RecordReference } from '#contract/about.ts';
import { activity, type ActivityRecord } from '#contract/records/activity.ts';
import { doneTallies, plannedFacts } from '../counters/planned-facts.ts';
import { dueAttributes } from '../due/kinds.ts';
import { activitiesAboutPartition, ownActivitiesPartition, recordIdOf, recordKey } from '../store/keys.ts';
import { isActiveMember } from '../organization/active-member.ts';
import type { Item } from '../store/table.ts';
import { upgraded, type RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

const plain = plainDefinition<ActivityRecord>(activity);

/** The record that an activity is mainly about. */
export const mainRecordOf = ({ about }: Pick<ActivityRecord, 'about'>): RecordReference | undefined =>
  about?.[0];

/**
 * Index entries of an activity that isn't in the trash: among its assignee's open or done ones, among those about its
 * record, and, as long as it is open and has a reminder, among the reminders.
 */
function placesOf(orgId: string, record: ActivityRecord): Item {
  const { id, ownerId, dueAt, remindAt, done } = record;
  const main = mainRecordOf(record);
  const sortKey = `${dueAt}#${id}`;
  return {
    g1pk: ownActivitiesPartition(orgId, ownerId, done),
    g1sk: sortKey,
    ...(main ? { g2pk: activitiesAboutPartition(recordKey(orgId, main.type, main.id)), g2sk: sortKey } : {}),
    ...(remindAt && !done ? dueAttributes('task-reminder', id, remindAt) : {}),
  };
}

/** An activity in the index of its assignee's or its record's activities: all but its notes and custom values. */
export function activityIn({ pk, row }: { pk: string; row: string }): ActivityRecord {
  // Rows of tasks have no mark before them.
  const schema = row.startsWith('{') ? 1 : activityRecords.schema;
  const values = JSON.parse(row.slice(row.indexOf('{'))) as Record<string, unknown>;
  return { ...upgraded(activityRecords, schema, values), id: recordIdOf(pk) } as ActivityRecord;
}

/** The fields of a stored task of versions up to 0.12 that activities call otherwise. */
interface FormerTask extends Record<string, unknown> {
  assigneeId?: string;
  priority?: string;
  recordType?: string;
  recordId?: string;
  createdAt?: string;
  createdBy?: string;
  doneAt?: string;
}

/** Up to version 0.12, planned activities were tasks, with one record at most. */
function fromTask({
  assigneeId,
  priority,
  recordType,
  recordId,
  ...task
}: FormerTask): Record<string, unknown> {
  return {
    ...task,
    kindId: 'task',
    ownerId: assigneeId,
    priorityId: priority,
    ...(recordType && recordId ? { about: [{ type: recordType, id: recordId }] } : {}),
    done: task.doneAt !== undefined,
    updatedAt: task.doneAt ?? task.createdAt,
    updatedBy: task.doneById ?? task.createdBy,
  };
}

export const activityRecords: RecordDefinition<ActivityRecord> = {
  ...plain,
  schema: 2,
  upgrades: [fromTask],
  lists: [{ index: 'g3', sort: 'createdAt' }],
  sorts: { createdAt: (record) => record.createdAt },
  search: { ...plain.search, detail: () => undefined },
  countedBy: 'kindId',
  counting: { tallies: doneTallies, facts: plannedFacts },
  derive: () => ({}),
  filledIn: {
    /** What is handed over when somebody leaves doesn't include the past. */
    onRestore: async (context, { ownerId }) =>
      (await isActiveMember(context, context.orgId, ownerId)) ? {} : { ownerId: context.actor.userId },
    keep(record, before, { now, actor }) {
      // A new one can be without these.
      const values: { ownerId?: string; done?: boolean } = record;
      const { ownerId = actor.userId, done = false } = values;
      const isSame = done === (before?.done ?? false);
      const doneBy = done ? { doneAt: now, doneById: actor.userId } : { doneAt: null, doneById: null };
      return { ownerId, done, ...(isSame ? {} : doneBy) };
    },
  },
  rules: {
    check: ({ about }) =>
      about?.some(({ type }) => type === activity.name) ? { field: 'about', code: 'not_allowed' } : undefined,
  },
  entry: { places: placesOf },
};
