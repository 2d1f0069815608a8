import { ifEquals, under } from '../store/condition.ts';
import { dueJobsPartition, type Key } from '../store/keys.ts';
import { send } from '../store/queue.ts';
import { getItem, isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { isUnfinished, type JobItem } from './job.ts';
import { positionOf, withSums } from './lanes.ts';

/**
 * Minutes between two checks of an unfinished job. A run that crashes continues earlier by itself: its message is
 * delivered again after the queue's visibility timeout, three minutes.
 */
const checkMinutes = 5;

/** The attributes by which a job is found for the first check, counted from an instant (ISO 8601). */
export function firstCheck(id: string, from: string): { g6pk: string; g6sk: string } {
  return { g6pk: dueJobsPartition(id), g6sk: checkAfter(id, from) };
}

const checkAfter = (id: string, from: string): string =>
  `${new Date(Date.parse(from) + checkMinutes * 60_000).toISOString()}#${id}`;

/**
 * Checks a job whose check is due. If it has made no progress since the last check, its message may be lost, so a new
 * one is sent. If it isn't lost, the runs of both messages take turns until the lane ends, and one that overlaps another
 * is overtaken and stops. A job that has ended is removed from the index. Returns whether a message was sent.
 */
export async function checkProgress(
  session: Session,
  { pk, sk, g6sk }: Key & { g6sk: string },
  now: string,
): Promise<boolean> {
  const item = await getItem<JobItem>(session, { pk, sk });
  if (item?.g6sk !== g6sk) return false;
  if (!isUnfinished(item)) {
    await updateCheck(session, item, { UpdateExpression: 'REMOVE g6pk, g6sk' });
    return false;
  }
  const [job = item] = await withSums(session, [item]);
  const progress = job.step + positionOf(job);
  const isStalled = progress === (item.seen ?? 0);
  if (isStalled) await send('jobs', { orgId: item.org, jobId: sk }, { group: item.org });
  await updateCheck(session, item, {
    UpdateExpression: 'SET g6sk = :next, seen = :progress',
    ExpressionAttributeValues: { ':next': checkAfter(sk, now), ':progress': progress },
  });
  return isStalled;
}

type Update = { UpdateExpression: string; ExpressionAttributeValues?: Record<string, unknown> };

/** Updates a job unless a concurrent check has already done so. */
async function updateCheck(session: Session, { pk, sk, g6sk }: JobItem, update: Update): Promise<void> {
  const input = under(ifEquals({ g6sk }), { Key: { pk, sk }, ...update });
  await updateItem(session, input).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
  });
}
