import type { ActivityRecord } from '#contract/records/activity.ts';
import type { Task } from '#contract/task.ts';
import { taskOf } from '#data/entries/task.ts';
import type { Context } from '#data/organization/context.ts';
import { newestSettings, type OrganizationSettings } from '#data/organization/settings.ts';
import { readVisible, titleOf } from '#data/records/visible.ts';

/**
 * Activities as tasks, by default with the current titles of what they are about, as far as it isn't in the trash and the
 * caller can access it.
 */
export async function shownTasks(
  context: Context,
  activities: readonly ActivityRecord[],
  hasTitles = true,
): Promise<Task[]> {
  const lists = await listsWith(context, activities);
  if (!hasTitles) return activities.map((activity) => taskOf(activity, lists));
  const named = activities.flatMap(({ about = [] }) => about);
  const records = await readVisible(context, named, { strong: false });
  return activities.map((activity) => {
    const task = taskOf(activity, lists);
    const about = (activity.about ?? []).flatMap(({ type, id }) => {
      const record = records.get(id);
      return record ? [{ type, id, title: titleOf(type, record) }] : [];
    });
    const recordTitle = about.find(({ id }) => id === task.recordId)?.title;
    return {
      ...task,
      ...(recordTitle === undefined ? {} : { recordTitle }),
      ...(about.length > 0 ? { about } : {}),
    };
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
