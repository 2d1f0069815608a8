import { limits } from '#contract/limits.ts';
import type { Job } from '#contract/job.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordViews } from '#lib/records/views.ts';

/** Larger changes of records are confirmed first. */
export const confirmedAbove = 100;

/** Asks whether to undo a large change, because one key or click is enough to request it. */
export async function confirmUndo(job: Job): Promise<boolean> {
  const { done, recordTypes } = job;
  if (done <= confirmedAbove) return true;
  const records = recordViews[recordTypes[0] as RecordTypeName].texts().count(done);
  if (deletesIfUndone(job))
    return confirm({
      title: t.jobs.deleteTitle(records),
      text: t.records.deleteText(limits.trashDays),
      action: `${t.actions.delete} ${formatNumber(done)}`,
      keep: t.records.keepThem,
      danger: true,
    });
  return confirm({
    title: t.jobs.undoTitle(records),
    text: t.jobs.undoText,
    action: t.jobs.undo,
    keep: t.jobs.keepChange,
  });
}

/** Whether undoing a job moves its records to the trash. */
function deletesIfUndone({ kind, change, isRedo }: Job): boolean {
  const isReversed = kind === 'undo' && !isRedo;
  return change?.action === (isReversed ? 'delete' : 'restore');
}
