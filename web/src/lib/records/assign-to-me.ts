import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { nameOf, type Workspace } from '#lib/workspace.ts';
import { EditConflict, takeOver, updateRecord } from './record-writes.ts';
import type { AnyRow } from './record-client.ts';
import type { RecordBasics } from './record-basics.ts';
import { titleOf } from './view.ts';

/** Assigns a record to the user. If someone else has just taken it, it stays theirs. */
export async function assignToMe(workspace: Workspace, view: RecordBasics, record: AnyRow): Promise<void> {
  const { orgId, me } = workspace;
  const title = titleOf(view, record);
  try {
    const taken = await updateRecord(orgId, view, record, { ownerId: me.id });
    const before = record.ownerId ?? null;
    const undo = () =>
      void updateRecord(orgId, view, taken, { ownerId: before }).catch((error: unknown) =>
        toast({ text: t.records.notSaved(refusalText(error)), tone: 'failed' }),
      );
    toast({ text: t.records.assignedToMe(title), undo });
  } catch (error) {
    if (!(error instanceof EditConflict)) {
      toast({ text: t.records.notSaved(refusalText(error)), tone: 'failed' });
      return;
    }
    const { current } = error;
    takeOver(orgId, view, current);
    const owner = current.ownerId ? nameOf(workspace, String(current.ownerId)) : t.records.unassigned;
    toast({ text: t.records.assignedElsewhere(title, owner), tone: 'failed' });
  }
}
