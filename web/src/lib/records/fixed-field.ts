import { isLocked } from '#contract/locked-fields.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { RecordBasics } from './record-basics.ts';
import { listEntry } from './values.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the status of a record means; undefined for a type without one. */
export const statusMeaning = (
  workspace: Workspace,
  { type }: Pick<RecordBasics, 'type'>,
  record: Values,
): StatusMeaning | undefined => listEntry(workspace, type.fields.statusId, record.statusId)?.meaning;

/** Whether a field of a record can’t be changed any more, such as the lines of an issued invoice. */
export const isFixedField = (
  workspace: Workspace,
  basics: Pick<RecordBasics, 'type' | 'locked'>,
  record: Values,
  name: string,
): boolean =>
  basics.locked !== undefined &&
  isLocked(basics.locked, record, statusMeaning(workspace, basics, record), name);
