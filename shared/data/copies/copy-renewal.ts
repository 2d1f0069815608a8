import { ifEquals, under } from '../store/condition.ts';
import { organizationOf, type Key } from '../store/keys.ts';
import { dueListsPartition } from '../store/run-keys.ts';
import { send } from '../store/queue.ts';
import { isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** Snapshots are renewed after this time, long before the feed no longer has all changes since. */
const renewMs = 2 * 86_400_000;
/** If nothing came of a request, another one is made after this time. */
const askAgainMs = 60 * 60_000;

const dueAt = (at: number, orgId: string, name: string): string =>
  `${new Date(at).toISOString()}#${orgId}#${name}`;

/** The attributes by which the pointer to a new snapshot is found when the snapshot is to be renewed. */
export const renewalOf = (orgId: string, name: string): { g6pk: string; g6sk: string } => ({
  g6pk: dueListsPartition,
  g6sk: dueAt(Date.now() + renewMs, orgId, name),
});

/** A request for a snapshot. Those of due renewals find nothing to do if the copy has another, newer snapshot. */
export interface BuildMessage {
  orgId: string;
  /** The name of the copy's source: a record type, or `search`. */
  recordType: string;
  isRenewal?: true;
}

/** Asks for the renewal of a snapshot. Returns false if somebody else has asked, or it was renewed meanwhile. */
export async function askForRenewal(
  session: Session,
  { pk, sk, g6sk }: Key & { g6sk: string },
): Promise<boolean> {
  const orgId = organizationOf(pk);
  const [recordType = ''] = sk.split('#');
  const next = {
    Key: { pk, sk },
    UpdateExpression: 'SET g6sk = :next',
    ExpressionAttributeValues: { ':next': dueAt(Date.now() + askAgainMs, orgId, recordType) },
  };
  try {
    await updateItem(session, under(ifEquals({ g6sk }), next));
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
  const message: BuildMessage = { orgId, recordType, isRenewal: true };
  await send('lists', message, { group: orgId });
  return true;
}
