import type { BulkAction } from '#contract/job.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { flat } from '#lib/records/flat.ts';
import { valueText } from '#lib/records/values.ts';
import type { RecordView } from '#lib/records/view.ts';
import type { Workspace } from '#lib/workspace.ts';

/** A bulk change in a few words, such as "Owner: Ana Gil" or "Add tags: VIP, Partner". */
export function changeWords(workspace: Workspace, view: RecordView, change: BulkAction): string {
  const { action } = change;
  const { fields } = view.texts();
  if (action === 'update')
    return Object.entries(flat(change.values))
      .map(
        ([name, value]) => `${fields[name] ?? name}: ${valueText(workspace, view.type.fields[name], value)}`,
      )
      .join(' · ');
  if (action === 'addTags' || action === 'removeTags')
    return `${t.jobs.kinds[action]}: ${valueText(workspace, view.type.fields.tagIds, change.tagIds)}`;
  return t.jobs.kinds[action];
}
