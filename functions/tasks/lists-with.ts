import type { ActivityRecord } from '#contract/records/activity.ts';
import type { Context } from '#data/organization/context.ts';
import { newestSettings, type OrganizationSettings } from '#data/organization/settings.ts';

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
