import { limits } from '#contract/limits.ts';
import { findUser, profileOf, type Profile, type UserItem } from '#data/accounts/user.ts';
import type { AccessItem } from '#data/organization/member.ts';
import { ifVersion } from '#data/store/condition.ts';
import { accessKey, accountDeletionKey, emailKey, userKey, type Key } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem, queryAll, writeItems } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { leavePortal } from './leave-portal.ts';
import { leaveOrganization } from './leave-organization.ts';
import { deletePoolUser } from './pool-user.ts';

/**
 * Removes a user's account: first the user at the pool, so that nobody signs in any more, then each membership with what
 * belongs to it, then the user's own items. The profile is removed last, together with the e-mail address, which is then
 * free, and with everything about the user in the item that refuses tokens.
 */
export async function removeAccount(base: Omit<UserContext, 'actor'>, userId: string): Promise<void> {
  const context: UserContext = { ...base, actor: { userId } };
  const user = await findUser(context, userId);
  // Without a profile, nothing of the user is left but the items that expire.
  if (!user) return transact(context, [endOfDeletion(context, userId)]);
  const profile = profileOf(user);
  await deletePoolUser(profile.username, userId);
  const access = await getItem<AccessItem>(context, accessKey(userId));
  for (const [orgId, { client }] of Object.entries(access?.orgs ?? {}))
    await (client ? leavePortal(context, orgId, client) : leaveOrganization(context, orgId, profile.email));
  await removeOwnItems(context, userId);
  await finish(context, profile, user);
}

/** Removes recovery codes and the history of the profile. */
async function removeOwnItems(context: UserContext, userId: string): Promise<void> {
  const last = new Set([userKey, accessKey, accountDeletionKey].map((key) => key(userId).sk));
  const items = await queryAll<Key>(context, userKey(userId).pk);
  await writeItems(
    context,
    [],
    items.filter(({ sk }) => !last.has(sk)).map(({ pk, sk }) => ({ pk, sk })),
  );
}

async function finish(context: UserContext, { id, email }: Profile, { version }: UserItem): Promise<void> {
  await transact(context, [
    { remove: { Key: { ...userKey(id) }, ...ifVersion(version) } },
    {
      remove: {
        Key: { ...emailKey(email) },
        ConditionExpression: 'attribute_not_exists(pk) OR userId = :user',
        ExpressionAttributeValues: { ':user': id },
      },
    },
    {
      put: {
        Item: { ...accessKey(id), kind: 'access', deletedAt: context.now, expiresAt: expiryOf(context) },
        ConditionExpression: 'attribute_not_exists(orgs) OR size(orgs) = :none',
        ExpressionAttributeValues: { ':none': 0 },
      },
    },
    endOfDeletion(context, id),
  ]);
}

const expiryOf = ({ now }: UserContext): number => epochSeconds(now) + limits.deletedAccountDays * 86_400;

const endOfDeletion = (context: UserContext, userId: string): Action => ({
  update: {
    Key: { ...accountDeletionKey(userId) },
    UpdateExpression: 'SET finishedAt = :now, expiresAt = :end REMOVE g6pk, g6sk',
    ExpressionAttributeValues: { ':now': context.now, ':end': expiryOf(context) },
  },
});
