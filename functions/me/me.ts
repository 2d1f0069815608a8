import { fitLine } from '#contract/field.ts';
import { withoutLinks } from '#contract/link-text.ts';
import { nameMax, type Me } from '#contract/me.ts';
import type { Organization } from '#contract/organization.ts';
import { ProblemError } from '#contract/problem.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences, type ChangeItem } from '#data/store/change.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { recordFirstSignIn } from '#data/organization/first-password.ts';
import { accessKey, changeKey, organizationKey, userKey } from '#data/store/keys.ts';
import { accessBase, accessValues, firstAccess, type AccessItem } from '#data/organization/member.ts';
import { pictureKey, shownFrom } from '#data/files/picture.ts';
import { getItem, getItems, updateItem } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import {
  findProfile,
  findUser,
  loadProfile,
  profileActions,
  profileFields,
  profileOf,
  type Profile,
  usernameOf,
} from '#data/accounts/user.ts';
import { endSessions, readAccount, type Account } from './cognito.ts';
import { checkVersion } from '#data/store/version-match.ts';

export async function get(context: UserContext): Promise<Me> {
  const { userId } = context.actor;
  const user = await findUser(context, userId);
  if (user?.firstPassword) await recordFirstSignIn(context, userId);
  const profile = user ? profileOf(user) : await makeProfile(context);
  return withOrganizations(context, profile);
}

export async function withOrganizations(context: UserContext, profile: Profile): Promise<Me> {
  const access = await getItem<AccessItem>(context, accessKey(profile.id));
  const active = Object.entries(access?.orgs ?? {}).filter(([, right]) => right.active);
  const items = await getItems<{ data: string }>(
    context,
    active.map(([orgId]) => organizationKey(orgId)),
  );
  const organizations = active.flatMap(([id, { role }], index) => {
    const item = items[index];
    if (!item) return [];
    const { name, deletingAt } = JSON.parse(item.data) as Pick<Organization, 'name' | 'deletingAt'>;
    return [{ id, name, role, ...(deletingAt === undefined ? {} : { deletingAt }) }];
  });
  organizations.sort((a, b) => a.name.localeCompare(b.name));
  const { id, avatarId } = profile;
  const avatar = avatarId ? { avatarUrl: shownFrom(pictureKey(id, avatarId)) } : {};
  const createdAt = profile.createdAt ?? (await firstChangeAt(context, id));
  return { ...profile, ...avatar, ...(createdAt ? { createdAt } : {}), organizations };
}

/** When the profile was created, for profiles of earlier releases, which don't contain it. */
async function firstChangeAt(context: UserContext, id: string): Promise<string | undefined> {
  const change = await getItem<ChangeItem>(context, changeKey(userKey(id), 1), { strong: false });
  return change?.at;
}

const mailable = (name: string): string => fitLine(withoutLinks(name), nameMax);

/**
 * Creates the profile from the account on the user's first call, and only once even if two first calls run
 * concurrently.
 */
async function makeProfile(context: UserContext): Promise<Profile> {
  const account = await accountOf(context);
  if (!account.email) throw new ProblemError('forbidden', 'email_unconfirmed');
  const profile: Profile = {
    id: context.actor.userId,
    version: 1,
    username: account.username,
    email: account.email,
    // Cognito accepts names that are too long or contain links, but names in profiles appear in e-mails to others.
    firstName: mailable(account.firstName) || mailable(account.username),
    lastName: mailable(account.lastName),
    locale: account.locale?.startsWith('es') ? 'es' : 'en',
    timeZone: 'UTC',
    theme: 'system',
    createdAt: context.now,
    updatedAt: context.now,
  };
  const actions: Action[] = [
    ...profileActions(context, undefined, profile, 'created', []),
    firstAccess(profile.id),
  ];
  try {
    await transact(context, actions);
  } catch (error) {
    const made = await findProfile(context, profile.id);
    if (!made) throw error;
    return made;
  }
  return profile;
}

export async function update(
  context: UserContext,
  {
    body,
  }: {
    body: Partial<Record<'firstName' | 'lastName' | 'timeZone', string | undefined>> & {
      phone?: string | null | undefined;
    } & Partial<Record<'locale' | 'theme', string | undefined>>;
  },
): Promise<Me> {
  const before = await loadProfile(context);
  checkVersion(context, before);
  const { phone, ...rest } = body;
  const patch = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const { phone: phoneBefore, ...others } = before;
  const nextPhone = phone === undefined ? phoneBefore : (phone ?? undefined);
  const after: Profile = {
    ...others,
    ...patch,
    ...(nextPhone ? { phone: nextPhone } : {}),
    ...nextVersion(before, context),
  };
  const changes = differences(before, after, profileFields);
  if (changes.length === 0) return withOrganizations(context, before);
  await transact(context, profileActions(context, before, after, 'updated', changes));
  return withOrganizations(context, after);
}

/**
 * Actions that update values copied from the profile, in all memberships or in none. Clients aren't members, so nothing
 * is copied for them.
 */
export async function inEachMembership(
  context: UserContext,
  userId: string,
  act: (orgId: string) => Action,
  alsoAccess?: Extract<Action, { update: object }>,
): Promise<Action[]> {
  const access = await getItem<AccessItem>(context, accessKey(userId));
  const orgs = Object.entries(access?.orgs ?? {});
  const orgIds = orgs.flatMap(([orgId, { client }]) => (client ? [] : [orgId]));
  // Without this condition, a membership that starts at the same time would keep the old values.
  const isAll = {
    Key: { ...accessKey(userId) },
    ConditionExpression: 'size(orgs) = :count',
    ExpressionAttributeValues: { ...alsoAccess?.update.ExpressionAttributeValues, ':count': orgs.length },
  };
  const noneMore: Action = {
    ...(alsoAccess ? { update: { ...alsoAccess.update, ...isAll } } : { check: isAll }),
    refuse: () => new ProblemError('conflict', 'memberships_changed'),
  };
  return [noneMore, ...orgIds.map(act)];
}

export async function signOutEverywhere(context: UserContext): Promise<null> {
  await updateItem(context, {
    Key: accessKey(context.actor.userId),
    UpdateExpression: `${accessBase}, notBefore = :now`,
    ExpressionAttributeValues: { ...accessValues, ':now': Date.now() },
  });
  await endSessions(usernameOf(context));
  return null;
}

const accountOf = (context: UserContext): Promise<Account> => readAccount(usernameOf(context));
