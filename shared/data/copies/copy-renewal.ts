import { move, type DueRow, type Outcome } from '../due/end-due-item.ts';
import { dueAttributes, type DueAttributes } from '../due/kinds.ts';
import { organizationOf } from '../store/keys.ts';
import { send } from '../store/queue.ts';
import type { Session } from '../store/units.ts';

/** Snapshots are renewed after this time, long before the feed no longer has all changes since. */
const renewMs = 2 * 86_400_000;
/** If nothing came of a request, another one is made after this time. */
const askAgainMs = 60 * 60_000;

const after = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

/** The attributes by which the pointer to a new snapshot is found when the snapshot is to be renewed. */
export const renewalOf = (orgId: string, name: string): DueAttributes =>
  dueAttributes('copy-renewal', `${orgId}#${name}`, after(renewMs));

/** A request for a snapshot. Those of due renewals find nothing to do if the copy has another, newer snapshot. */
export interface BuildMessage {
  orgId: string;
  /** The name of the copy's source: a record type, or `search`. */
  recordType: string;
  isRenewal?: true;
}

/** Asks for the renewal of a snapshot, unless somebody else has asked, or it was renewed meanwhile. */
export async function askForRenewal(session: Session, row: DueRow): Promise<Outcome> {
  if (!(await move(session, row, after(askAgainMs)))) return 'left';
  const orgId = organizationOf(row.pk);
  const [recordType = ''] = row.sk.split('#');
  const message: BuildMessage = { orgId, recordType, isRenewal: true };
  await send('lists', message, { group: orgId });
  return 'taken';
}
