import type { Member } from '#contract/member.ts';
import type { PortalType } from '#contract/portal-access.ts';
import type { Role } from '#contract/role.ts';
import { ProblemError } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import { ifAbsent, ifEquals, ifPresent, ifVersion } from '../store/condition.ts';
import { fullName, profileUnchanged, type Profile } from '../accounts/user.ts';
import { changeAction, type ChangeAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { accessKey, memberKey, recordKey, type Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem, query, queryAll } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';

/**
 * Update expression that creates the `AccessItem` if it is missing. It is used alone for the user's first call, and as
 * the beginning of the expression for signing out everywhere.
 */
export const accessBase = 'SET kind = :access, orgs = if_not_exists(orgs, :none)';
export const accessValues = { ':access': 'access', ':none': {} };

/** The action that creates the `AccessItem` of a new user. */
export const firstAccess = (userId: string): Action => ({
  update: {
    Key: { ...accessKey(userId) },
    UpdateExpression: accessBase,
    ExpressionAttributeValues: accessValues,
  },
});

/** A user's access to all organizations. Each `Right` in `orgs` is written in one transaction with its membership. */
export interface AccessItem {
  /** Tokens issued before this instant (epoch milliseconds) are rejected. */
  notBefore?: number;
  /** Sessions that began before this second have ended, except the one that changed the password or e-mail. */
  endedSessions?: { beforeSeconds: number; except: string };
  /** Sign-ins that have ended, with the second until which a token of theirs could be valid. */
  endedSignIns?: Record<string, number>;
  /** When the user's account was deleted. The user can do nothing any more, neither with a token nor with a key. */
  deletedAt?: string;
  /** Requests per minute, set by operators to replace the limit of the deployment stage. */
  requestsPerMinute?: number;
  orgs?: Record<string, Right>;
}
/** The action that ends all sessions of the caller except the current one. */
export const endOtherSessions = ({
  actor,
  now,
  signInId = '',
}: UserContext): Extract<Action, { update: object }> => ({
  update: {
    Key: { ...accessKey(actor.userId) },
    UpdateExpression: 'SET endedSessions = :ended',
    ...ifPresent,
    ExpressionAttributeValues: { ':ended': { beforeSeconds: epochSeconds(now), except: signInId } },
  },
});

/** The change by which a member becomes the owner of an organization whose last owner is gone. */
export const madeOwner = 'madeOwner';

/** Whom a client stands for in the portal. */
export interface PortalSubject {
  type: PortalType;
  id: string;
}

/**
 * A user's membership in one organization, or the access of a client, who isn't a member. `since` distinguishes it from
 * earlier ones.
 */
export interface Right {
  role: Role;
  active: boolean;
  since?: string;
  client?: PortalSubject;
}

export type MemberItem = Member & { schema: number; digest?: string };

export const memberFrom = ({
  userId,
  version,
  displayName,
  email,
  role,
  active,
  joinedAt,
  avatarId,
  ...item
}: MemberItem): Member =>
  withItemState(
    {
      userId,
      version,
      displayName,
      email,
      role,
      active,
      joinedAt,
      ...(avatarId ? { avatarId } : {}),
    },
    item,
  );

export async function readMembers(session: Session, orgId: string): Promise<Member[]> {
  const items = await queryAll<MemberItem>(session, memberKey(orgId, '').pk);
  return items.map(memberFrom);
}

/** Members by user id, after that of `previousId`. `lastId` is set if there are more. */
export async function readMembersAfter(
  session: Session,
  orgId: string,
  previousId: string | undefined,
  count: number,
): Promise<{ items: Member[]; lastId: string | undefined }> {
  const { items } = await query<MemberItem>(session, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': memberKey(orgId, '').pk },
    ConsistentRead: true,
    Limit: count + 1,
    ...(previousId === undefined ? {} : { ExclusiveStartKey: { ...memberKey(orgId, previousId) } }),
  });
  const page = items.slice(0, count);
  return { items: page.map(memberFrom), lastId: items.length > count ? page.at(-1)?.userId : undefined };
}

export async function loadMember(session: Session, orgId: string, userId: string): Promise<Member> {
  const item = await getItem<MemberItem>(session, memberKey(orgId, userId));
  if (!item) throw new ProblemError('not_found');
  return memberFrom(item);
}

export const alreadyMember = (): ProblemError => new ProblemError('conflict', 'already_member');

/** Whether the organization has fewer than the maximum number of members. */
export async function hasRoom(session: Session, orgId: string): Promise<boolean> {
  return (await readMembers(session, orgId)).length < limits.membersPerOrganization;
}

