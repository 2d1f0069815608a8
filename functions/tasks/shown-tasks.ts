import type { ActivityRecord } from '#contract/records/activity.ts';
import type { Task } from '#contract/task.ts';
import { taskOf } from '#data/entries/task.ts';
import type { Context } from '#data/organization/context.ts';
import { newestSettings, type OrganizationSettings } from '#data/organization/settings.ts';
import { readVisible, titleOf } from '#data/records/visible.ts';

/**
 * Activities as tasks, each with the current title of its record, unless the record is in the trash or the caller can't
 * access it.
 */
export async function shownTasks(context: Context, activities: readonly ActivityRecord[]): Promise<Task[]> {
  const lists = await listsWith(context, activities);
  const tasks = activities.map((activity) => taskOf(activity, lists));
  const named = tasks.flatMap(({ recordType: type, recordId: id }) => (type && id ? [{ type, id }] : []));
  const records = await readVisible(context, named, { strong: false });
  return tasks.map((task) => {
    const record = records.get(task.recordId ?? '');
    return record && task.recordType ? { ...task, recordTitle: titleOf(task.recordType, record) } : task;
  });
}

/**
 * Settings that have the priorities of all these activities. Entries in use can't be removed from a list, so one that
 * the cached settings don't have was added since; with another meaning, an update that sends the task back as it was
 * read would replace it.
 */
export async function listsWith(
  context: Context,
  activities: readonly ActivityRecord[],
): Promise<OrganizationSettings> {
  const known = new Set(context.settings.activityPriorities.map(({ id }) => id));
  const isKnown = activities.every(({ priorityId }) => known.has(priorityId));
  return isKnown ? context.settings : ((await newestSettings(context, context.orgId)) ?? context.settings);
}
