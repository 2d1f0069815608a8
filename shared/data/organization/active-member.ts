import { memberKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** Whether a user is a member who can sign in, so that something can be assigned to them. */
export async function isActiveMember(session: Session, orgId: string, userId: string): Promise<boolean> {
  const member = await getItem<{ active?: boolean }>(session, memberKey(orgId, userId));
  return member !== undefined && member.active !== false;
}
