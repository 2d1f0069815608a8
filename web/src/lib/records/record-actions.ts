import { limits } from '#contract/limits.ts';
import { holdKeys } from '#lib/commands/held-keys.ts';
import { confirm } from '#lib/components/confirm.svelte.ts';
import { offerUndo, toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { otherAuthor, type Workspace } from '#lib/workspace.ts';
import { deleteRecord, EditConflict, restoreRecord, takeOver, updateRecord } from './record-writes.ts';
import type { AnyRecord, AnyRow } from './record-client.ts';
import { titleOf, type RecordView } from './view.ts';
import { valueText } from './values.ts';

/** Saves a cell, and lets the undo command restore the previous value. */
export async function editCell(
  workspace: Workspace,
  view: RecordView,
  row: AnyRow,
  field: string,
  value: unknown,
  onrefused: () => void,
): Promise<void> {
  const record = await saveCell(workspace, view, row, field, value, onrefused);
  if (record) offerEditUndo(workspace, view, record, field, row[field]);
}

/** Lets the undo command restore the value that a field had before an inline edit. */
export function offerEditUndo(
  workspace: Workspace,
  view: RecordView,
  record: AnyRecord,
  field: string,
  before: unknown,
): void {
  const label = view.texts().fields[field] ?? field;
  offerUndo(() => {
    void saveCell(workspace, view, record, field, before ?? null).then(
      (restored) => restored && toast({ text: t.records.editUndone(titleOf(view, restored), label) }),
    );
  });
}

/** Saves a field. If that fails, reverts the field and shows why. After a conflict, the user chooses a value. */
async function saveCell(
  workspace: Workspace,
  view: RecordView,
  row: AnyRow,
  field: string,
  value: unknown,
  onrefused?: () => void,
): Promise<AnyRecord | undefined> {
  try {
    return await updateRecord(workspace.orgId, view, row, { [field]: value });
  } catch (error) {
    if (!(error instanceof EditConflict)) {
      toast({ text: t.records.notSaved(editRefusal(view, field, error)), tone: 'failed' });
      onrefused?.();
      return undefined;
    }
    const { current } = error;
    takeOver(workspace.orgId, view, current);
    const declared = view.type.fields[field];
    const keepMine = await confirm({
      title: t.conflict.title,
      text: t.conflict.cell(
        otherAuthor(workspace, current.updatedBy),
        valueText(workspace, declared, current[field]),
      ),
      action: t.conflict.keep(valueText(workspace, declared, value)),
      keep: t.conflict.takeTheirs,
    });
    return keepMine ? saveCell(workspace, view, current, field, value, onrefused) : undefined;
  }
}

const atOnce = 4;

/**
 * Deletes records, after confirmation if there are several or something is due, and reports failures. Returns the IDs of the records that
 * weren't deleted.
 */
export async function deleteMany(
  workspace: Workspace,
  view: RecordView,
  rows: readonly AnyRow[],
): Promise<string[]> {
  const { orgId } = workspace;
  const texts = view.texts();
  const [only] = rows;
  const { questionBeforeDeletion } = await holdKeys(import('./confirm-deletion.ts'));
  if (rows.length === 1 && only) {
    const question = await questionBeforeDeletion(workspace, view, only);
    if (question && !(await confirm(question))) return [only.id];
  }
  if (rows.length > 1) {
    const sure = await confirm({
      title: texts.deleteMany(rows.length),
      text: t.records.deleteText(limits.trashDays),
      action: t.actions.deleteCount(rows.length),
      keep: t.records.keepThem,
      danger: true,
    });
    if (!sure) return rows.map((row) => row.id);
  }
  const deleted: AnyRecord[] = [];
  const failures: { id: string; error: unknown }[] = [];
  const queue = [...rows];
  const work = async () => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      try {
        deleted.push(await deleteRecord(orgId, view, row));
      } catch (error) {
        failures.push({ id: row.id, error });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const [first] = failures;
  const failed = first && t.records.notDeleted(failures.length, refusalText(first.error));
  if (deleted.length > 0) showDeletedToast(orgId, view, deleted, { failed });
  else if (failed) toast({ text: failed, tone: 'failed' });
  return failures.map(({ id }) => id);
}

/**
 * Why an edit of one field was refused. If another field doesn't fit the new value, names it, because only a form can
 * change both.
 */
export function editRefusal(view: RecordView, field: string, error: unknown): string {
  const [fault] = error instanceof ApiProblem ? error.errors : [];
  const refused = fault?.pointer.split('/')[1] ?? field;
  const label = refused === field ? undefined : view.texts().fields[refused];
  const why = refusalText(error);
  // A reason of several sentences ends with a full stop, and the next sentence follows another one.
  return label === undefined ? why : t.records.otherRefused(label, why.replace(/\.$/, ''));
}

/** A message that says why a record was not restored, and because of which field. */
export function restoreRefusal(view: RecordView, error: unknown): string {
  const [fault] = error instanceof ApiProblem ? error.errors : [];
  const label = fault && view.texts().fields[fault.pointer.slice(1)];
  return t.records.notRestored(refusalText(error), label);
}

/** Shows a toast with an undo action after records were deleted. */
export function showDeletedToast(
  orgId: string,
  view: RecordView,
  records: readonly AnyRecord[],
  { undone, failed }: { undone?: () => void; failed?: string | undefined } = {},
): void {
  const [only] = records;
  const texts = view.texts();
  const done =
    records.length === 1 && only ? texts.deleted(titleOf(view, only)) : texts.deletedMany(records.length);
  toast({
    text: failed ? `${failed} · ${done}` : done,
    tone: failed ? 'failed' : 'done',
    undo: () => {
      Promise.all(records.map((record) => restoreRecord(orgId, view, record.id))).then(
        undone,
        (error: unknown) => {
          toast({ text: restoreRefusal(view, error), tone: 'failed' });
        },
      );
    },
  });
}
