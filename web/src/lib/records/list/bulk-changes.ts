import type { BulkAction } from '#contract/job.ts';
import { limits } from '#contract/limits.ts';
import { isRefusedAt } from '#lib/api/problem.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { changeWords } from '#lib/jobs/change-words.ts';
import { confirmedAbove } from '#lib/jobs/confirm-undo.ts';
import { startJob } from '#lib/jobs/job-actions.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';
import { unpaidText } from '../confirm-deletion.ts';
import type { RecordView } from '../view.ts';
import type { Selection } from './selection.svelte.ts';

/** Asks whether to change many records, and names the change and their exact number. Deletions are always confirmed. */
async function confirmChange(
  workspace: Workspace,
  view: RecordView,
  action: BulkAction,
  { count, target }: Pick<Selection, 'count' | 'target'>,
): Promise<boolean> {
  const records = view.texts().count(count);
  if (action.action === 'delete') {
    const unpaid = await unpaidText(workspace, view, target);
    return confirm({
      title: t.jobs.deleteTitle(records),
      text: [t.records.deleteText(limits.trashDays), unpaid].filter(Boolean).join(' '),
      action: `${t.actions.delete} ${formatNumber(count)}`,
      keep: t.records.keepThem,
      danger: true,
    });
  }
  if (count <= confirmedAbove) return true;
  if (action.action === 'restore')
    return confirm({
      title: t.jobs.restoreTitle(records),
      text: t.jobs.restoreText,
      action: t.jobs.restore(formatNumber(count)),
      keep: t.jobs.keepInTrash,
    });
  return confirm({
    title: t.jobs.changeTitle(records),
    text: changeWords(workspace, view, action),
    action: t.jobs.change(formatNumber(count)),
    keep: t.jobs.keepUnchanged,
  });
}

type Outcome = 'started' | 'failed' | 'filterRefused';

/**
 * Changes the selected records by a job, after a confirmation if they are many, and clears the selection. If the job
 * can't be started, shows why. Undefined if the change wasn't confirmed.
 */
export async function changeSelection(
  workspace: Workspace,
  view: RecordView,
  selection: Selection,
  change: BulkAction,
  onbusy: (isBusy: boolean) => void,
): Promise<Outcome | undefined> {
  const { target } = selection;
  if (!(await confirmChange(workspace, view, change, selection))) return undefined;
  onbusy(true);
  const outcome = await changeMany(workspace.orgId, { recordType: view.name, ...target, change });
  onbusy(false);
  if (outcome === 'started') selection.clear();
  return outcome;
}

async function changeMany(orgId: string, body: Parameters<typeof startJob>[1]): Promise<Outcome> {
  try {
    await startJob(orgId, body);
    return 'started';
  } catch (error) {
    const isOfFilter = isRefusedAt(error, '/query');
    toast({ text: isOfFilter ? t.filterRefusal.title : refusalText(error), tone: 'failed' });
    return isOfFilter ? 'filterRefused' : 'failed';
  }
}
