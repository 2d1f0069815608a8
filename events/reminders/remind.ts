import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import { ifEquals } from '#data/store/condition.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { duePartitionAt, organizationOf, taskKey } from '#data/store/keys.ts';
import { getItem, isConditionFailed, updateItem } from '#data/store/table.ts';
import { taskChange, type StoredTask, type TaskItem } from '#data/entries/task.ts';
import { transact } from '#data/store/transact.ts';
import { withItemState } from '#data/store/item-state.ts';
import type { Session } from '#data/store/units.ts';
import { handleDue, type DueRow } from '../reader/due-rows.ts';

/**
 * Processes the due reminders of one partition until the time `until`. Returns the number of change items created.
 * Reminders of organizations that are being deleted wait for a restore, before those of others: so each organization
 * that a run finds `closed` is read once in it, and its further rows cost no read of their own.
 */
export const remindDue = (
  session: Session,
  partition: number,
  until: number,
  closed: Set<string>,
): Promise<number> =>
  handleDue(session, duePartitionAt(partition), until, async (row, now) => {
    const orgId = organizationOf(row.pk);
    if (closed.has(orgId)) return false;
    if (await settingsOf(session, orgId)) return remind(session, row, now);
    closed.add(orgId);
    return false;
  });

/**
 * Turns a reminder into one change item with the action `reminded`, whose key contains the reminder's time. If that
 * item already exists, only removes the task from the index of due reminders. Returns whether it added the item.
 */
async function remind(session: Session, { pk, sk, g6sk }: DueRow, now: string): Promise<boolean> {
  const item = await getItem<TaskItem & { g6sk?: string }>(session, { pk, sk });
  if (item?.g6sk !== g6sk) return false;
  const task = withItemState(JSON.parse(item.data) as StoredTask, item);
  const waits = {
    Key: { pk, sk },
    UpdateExpression: 'REMOVE g6pk, g6sk',
    ...ifEquals({ g6sk }),
  };
  try {
    await transact(session, [
      { update: waits, refuse: () => new Passed('conflict') },
      reminded(session, item, task, now),
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof Passed)) throw error;
    await updateItem(session, waits).catch((failure: unknown) => {
      if (!isConditionFailed(failure)) throw failure;
    });
    return false;
  }
}

/** The reminder already has a change item, or the task was changed meanwhile. */
class Passed extends ProblemError {}

function reminded(session: Session, { org }: TaskItem, task: StoredTask, now: string) {
  const context: UserContext & { orgId: string } = {
    ...session,
    orgId: org,
    requestId: uuidv7(),
    now,
    actor: { userId: task.assigneeId },
    via: 'automation',
  };
  const { put } = taskChange(context, task, task, 'reminded', []);
  // The reminder is recorded as a change, but nobody made one, so lists of recent changes leave it out.
  const { g1pk: _g1pk, g1sk: _g1sk, ...change } = put.Item;
  const key = { ...taskKey(org, task.id), sk: `REMINDED#${task.remindAt ?? ''}` };
  return { put: { ...put, Item: { ...change, ...key } }, refuse: () => new Passed('conflict') };
}
