import type { OwnData } from '#contract/account.ts';
import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { findRecovery } from '#data/accounts/recovery-code.ts';
import { accountOf } from '#data/accounts/second-factor.ts';
import { loadProfile, usernameOf } from '#data/accounts/user.ts';
import { pictureKey, shownFrom } from '#data/files/picture.ts';
import { dayCount } from '#data/limits/day-count.ts';
import type { AccessItem } from '#data/organization/member.ts';
import { headerFrom, type ChangeItem, type FieldChange } from '#data/store/change.ts';
import { accessKey, changePrefix, userCountKey, userKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem, query } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { fittingViews, ownMembership, type WholeMembership } from './membership-data.ts';
import { ownPortal } from './portal-data.ts';

/**
 * Everything that is stored about the caller as a person. It is made in one request and stored nowhere, so there is no
 * copy that would have to be deleted. It contains nothing about other people.
 */
export async function getData(context: UserContext): Promise<OwnData> {
  const { userId } = context.actor;
  const access = await getItem<AccessItem>(context, accessKey(userId));
  await transact(context, [countOf(context)]);
  const profile = await loadProfile(context);
  const [signIn, profileChanges] = await Promise.all([
    signInOf(context, access ?? {}),
    changesOfProfile(context),
  ]);
  const memberships: WholeMembership[] = [];
  const portals: OwnData['portals'] = [];
  // One after the other, because a user can be in many organizations.
  for (const [orgId, { client }] of Object.entries(access?.orgs ?? {})) {
    const portal = client && (await ownPortal(context, orgId, client));
    if (portal) portals.push(portal);
    const membership = client ? undefined : await ownMembership(context, orgId, profile.email);
    if (membership) memberships.push(membership);
  }
  const { avatarId, version: _version, ...shown } = profile;
  return {
    createdAt: context.now,
    profile: { ...shown, ...(avatarId ? { avatarUrl: shownFrom(pictureKey(userId, avatarId)) } : {}) },
    signIn,
    profileChanges,
    organizations: fittingViews(memberships),
    portals,
  };
}

/** In many organizations, the data take thousands of units to read. */
function countOf({ actor, now }: UserContext): Action {
  const limit = limits.ownDataPerDay;
  const key = userCountKey(actor.userId, 'OWN-DATA', now.slice(0, 10));
  return dayCount(
    key,
    'own-data-count',
    limit,
    now,
    (seconds) => new TooManyRequests(seconds, { code: 'own_data_a_day', limit }),
  );
}

async function signInOf(
  context: UserContext,
  { notBefore, endedSessions }: AccessItem,
): Promise<OwnData['signIn']> {
  const [{ isOn }, recovery] = await Promise.all([
    accountOf(usernameOf(context)),
    findRecovery(context, context.actor.userId),
  ]);
  const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
  return {
    secondFactor: isOn,
    recoveryCodesLeft: isOn ? (recovery?.codes.length ?? 0) : 0,
    ...(notBefore === undefined ? {} : { signedOutEverywhereAt: instant(notBefore) }),
    ...(endedSessions ? { otherSessionsEndedAt: instant(endedSessions.beforeSeconds * 1000) } : {}),
  };
}

async function changesOfProfile(context: UserContext): Promise<OwnData['profileChanges']> {
  const { items } = await query<ChangeItem>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': userKey(context.actor.userId).pk, ':prefix': changePrefix },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: limits.ownChangesRead,
  });
  return items.map((item) => ({
    at: item.at,
    action: headerFrom(item).action,
    values: JSON.parse(item.data ?? '[]') as FieldChange[],
  }));
}
