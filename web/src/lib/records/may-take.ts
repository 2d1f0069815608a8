import { mayTouch, type Workspace } from '#lib/workspace.ts';
import type { RecordBasics } from './record-basics.ts';
import type { AnyRow } from './record-client.ts';

/** Whether the user can take over a record, which is then in the user's queue. */
export const mayTake = (workspace: Workspace, { type, permissions }: RecordBasics, record: AnyRow): boolean =>
  type.queue !== undefined &&
  record[type.queue.until] === undefined &&
  record.deletedAt === undefined &&
  record.ownerId !== workspace.me.id &&
  mayTouch(workspace, permissions.update, record.ownerId as string | undefined);