/** A new membership, with the name and e-mail address from the profile. */
export function firstMember(profile: Profile, role: Role, now: string): Member {
  return {
    userId: profile.id,
    version: 1,
    displayName: fullName(profile),
    email: profile.email,
    role,
    active: true,
    joinedAt: now,
    ...(profile.avatarId ? { avatarId: profile.avatarId } : {}),
  };
}

function newMember(orgId: string, member: Member, change?: ChangeAction): Action {
  return {
    put: {
      Item: {
        ...memberKey(orgId, member.userId),
        kind: 'member',
        ...(change ? nextItemState(undefined, 1, change) : { schema: 1 }),
        ...member,
      },
      ...ifAbsent,
    },
    refuse: alreadyMember,
  };
}

const firstRight = ({ role, joinedAt }: Member): Right => ({ role, active: true, since: joinedAt });

/** The actions that create the first membership of a new user and the `AccessItem`. `change` records the membership. */
export function firstJoinActions(orgId: string, member: Member, change?: ChangeAction): Action[] {
  return [
    newMember(orgId, member, change),
    {
      put: {
        Item: { ...accessKey(member.userId), kind: 'access', orgs: { [orgId]: firstRight(member) } },
        ...ifAbsent,
      },
    },
  ];
}

/** The actions that create a membership and its `Right`, if the profile is unchanged. */
export function joinActions(orgId: string, profile: Profile, role: Role, now: string): Action[] {
  const member = firstMember(profile, role, now);
  return [
    profileUnchanged(profile),
    newMember(orgId, member),
    {
      update: {
        Key: { ...accessKey(member.userId) },
        UpdateExpression: 'SET orgs.#org = :right',
        // A client's right must not be replaced.
        ConditionExpression:
          'attribute_exists(pk) AND attribute_not_exists(orgs.#org) AND size(orgs) < :most',
        ExpressionAttributeNames: { '#org': orgId },
        ExpressionAttributeValues: {
          ':right': firstRight(member),
          ':most': limits.organizationsPerUser,
        },
      },
      refuse: () =>
        new ProblemError('conflict', { code: 'organizations_a_user', limit: limits.organizationsPerUser }),
    },
  ];
}

/**
 * The actions that write a membership, conditional on its previous version, update its `Right`, and add the change item.
 */
export function memberActions(
  context: UserContext & { orgId: string },
  before: Member,
  after: Member,
  changes: FieldChange[],
  action = 'updated',
): Action[] {
  const { orgId } = context;
  const change = memberChange(context, before, after, action, changes);
  return [
    {
      put: {
        Item: {
          ...memberKey(orgId, after.userId),
          kind: 'member',
          ...nextItemState(before, 1, change),
          ...after,
        },
        ...ifVersion(before.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    {
      update: {
        Key: { ...accessKey(after.userId) },
        UpdateExpression: 'SET orgs.#org.#role = :role, orgs.#org.active = :active',
        ConditionExpression: 'attribute_exists(orgs.#org)',
        ExpressionAttributeNames: { '#org': orgId, '#role': 'role' },
        ExpressionAttributeValues: { ':role': after.role, ':active': after.active },
      },
    },
    change,
  ];
}

/** The action that removes a membership without its `Right`, for callers that remove all access of the user. */
export const membershipRemoval = (orgId: string, { userId, version }: Member): Action => ({
  remove: { Key: { ...memberKey(orgId, userId) }, ...ifVersion(version) },
  refuse: () => new ProblemError('precondition_failed'),
});

export function leaveActions(orgId: string, member: Member): Action[] {
  return [
    membershipRemoval(orgId, member),
    {
      update: {
        Key: { ...accessKey(member.userId) },
        UpdateExpression: 'REMOVE orgs.#org',
        ...ifPresent,
        ExpressionAttributeNames: { '#org': orgId },
      },
    },
  ];
}

/**
 * The condition that a member is active and still has a role, so that only one of two admins who act on each other at
 * the same time succeeds.
 */
export function stillHasRole(orgId: string, userId: string, role: Role): Action {
  return {
    check: {
      Key: { ...memberKey(orgId, userId) },
      ...ifEquals({ role, active: true }),
    },
    refuse: () => new ProblemError('forbidden'),
  };
}

/** Each membership has its own history: versions start again at 1 when a member returns. */
export const memberHistoryKey = (orgId: string, { userId, joinedAt }: Member): Key =>
  recordKey(orgId, 'member', `${userId}#${joinedAt}`);

export function memberChange(
  context: UserContext & { orgId: string },
  before: Member | undefined,
  member: Member,
  action: string,
  changes: FieldChange[],
): ChangeAction {
  const { orgId } = context;
  const { userId: id, version } = member;
  const key = memberHistoryKey(orgId, member);
  return changeAction(context, { orgId, type: 'member', id, key, version, before }, action, changes);
}
