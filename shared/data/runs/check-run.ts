import { move, type DueRow, type Outcome } from '../due/end-due-item.ts';
import { dueAttributes, type DueAttributes } from '../due/kinds.ts';
import type { Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { sendWork, workMessages } from '../outbox/work-messages.ts';

/** After this long without a sign of life, a run counts as dead, and another one can begin. */
const staleMs = 10_000;

/**
 * Minutes between two checks of unfinished work. The message of a run that was killed is delivered again much later,
 * because it is hidden for longer than the longest run.
 */
const checkMinutes = 5;

/** Whether one of them has a run that gave a sign of life lately. */
export const isAlive = ({ aliveAt }: { aliveAt?: string | undefined }, now: string): boolean =>
  aliveAt !== undefined && Date.parse(now) - Date.parse(aliveAt) < staleMs;

/** The attributes by which one of them is found for the first check after an instant (ISO 8601). */
export const nextCheck = (id: string, from: string): DueAttributes =>
  dueAttributes('run-check', id, checkAfter(from));

const checkAfter = (from: string): string => new Date(Date.parse(from) + checkMinutes * 60_000).toISOString();

interface CheckedItem extends Key {
  kind: 'export' | 'archiveImport' | 'duplicateScan';
  org: string;
  g6sk?: string;
  aliveAt?: string;
}

/**
 * Checks work whose check is due; work that has ended has none. Without a run that is alive, its message may be lost or
 * hidden, so a new one is sent. A repeated message is harmless.
 */
export async function checkRun(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const item = await getItem<CheckedItem>(session, { pk: row.pk, sk: row.sk });
  if (item?.g6sk !== row.g6sk) return 'left';
  const isStalled = !isAlive(item, now);
  if (isStalled) await sendAgain(item);
  await move(session, row, checkAfter(now));
  return isStalled ? 'taken' : 'left';
}

function sendAgain({ kind, org, sk }: CheckedItem): Promise<void> {
  return sendWork(workMessages[kind](org, sk));
}
