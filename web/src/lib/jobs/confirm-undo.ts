import { limits } from '#contract/limits.ts';
import type { Job } from '#contract/job.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { isOfImport, isReversed } from '#contract/job-kind.ts';
import { recordsOf } from './records-of.ts';

/** Larger changes of records are confirmed first. */
export const confirmedAbove = 100;

/** Asks whether to undo a large change, because one key or click is enough to request it. */
export async function confirmUndo(job: Job): Promise<boolean> {
  const { done } = job;
  if (done <= confirmedAbove) return true;
  const records = recordsOf(job, done);
  if (isOfImport(job) && !isReversed(job))
    return confirm({
      title: t.jobs.undoImportTitle(records),
      text: t.jobs.undoImportText,
      action: t.jobs.undo,
      keep: t.jobs.keepImport,
      danger: job.created !== 0,
    });
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
function deletesIfUndone(job: Job): boolean {
  return job.change?.action === (isReversed(job) ? 'delete' : 'restore');
}
