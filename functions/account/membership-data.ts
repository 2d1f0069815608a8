import type { OwnData } from '#contract/account.ts';
import { limits } from '#contract/limits.ts';
import { readApiKeys, type KeyItem } from '#data/organization/api-key.ts';
import { ownFeed } from '#data/organization/calendar-feed.ts';
import { memberFrom, type MemberItem } from '#data/organization/member.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { readPrivateViewsOf, type StoredView } from '#data/organization/view.ts';
import type { ChangeHeader } from '#data/store/change.ts';
import { changesPartition, indexName, memberKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem, query } from '#data/store/table.ts';
import { keptInvitations } from './invitations.ts';

type Membership = OwnData['organizations'][number];
/** A membership with all of its private views. */
export type WholeMembership = Omit<Membership, 'viewsLeftOut'>;

/** What an organization has about the caller as a member. Undefined if it is being purged. */
export async function ownMembership(
  context: UserContext,
  orgId: string,
  email: string,
): Promise<WholeMembership | undefined> {
  const { userId } = context.actor;
  const [organization, item] = await Promise.all([
    readOrganization(context, orgId),
    getItem<MemberItem>(context, memberKey(orgId, userId)),
  ]);
  if (!organization || !item) return undefined;
  const { displayName, role, active, joinedAt } = memberFrom(item);
  const [keys, invitations, views, feed, changes] = await Promise.all([
    readApiKeys<KeyItem>({ ...context, orgId }),
    keptInvitations(context, orgId),
    readPrivateViewsOf(context, { orgId, userId, since: joinedAt }),
    ownFeed(context, orgId, userId),
    ownChanges(context, orgId),
  ]);
  const sent = invitations.filter(({ invitedById }) => invitedById === userId);
  const accepted = invitations.filter((one) => one.status === 'accepted' && one.email === email);
  return {
    id: orgId,
    name: organization.name,
    displayName,
    role,
    active,
    joinedAt,
    apiKeys: keys.filter(({ createdBy }) => createdBy === userId).map(shownKey),
    invitationsSent: sent.map(({ id, role: invitedAs, createdAt, validUntil }) => ({
      id,
      role: invitedAs,
      createdAt,
      expiresAt: validUntil,
    })),
    invitationsAccepted: accepted.map(({ id, role: invitedAs, createdAt }) => ({
      id,
      role: invitedAs,
      createdAt,
    })),
    views: views.map(shownView),
    ...(feed ? { calendarFeedSince: feed.createdAt } : {}),
    changes,
  };
}

const shownKey = ({ id, name, start, permissions, createdAt, expiry }: KeyItem) => ({
  id,
  name,
  start,
  permissions,
  createdAt,
  ...(expiry ? { expiresAt: expiry } : {}),
});

const shownView = ({ id, name, recordType, query: asked, createdAt, updatedAt }: StoredView) => ({
  id,
  name,
  recordType,
  query: asked,
  createdAt,
  updatedAt,
});

/** An index entry of a change. */
interface ChangeEntry {
  type: string;
  /** A `ChangeHeader`, or a line with the same properties in changes that earlier releases stored. */
  row: string;
  /** The time of the change and the id of what was changed. */
  g1sk: string;
}

/**
 * The caller's changes among the newest ones of an organization. No index finds the changes of one person, and reading
 * all changes of an organization has no bound.
 */
export async function ownChanges(context: UserContext, orgId: string): Promise<Membership['changes']> {
  const { items } = await query<ChangeEntry>(context, {
    IndexName: indexName('g1'),
    KeyConditionExpression: 'g1pk = :pk',
    ExpressionAttributeValues: { ':pk': changesPartition(orgId) },
    ProjectionExpression: '#type, #row, g1sk',
    ExpressionAttributeNames: { '#type': 'type', '#row': 'row' },
    ScanIndexForward: false,
    Limit: limits.ownChangesRead,
  });
  return items.flatMap(({ type, row, g1sk }) => {
    const { action, actorId, fields = [] } = JSON.parse(row) as ChangeHeader;
    const [at = '', id = ''] = g1sk.split('#');
    return actorId === context.actor.userId ? [{ at, type, id, action, fields }] : [];
  });
}

/** Leaves out the last views if all of them together are too large for an answer. */
export function fittingViews(memberships: readonly WholeMembership[]): Membership[] {
  let left: number = limits.ownViewsBytes;
  return memberships.map((membership) => {
    const views = membership.views.filter((view) => {
      left -= Buffer.byteLength(JSON.stringify(view));
      return left >= 0;
    });
    return { ...membership, views, viewsLeftOut: membership.views.length - views.length };
  });
}
