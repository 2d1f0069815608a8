import { may, type Workspace } from '#lib/workspace.ts';
import type { RecordView } from '../view.ts';

/** Whether the user can see what is stored about the persons of a record type, and erase them. */
export const mayErase = (workspace: Workspace, { type }: RecordView): boolean =>
  type.isPerson === true && may(workspace, 'personalData:erase');
