import { randomUUID } from 'node:crypto';
import type { FirstAdministrator } from '#contract/first-administrator.ts';
import { limits } from '#contract/limits.ts';
import { createAccount, readPendingAccount, resendPassword } from '#data/accounts/cognito-account.ts';
import { findProfile, profileActions, type Profile } from '#data/accounts/user.ts';
import { createOrganization } from '#data/organization/create.ts';
import { firstAccess, type AccessItem } from '#data/organization/member.ts';
import { ifAbsent } from '#data/store/condition.ts';
import { accessKey, emailKey, firstAdministratorKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { newSession, type Session } from '#data/store/units.ts';

const dayMs = 86_400_000;

/**
 * Creates the first administrator of a stage, with a temporary password that Cognito sends, and their organization. Each
 * step is skipped if an earlier run has completed it, so an interrupted run is completed by the next one. Once the
 * administrator has signed in, nothing is done anymore. Returns what was done, in one sentence for the operator.
 */
export async function ensureFirstAdministrator(first: FirstAdministrator): Promise<string> {
  const session = newSession();
  const known = await getItem<{ userId: string }>(session, firstAdministratorKey);
  if (!known && (await getItem(session, emailKey(first.email))))
    return 'The e-mail address of the first administrator already has an account. Nothing was created.';
  const userId = known?.userId ?? (await createUser(session, first));
  const profile = await findProfile(session, userId);
  const pending = profile && (await readPendingAccount(profile.username));
  if (!pending) return 'The first administrator exists.';
  const access = await getItem<AccessItem>(session, accessKey(userId));
  if (Object.keys(access?.orgs ?? {}).length === 0)
    await createOrganization(contextOf(session, userId), first.organization);
  const expiredBefore = Date.now() - limits.temporaryPasswordDays * dayMs;
  if (pending.modifiedAt.getTime() < expiredBefore) {
    await resendPassword(profile.username);
    return 'The first administrator has not signed in. A new temporary password was sent.';
  }
  return known
    ? 'The first administrator has a temporary password and has not signed in yet.'
    : 'The first administrator was created. The temporary password was sent by e-mail.';
}

/**
 * Creates the account, then the profile. The profile has no `firstPassword`, so the daily removal of unused accounts
 * leaves it alone: without it, the organization would have no owner.
 */
async function createUser(session: Session, first: FirstAdministrator): Promise<string> {
  const { username, email, firstName, lastName = '', locale = 'en' } = first;
  const isUnused = async (userId: string) => (await findProfile(session, userId)) === undefined;
  const id = await createAccount({ username, email, firstName, lastName, locale }, isUnused);
  const context = contextOf(session, id);
  const profile: Profile = {
    ...{ id, version: 1, username, email, firstName, lastName, locale },
    ...{
      timeZone: first.organization.timeZone ?? 'UTC',
      theme: 'system',
      createdAt: context.now,
      updatedAt: context.now,
    },
  };
  await transact(context, [
    ...profileActions(context, undefined, profile, 'created', []),
    firstAccess(id),
    { put: { Item: { ...firstAdministratorKey, kind: 'first-administrator', userId: id }, ...ifAbsent } },
  ]);
  return id;
}

const contextOf = (session: Session, userId: string): UserContext => ({
  ...session,
  requestId: randomUUID(),
  now: new Date().toISOString(),
  actor: { userId },
  via: 'automation',
});
