import { ifEquals, under } from '../store/condition.ts';
import { dueExportsPartition, type Key } from '../store/keys.ts';
import { send } from '../store/queue.ts';
import { getItem, isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** After this long without a sign of life, a run counts as dead, and another one can begin. */
const staleMs = 10_000;

/**
 * Minutes between two checks of an unfinished export. The message of a run that was killed is delivered again much later,
 * because it is hidden for longer than the longest run.
 */
const checkMinutes = 5;

/** Whether an export has a run that gave a sign of life lately. */
export const isAlive = ({ aliveAt }: { aliveAt?: string }, now: string): boolean =>
  aliveAt !== undefined && Date.parse(now) - Date.parse(aliveAt) < staleMs;

interface Check {
  g6pk: string;
  g6sk: string;
}

/** The attributes by which an export is found for the first check after an instant (ISO 8601). */
export const nextCheck = (id: string, from: string): Check => nextCheckIn(dueExportsPartition, id, from);

/** The same for other work that runs like exports, whose checks have an index partition of their own. */
export const nextCheckIn = (partition: string, id: string, from: string): Check => ({
  g6pk: partition,
  g6sk: checkAfter(id, from),
});

const checkAfter = (id: string, from: string): string =>
  `${new Date(Date.parse(from) + checkMinutes * 60_000).toISOString()}#${id}`;

/** An unfinished export, or other work that runs like one. */
export interface CheckedItem extends Key {
  org: string;
  g6sk?: string;
  aliveAt?: string;
}

/**
 * Checks an export whose check is due; one that has ended has none. Without a run that is alive, its message may be lost
 * or hidden, so a new one is sent. A repeated message is harmless. Returns whether a message was sent.
 */
export const checkExport = (session: Session, row: Key & { g6sk: string }, now: string): Promise<boolean> =>
  checkRun(session, row, now, ({ org, sk }) => send('exports', { orgId: org, exportId: sk }, { group: org }));

/** The same for any work that runs like exports. `resend` sends its message again. */
export async function checkRun(
  session: Session,
  { pk, sk, g6sk }: Key & { g6sk: string },
  now: string,
  resend: (item: CheckedItem) => Promise<void>,
): Promise<boolean> {
  const item = await getItem<CheckedItem>(session, { pk, sk });
  if (item?.g6sk !== g6sk) return false;
  const isStalled = !isAlive(item, now);
  if (isStalled) await resend(item);
  const next = {
    Key: { pk, sk },
    UpdateExpression: 'SET g6sk = :next',
    ExpressionAttributeValues: { ':next': checkAfter(sk, now) },
  };
  await updateItem(session, under(ifEquals({ g6sk }), next)).catch((error: unknown) => {
    if (!isConditionFailed(error)) throw error;
  });
  return isStalled;
}
