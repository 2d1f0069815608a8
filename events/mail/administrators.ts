import type { Member } from '#contract/member.ts';
import { findProfile, type Profile } from '#data/accounts/user.ts';
import { memberFrom, readMembers, type MemberItem } from '#data/organization/member.ts';
import { memberKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

const isAdministrator = ({ active, role }: Member): boolean =>
  active && (role === 'owner' || role === 'admin');

/** The owners and administrators of an organization. */
export const readAdministrators = async (session: Session, orgId: string): Promise<Member[]> =>
  (await readMembers(session, orgId)).filter(isAdministrator);

/** The profile of an owner or administrator; undefined for everyone else. */
export async function findAdministrator(
  session: Session,
  orgId: string,
  userId: string,
): Promise<Profile | undefined> {
  const member = await readMember(session, orgId, userId);
  return member && isAdministrator(member) ? findProfile(session, userId) : undefined;
}

export async function readMember(
  session: Session,
  orgId: string,
  userId: string,
): Promise<Member | undefined> {
  const item = await getItem<MemberItem>(session, memberKey(orgId, userId));
  return item && memberFrom(item);
}
