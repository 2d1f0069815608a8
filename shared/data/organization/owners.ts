import type { Member } from '#contract/member.ts';
import { roles } from '#contract/role.ts';
import { findUser } from '../accounts/user.ts';
import { accessKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { AccessItem } from './member.ts';

/** An owner other than a user, if there is one who can act as such. */
export const otherOwner = (
  session: Session,
  members: readonly Member[],
  userId: string,
): Promise<Member | undefined> =>
  firstWhoCanAct(
    session,
    members.filter((member) => member.role === 'owner' && member.active && member.userId !== userId),
  );

/**
 * The member who becomes the owner of an organization without one: of those with the most powerful role, whoever joined
 * first. Undefined if nobody but clients can act.
 */
export function successorAmong(
  session: Session,
  members: readonly Member[],
  userId: string,
): Promise<Member | undefined> {
  const rankOf = ({ role }: Member) => roles.indexOf(role);
  const candidates = members.filter(
    (member) => member.active && member.role !== 'client' && member.userId !== userId,
  );
  return firstWhoCanAct(
    session,
    candidates.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.joinedAt < b.joinedAt ? -1 : 1)),
  );
}

/** The first of some members whose account isn't being deleted, and who has signed in before. */
async function firstWhoCanAct(session: Session, members: readonly Member[]): Promise<Member | undefined> {
  for (const member of members) {
    const [access, user] = await Promise.all([
      getItem<AccessItem>(session, accessKey(member.userId)),
      findUser(session, member.userId),
    ]);
    if (access && user && access.deletedAt === undefined && !user.firstPassword) return member;
  }
  return undefined;
}
