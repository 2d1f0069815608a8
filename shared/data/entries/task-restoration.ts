import type { Context } from '../organization/context.ts';
import { readFinals } from '../records/visible.ts';
import { isActiveMember } from './task-assignee.ts';
import type { StoredTask } from './task.ts';

/** The fields that a restoration can change. */
export const restoredFields = ['assigneeId', 'recordId'] as const;

/**
 * The next version of a deleted task, which is restored. If the assignee is no longer an active member, the task goes to
 * the caller, because hand-overs skip the trash.
 */
export async function restoredTask(context: Context, before: StoredTask): Promise<StoredTask> {
  const { deletedAt: _deletedAt, ...live } = before;
  const isStaying = await isActiveMember(context, before.assigneeId);
  const assigneeId = isStaying ? before.assigneeId : context.actor.userId;
  return { ...live, ...(await currentRecord(context, live)), assigneeId, version: before.version + 1 };
}

/** The record of a restored task, which may have been merged into another one, or nothing if it has none. */
async function currentRecord(
  context: Context,
  { recordType: type, recordId: id }: StoredTask,
): Promise<{ recordId?: string }> {
  if (!type || !id) return {};
  const record = (await readFinals(context, [{ type, id }])).get(id);
  return record ? { recordId: record.id } : {};
}
