import { ProblemError } from '#contract/problem.ts';
import { keyFrom, keyRevocation, readApiKeys, type KeyItem } from '#data/organization/api-key.ts';
import { feedRemoval, ownFeed } from '#data/organization/calendar-feed.ts';
import { isPurged } from '#data/organization/deletion.ts';
import { isKept, withdrawal, type StoredInvitation } from '#data/organization/invitation.ts';
import {
  leaveActions,
  memberChange,
  memberFrom,
  memberHistoryKey,
  type MemberItem,
} from '#data/organization/member.ts';
import { withItemState } from '#data/store/item-state.ts';
import { eraseValues } from '#data/projection/purge.ts';
import { accessKey, changePrefix, invitationKey, memberKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem, queryAll, writeItems } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { successionActions } from './succession.ts';

type InOrganization = UserContext & { orgId: string };

/**
 * Ends a user's membership as if an administrator had removed it: records and tasks stay as they are. Also ends what the
 * user has in the organization personally.
 */
export async function leaveOrganization(base: UserContext, orgId: string, email: string): Promise<void> {
  const context = { ...base, orgId };
  // Nothing else may be written for an organization that is being purged, and the purge removes the rest.
  if (await isPurged(context, orgId)) return transact(context, [removal(context), rightRemoval(context)]);
  await revokeKeys(context);
  await removeInvitations(context, email);
  const feed = await ownFeed(context, orgId, context.actor.userId);
  if (feed) await transact(context, feedRemoval(orgId, context.actor.userId, feed));
  await eraseNames(context);
  await endMembership(context);
}

/**
 * Erases the user's names from the history of the membership, where administrators have changed them. Changes of the role
 * stay. This comes before the end of the membership, which leads to its history.
 */
async function eraseNames(context: InOrganization): Promise<void> {
  const item = await getItem<MemberItem>(context, memberKey(context.orgId, context.actor.userId));
  if (!item) return;
  const { pk } = memberHistoryKey(context.orgId, memberFrom(item));
  const changes = await queryAll(context, pk, changePrefix);
  for (const change of changes)
    if (String(change.data).includes('"displayName"')) await eraseValues(context, change);
}

async function revokeKeys(context: InOrganization): Promise<void> {
  const keys = await readApiKeys<KeyItem>(context);
  for (const item of keys.filter(({ createdBy }) => createdBy === context.actor.userId))
    await transact(context, keyRevocation(context, keyFrom(item)));
}

/**
 * Withdraws the invitations that the user sent, and deletes those that were accepted, by the user or from the user: they
 * contain the user's name or e-mail address.
 */
async function removeInvitations(context: InOrganization, email: string): Promise<void> {
  const { orgId, actor, now } = context;
  const items = await queryAll<StoredInvitation>(context, invitationKey(orgId, '').pk);
  const isSent = ({ invitedById }: StoredInvitation) => invitedById === actor.userId;
  const isOpen = (item: StoredInvitation) => item.status === 'pending' && isKept(item, now);
  for (const item of items.filter((one) => isSent(one) && isOpen(one)))
    await transact(context, withdrawal(context, withItemState(item, item)));
  const ended = items.filter((item) => !isOpen(item) && (isSent(item) || item.email === email));
  await writeItems(
    context,
    [],
    ended.map(({ pk, sk }) => ({ pk, sk })),
  );
}

const attemptsMost = 3;

/** Tries again if other members change at the same time, because they decide who owns the organization. */
async function endMembership(context: InOrganization): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transact(context, await endingActions(context));
      return;
    } catch (error) {
      if (!(error instanceof ProblemError) || attempt === attemptsMost) throw error;
    }
  }
}

async function endingActions(context: InOrganization): Promise<Action[]> {
  const { orgId, actor } = context;
  const item = await getItem<MemberItem>(context, memberKey(orgId, actor.userId));
  if (!item) return [rightRemoval(context)];
  const member = memberFrom(item);
  return [
    ...leaveActions(orgId, member),
    memberChange(context, member, { ...member, version: member.version + 1 }, 'deleted', []),
    ...(await successionActions(context, member)),
  ];
}

const removal = ({ orgId, actor }: InOrganization): Action => ({
  remove: { Key: { ...memberKey(orgId, actor.userId) } },
});

const rightRemoval = ({ orgId, actor }: InOrganization): Action => ({
  update: {
    Key: { ...accessKey(actor.userId) },
    UpdateExpression: 'REMOVE orgs.#org',
    ConditionExpression: 'attribute_exists(orgs)',
    ExpressionAttributeNames: { '#org': orgId },
  },
});
