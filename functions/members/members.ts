import { limits } from '#contract/limits.ts';
import { seesEmails, type Member } from '#contract/member.ts';
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

export async function get(context: Context, { userId }: { userId: string }): Promise<Member> {
  return shownTo(context, await loadMember(context, context.orgId, userId));
}

interface PageInput {
  limit?: number | undefined;
  cursor?: string | undefined;
}
interface MemberPage {
  items: Member[];
  nextCursor?: string;
}

export async function list(context: Context, input: PageInput): Promise<MemberPage> {
  if (input.limit !== undefined || input.cursor !== undefined) return listPage(context, input);
  const items = await readMembers(context, context.orgId);
  const shown = items.map((member) => shownTo(context, member));
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
    items: items.map((member) => shownTo(context, member)),
    ...(lastId ? { nextCursor: encodeCursor(hash, { sortValue: '', id: lastId }) } : {}),
  };
}

/** A member with the URL of the photo, and with the e-mail address only if the caller may see it. */
function shownTo({ role, actor }: Context, { email, ...member }: Member): Member {
  const { userId, avatarId } = member;
  const isEmailShown = email !== undefined && (seesEmails(role) || userId === actor.userId);
  return {
    ...member,
    ...(isEmailShown ? { email } : {}),
    ...(avatarId ? { avatarUrl: shownFrom(pictureKey(userId, avatarId)) } : {}),
  };
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
