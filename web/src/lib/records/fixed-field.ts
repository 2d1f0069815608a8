import { isLocked } from '#contract/locked-fields.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { Workspace } from '#lib/workspace.ts';
import { listEntry } from './values.ts';
import type { RecordView } from './view.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the status of a record means, or the stage of a deal; undefined for a type without one. */
export const statusMeaning = (
  workspace: Workspace,
  { type, status = '' }: RecordView,
  record: Values,
): StatusMeaning | undefined => listEntry(workspace, type.fields[status], record[status])?.meaning;

/** Whether a field of a record can’t be changed any more, such as the lines of an issued invoice. */
export const isFixedField = (workspace: Workspace, view: RecordView, record: Values, name: string): boolean =>
  view.locked !== undefined && isLocked(view.locked, record, statusMeaning(workspace, view, record), name);
