import type { Activity } from '#contract/logged-activity.ts';
import { client } from '#lib/api/client.ts';
import { isStale } from '#lib/api/problem.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { noteActivity, readEntryAgain, type OfRecord } from '../entries.ts';

/** Where an activity is stored. It can appear in the timeline of another record: the one that its lead became. */
const placeOf = ({ orgId }: OfRecord, { recordType, recordId, id }: Activity) => ({
  orgId,
  recordType,
  recordId,
  activityId: id,
});

/** The storage key of the draft of a changed activity. */
export const activityDraft = (orgId: string, id: string): string => `cobalt.draft ${orgId} activity ${id}`;

/** Changes an activity. If someone else has changed it, the timeline of `record` is read again. */
export async function changeActivity(
  record: OfRecord,
  activity: Activity,
  body: Record<string, unknown>,
): Promise<Activity> {
  try {
    const input = { ...placeOf(record, activity), body };
    const changed = await client.activities.updateLogged(input, { version: activity.version });
    noteActivity(record, changed);
    return changed;
  } catch (error) {
    if (isStale(error)) readEntryAgain(record, `A${activity.id}`);
    throw error;
  }
}

/** Deletes an activity, and offers to undo that. */
export async function deleteActivity(record: OfRecord, activity: Activity): Promise<void> {
  const place = placeOf(record, activity);
  noteActivity(record, activity, true);
  try {
    await client.activities.deleteLogged(place, { version: activity.version });
    toast({
      text: t.activities.deleted,
      undo: () => {
        client.activities.restoreLogged(place).then(
          (back) => noteActivity(record, back),
          (error: unknown) => toast({ text: refusalText(error), tone: 'failed' }),
        );
      },
    });
  } catch (error) {
    noteActivity(record, activity);
    if (isStale(error)) readEntryAgain(record, `A${activity.id}`);
    toast({ text: refusalText(error), tone: 'failed' });
  }
}
