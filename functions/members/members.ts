import { limits } from '#contract/limits.ts';
import { seesMemberships, type ListedMember, type Member } from '#contract/member.ts';
import { mayManageRole } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { handOverJob } from '#data/jobs/start.ts';
import {
  leaveActions,
  loadMember,
  memberActions,
  memberChange,
  readMembers,
  readMembersAfter,
  stillHasRole,
} from '#data/organization/member.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { pictureKey, shownFrom } from '#data/files/picture.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

export async function get(context: Context, { userId }: { userId: string }): Promise<ListedMember> {
  const [shown] = shownTo(context, [await loadMember(context, context.orgId, userId)]);
  if (!shown) throw new ProblemError('not_found');
  return shown;
}

interface PageInput {
  limit?: number | undefined;
  cursor?: string | undefined;
}
interface MemberPage {
  items: ListedMember[];
  nextCursor?: string;
}

export async function list(context: Context, input: PageInput): Promise<MemberPage> {
  if (input.limit !== undefined || input.cursor !== undefined) return listPage(context, input);
  const items = await readMembers(context, context.orgId);
  const shown = shownTo(context, items);
  return { items: shown.sort((a, b) => a.displayName.localeCompare(b.displayName)) };
}

async function listPage(
  context: Context,
  { limit = limits.pageSizeDefault, cursor }: PageInput,
): Promise<MemberPage> {
  const hash = listHash(['members']);
  const { items, lastId } = await readMembersAfter(
    context,
    context.orgId,
    decodeCursor(hash, cursor)?.id,
    limit,
  );
  return {
    items: shownTo(context, items),
    ...(lastId ? { nextCursor: encodeCursor(hash, { sortValue: '', id: lastId }) } : {}),
  };
}

/** The member with the URL of the photo. */
const withPhoto = <Known extends Pick<Member, 'userId' | 'avatarId'>>(
  member: Known,
): Known & Pick<Member, 'avatarUrl'> =>
  member.avatarId ? { ...member, avatarUrl: shownFrom(pictureKey(member.userId, member.avatarId)) } : member;

/** The whole membership, for those who may make or change it. */
export const getWhole = async (context: Context, userId: string): Promise<Member> =>
  withPhoto(await loadMember(context, context.orgId, userId));

/** What the caller sees of members. */
function shownTo({ role, actor }: Context, members: readonly Member[]): ListedMember[] {
  return members.flatMap((member): ListedMember[] => {
    const { userId, avatarId, displayName, active } = member;
    if (seesMemberships(role) || userId === actor.userId) return [withPhoto(member)];
    return active ? [withPhoto({ userId, displayName, active, ...(avatarId ? { avatarId } : {}) })] : [];
  });
}

export async function update(
  context: Context,
  {
    userId,
    body,
  }: {
    userId: string;
    body: { role?: Role | undefined; displayName?: string | undefined; active?: boolean | undefined };
  },
): Promise<Member> {
  const before = await loadManaged(context, userId);
  const { role = before.role, displayName = before.displayName, active = before.active } = body;
  const after = { ...before, version: before.version + 1, role, displayName, active };
  const changes = differences(before, after, ['role', 'displayName', 'active']);
  if (changes.length === 0) return before;
  const changesRights = role !== before.role || active !== before.active;
  if (changesRights && userId === context.actor.userId) throw ownMembership();
  if (!mayManageRole(context.role, role)) throw fieldProblem('/role', 'not_allowed');
  await transact(context, [
    ...memberActions(context, before, after, changes),
    ...actorCheck(context, userId),
  ]);
  return after;
}

export async function remove(
  context: Context,
  { userId, handOverTo }: { userId: string; handOverTo?: string | undefined },
): Promise<null> {
  if (userId === context.actor.userId) throw ownMembership();
  const before = await loadManaged(context, userId);
  await transact(context, [
    ...leaveActions(context.orgId, before),
    ...actorCheck(context, userId),
    ...(handOverTo === undefined ? [] : await handOverActions(context, userId, handOverTo)),
    memberChange(context, before, { ...before, version: before.version + 1 }, 'deleted', []),
  ]);
  return null;
}

/** Actions that hand over the member's records to another member, who must still be active when the membership ends. */
async function handOverActions(context: Context, userId: string, toUserId: string): Promise<Action[]> {
  const { orgId, actor } = context;
  const members = await readMembers(context, orgId);
  const receiver = members.find((member) => member.userId === toUserId);
  const unknown = () => fieldProblem('/query/handOverTo', 'unknown_reference');
  if (!receiver || toUserId === userId) throw unknown();
  if (!receiver.active || receiver.role === 'client') throw fieldProblem('/query/handOverTo', 'not_allowed');
  return [
    // The caller's own membership is already checked.
    ...(toUserId === actor.userId
      ? []
      : [{ ...stillHasRole(orgId, toUserId, receiver.role), refuse: unknown }]),
    ...handOverJob(context, userId, toUserId),
  ];
}

/** Loads a member whose role the caller may manage, in the version that the caller expects. */
async function loadManaged(context: Context, userId: string): Promise<Member> {
  const member = await loadMember(context, context.orgId, userId);
  if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');
  checkVersion(context, member);
  return member;
}

const ownMembership = (): ProblemError => fieldProblem('', 'own_membership', 'conflict');

/**
 * A check that the caller still has the same role. Left out if callers change their own membership, because a
 * transaction cannot contain the same item twice.
 */
function actorCheck(context: Context, userId: string): Action[] {
  const { orgId, actor, role } = context;
  return userId === actor.userId ? [] : [stillHasRole(orgId, actor.userId, role)];
}
