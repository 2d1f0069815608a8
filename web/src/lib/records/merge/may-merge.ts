import { may, mayTouch, type Workspace } from '#lib/workspace.ts';
import type { AnyRow } from '../record-client.ts';
import type { RecordView } from '../view.ts';

/** Whether the user can merge records of the type, or this one with others. */
export const mayMerge = (
  workspace: Workspace,
  { type, permissions }: RecordView,
  record?: AnyRow,
): boolean => {
  const names = [permissions.update, permissions.delete];
  const isAllowed = names.every((name) =>
    record ? mayTouch(workspace, name, record.ownerId as string | undefined) : may(workspace, name),
  );
  return type.isMergeable === true && isAllowed;
};
