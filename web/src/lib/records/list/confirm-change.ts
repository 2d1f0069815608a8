import type { BulkAction } from '#contract/job.ts';
import { limits } from '#contract/limits.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { changeWords } from '#lib/jobs/change-words.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { RecordView } from '../view.ts';

/** Larger changes are confirmed first. */
const confirmedAbove = 100;

/** Asks whether to change many records, and names the change and their exact number. Deletions are always confirmed. */
export async function confirmChange(
  workspace: Workspace,
  view: RecordView,
  action: BulkAction,
  count: number,
): Promise<boolean> {
  const records = view.texts().count(count);
  if (action.action === 'delete')
    return confirm({
      title: t.jobs.deleteTitle(records),
      text: t.records.deleteText(limits.trashDays),
      action: `${t.actions.delete} ${formatNumber(count)}`,
      keep: t.records.keepThem,
      danger: true,
    });
  if (count <= confirmedAbove) return true;
  return confirm({
    title: t.jobs.changeTitle(records),
    text: changeWords(workspace, view, action),
    action: t.jobs.change(formatNumber(count)),
    keep: t.jobs.keepUnchanged,
  });
}
