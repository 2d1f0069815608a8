import { mayTouch, type Workspace } from '#lib/workspace.ts';
import type { RecordBasics } from './record-basics.ts';
import type { AnyRow } from './record-client.ts';

/** Whether the user can take over a record of a type with a queue. */
export const mayTake = (workspace: Workspace, { type, permissions }: RecordBasics, record: AnyRow): boolean =>
  type.queue !== undefined &&
  record.deletedAt === undefined &&
  record.ownerId !== workspace.me.id &&
  mayTouch(workspace, permissions.update, record.ownerId as string | undefined);
