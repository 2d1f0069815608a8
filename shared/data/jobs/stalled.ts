import { move, take, type DueRow, type Outcome } from '../due/end-due-item.ts';
import { dueAttributes, type DueAttributes } from '../due/kinds.ts';
import { sendWork, workMessages } from '../outbox/work-messages.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { isUnfinished, type JobItem } from './job.ts';
import { positionOf, withSums } from './lanes.ts';

/**
 * Minutes between two checks of an unfinished job. A run that crashes continues earlier by itself: its message is
 * delivered again after the queue's visibility timeout, three minutes.
 */
const checkMinutes = 5;

/** The attributes by which a job is found for the first check, counted from an instant (ISO 8601). */
export const firstCheck = (id: string, from: string): DueAttributes =>
  dueAttributes('job-check', id, checkAfter(from));

const checkAfter = (from: string): string => new Date(Date.parse(from) + checkMinutes * 60_000).toISOString();

/**
 * Checks a job whose check is due. If it has made no progress since the last check, its message may be lost, so a new
 * one is sent. If it isn't lost, the runs of both messages take turns until the lane ends, and one that overlaps another
 * is overtaken and stops. A job that has ended isn't checked any more.
 */
export async function checkProgress(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const item = await getItem<JobItem>(session, { pk: row.pk, sk: row.sk });
  if (item?.g6sk !== row.g6sk) return 'left';
  if (!isUnfinished(item)) {
    await take(session, row);
    return 'left';
  }
  const [job = item] = await withSums(session, [item]);
  const progress = job.step + positionOf(job);
  const isStalled = progress === (item.seen ?? 0);
  if (isStalled) await sendWork(workMessages.job(item.org, item.sk));
  await move(session, row, checkAfter(now), { seen: progress });
  return isStalled ? 'taken' : 'left';
}
