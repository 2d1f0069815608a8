import type { RecordReference } from '#contract/about.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { limits } from '#contract/limits.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';
import type { StoredTask } from '#data/entries/task.ts';
import { activityRecords } from '#data/records/activity.ts';
import { dueAttributes } from '#data/due/kinds.ts';
import { recordFrom, recordItem, type RecordItem } from '#data/records/stored.ts';
import { activitiesAboutPartition, ownActivitiesPartition, recordKey, type Key } from '#data/store/keys.ts';

type Item = Record<string, unknown> & Key;

/** The item of a task as releases up to 0.12 stored it. */
export function formerTaskItem(orgId: string, task: StoredTask): Item {
  const { notes: _notes, ...row } = task;
  const { id, assigneeId, dueAt, remindAt, doneAt, recordType, recordId, deletedAt } = task;
  const parent = recordType && recordId ? recordKey(orgId, recordType, recordId) : undefined;
  return {
    ...recordKey(orgId, 'activity', id),
    kind: 'task',
    schema: 1,
    org: orgId,
    type: 'task',
    id,
    version: task.version,
    data: JSON.stringify(task),
    row: JSON.stringify(row),
    ...(deletedAt === undefined
      ? {
          g1pk: ownActivitiesPartition(orgId, assigneeId, doneAt !== undefined),
          g1sk: `${dueAt}#${id}`,
          ...(parent ? { g2pk: activitiesAboutPartition(parent), g2sk: `${dueAt}#${id}` } : {}),
          ...(remindAt && doneAt === undefined ? dueAttributes('task-reminder', id, remindAt) : {}),
        }
      : { expiresAt: Math.floor(Date.parse(deletedAt) / 1000) + limits.trashDays * 86_400 }),
  };
}

/** A task of an earlier release as the record that it is now. */
export const plannedFrom = (orgId: string, task: StoredTask): ActivityRecord =>
  recordFrom(activityRecords, formerTaskItem(orgId, task) as Item & RecordItem);

/** The item of a task as this release stores it. It can be about further records. */
export function taskItem(
  orgId: string,
  task: StoredTask,
  settings = {} as OrganizationSettings,
  also: readonly RecordReference[] = [],
): Item {
  const record = plannedFrom(orgId, task);
  const about = [...(record.about ?? []), ...also.filter(({ id }) => id !== task.recordId)];
  return recordItem(activityRecords, orgId, about.length > 0 ? { ...record, about } : record, settings);
}
