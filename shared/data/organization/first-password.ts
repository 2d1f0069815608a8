import { limits } from '#contract/limits.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { ifEquals, ifPresent } from '../store/condition.ts';
import { accessKey, emailKey, memberKey, type Key, userKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { memberChange, memberFrom, membershipRemoval, type AccessItem, type MemberItem } from './member.ts';
import { getItems, queryAll, updateItem } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { profileOf, type FirstPassword, type UserItem } from '../accounts/user.ts';

/**
 * The action that records another e-mail with a temporary password before it is sent, on condition that none was sent
 * since the item was read.
 */
export function mailedAgain(
  { actor, now }: UserContext,
  userId: string,
  { mails, mailedAt }: FirstPassword,
): Action {
  const next: FirstPassword = { mails: mails + 1, mailedAt: now, mailedBy: actor.userId };
  return {
    update: {
      Key: { ...userKey(userId) },
      UpdateExpression: 'SET firstPassword = :next',
      ConditionExpression: 'firstPassword.mailedAt = :seen',
      ExpressionAttributeValues: { ':next': next, ':seen': mailedAt },
    },
    refuse: () => fieldLimit(limits.mailPauseSeconds, '', 'too_soon'),
  };
}

/** Records that the user has signed in, so that `forgetUser` no longer removes the account. */
export async function recordFirstSignIn(session: Session, userId: string): Promise<void> {
  await updateItem(session, {
    Key: userKey(userId),
    UpdateExpression: 'REMOVE firstPassword',
    ...ifPresent,
  });
}

/**
 * Removes a user whose temporary password was last sent before an instant and who never signed in. The e-mail address
 * can then be used again. Returns false if this no longer applies to the user, or the user changes at the same time.
 */
export async function forgetUser(
  context: Omit<UserContext, 'actor'>,
  userId: string,
  mailedBefore: string,
): Promise<boolean> {
  const items = await queryAll<Key>(context, userKey(userId).pk);
  if (items.length === 0) return true;
  const user = items.find(({ sk }) => sk === userKey(userId).sk) as (Key & UserItem) | undefined;
  if (!user?.firstPassword || user.firstPassword.mailedAt >= mailedBefore) return false;
  const access = items.find(({ sk }) => sk === accessKey(userId).sk) as AccessItem | undefined;
  const others = items.filter((item) => item !== user);
  try {
    await transact(context, [
      ...userRemoval(user, user.firstPassword),
      ...others.map(({ pk, sk }): Action => ({ remove: { Key: { pk, sk } } })),
      ...(await membershipRemovals(
        { ...context, actor: { userId: user.firstPassword.mailedBy } },
        userId,
        Object.keys(access?.orgs ?? {}),
      )),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

function userRemoval(user: Key & UserItem, { mailedAt }: FirstPassword): Action[] {
  const { id, email } = profileOf(user);
  return [
    {
      remove: {
        Key: { ...userKey(id) },
        ConditionExpression: 'firstPassword.mailedAt = :seen',
        ExpressionAttributeValues: { ':seen': mailedAt },
      },
    },
    {
      remove: {
        Key: { ...emailKey(email) },
        ...ifEquals({ userId: id }),
      },
    },
  ];
}

/**
 * The actions that remove the memberships and record the removals in the organizations' histories. The `AccessItem` is
 * removed with the user.
 */
async function membershipRemovals(context: UserContext, userId: string, orgIds: string[]): Promise<Action[]> {
  const members = await getItems<MemberItem>(
    context,
    orgIds.map((orgId) => memberKey(orgId, userId)),
  );
  return orgIds.flatMap((orgId, index) => {
    const item = members[index];
    if (!item) return [];
    const member = memberFrom(item);
    const gone = { ...member, version: member.version + 1 };
    return [
      membershipRemoval(orgId, member),
      memberChange({ ...context, orgId }, member, gone, 'deleted', []),
    ];
  });
}
