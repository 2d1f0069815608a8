import { may, type Workspace } from '#lib/workspace.ts';
import type { RecordView } from '../view.ts';

/** Whether the user can merge records of the type. */
export const mayMerge = (workspace: Workspace, { type, permissions }: RecordView): boolean =>
  type.isMergeable === true && may(workspace, permissions.update) && may(workspace, permissions.delete);
