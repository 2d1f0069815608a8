import { t } from '#lib/i18n/i18n.svelte.ts';
import { nameOf } from '#lib/workspace.ts';
import { EditConflict, updateRecord } from '../record-writes.ts';
import type { AnyRow } from '../record-client.ts';
import type { Outcome, VerbContext } from './verb.ts';

/** Assigns a record to the user. If someone else has just taken it, it stays theirs. */
export async function takeRecord(record: AnyRow, context: VerbContext): Promise<Outcome> {
  const { workspace, view, title } = context;
  const { orgId, me } = workspace;
  try {
    const taken = await updateRecord(orgId, view, record, { ownerId: me.id });
    const undo = async () => {
      await updateRecord(orgId, view, taken, { ownerId: record.ownerId ?? null });
      return undefined;
    };
    return { text: t.records.assignedToMe(title), undo };
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    const { ownerId } = error.current;
    const owner = ownerId ? nameOf(workspace, String(ownerId)) : t.records.unassigned;
    return { text: t.records.assignedElsewhere(title, owner), tone: 'failed' };
  }
}
