import type { RecordTypeName } from '#contract/record-types.ts';
import { may, type Workspace } from '#lib/workspace.ts';
import type { RecordBasics } from './record-basics.ts';
import type { AnyRow } from './record-client.ts';
import { titleOf } from './view.ts';

/** The record that an activity is logged on. */
export interface LogPlace {
  type: RecordTypeName;
  id: string;
  title: string;
}

let open = $state.raw<{ place: LogPlace | undefined }>();

/** The open dialog in which an activity is logged. Without a place, the user chooses the record first. */
export const currentLog = () => open;

export function openLog(place?: LogPlace): void {
  open = { place };
}
export function closeLog(): void {
  open = undefined;
}

/** Opens the dialog for a record that is shown. */
export const openLogOn = (view: RecordBasics, record: AnyRow): void =>
  openLog({ type: view.name, id: record.id, title: titleOf(view, record) });

/** Whether the user can log activities on a record. */
export const mayLog = (workspace: Workspace, { type }: RecordBasics, record: AnyRow): boolean =>
  type.hasActivities === true && record.deletedAt === undefined && may(workspace, 'activity:create');
