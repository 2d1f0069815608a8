import type { Key } from './keys.ts';

/** Markers of activities that went to the trash with their record: in its partition, by the id of the activity. */
export const followedPrefix = 'G#';
export const followedKey = (record: Key, activityId: string): Key => ({
  pk: record.pk,
  sk: `${followedPrefix}${activityId}`,
});
