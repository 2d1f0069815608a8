import type { Me } from '#contract/me.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ifVersion } from '../store/condition.ts';
import type { Mailed } from '../mail/counts.ts';
import { changeAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { emailKey, userKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A user's stored profile. The user's organizations are in the `AccessItem`. */
export type Profile = Omit<Me, 'avatarUrl' | 'organizations'>;

/** The caller's profile. Throws `conflict` if there is none yet: the first `GET /v1/me` creates it. */
export async function loadProfile(context: UserContext): Promise<Profile> {
  const profile = await findProfile(context, context.actor.userId);
  if (!profile) throw new ProblemError('conflict', 'profile_missing');
  return profile;
}

/** The caller's sign-in name. Throws `forbidden` for API keys, which have none. */
export function usernameOf({ username }: UserContext): string {
  if (!username) throw new ProblemError('forbidden');
  return username;
}

/** Stored with the profile of a user who has a temporary password, until the first sign-in. */
export interface FirstPassword extends Mailed {
  /** The user who last requested the e-mail with the password. */
  mailedBy: string;
}

export interface UserItem {
  data: string;
  schema: number;
  digest?: string;
  version: number;
  firstPassword?: FirstPassword;
}

export const findUser = (session: Session, userId: string): Promise<UserItem | undefined> =>
  getItem<UserItem>(session, userKey(userId));

export const profileOf = (item: UserItem): Profile =>
  withItemState({ ...(JSON.parse(item.data) as Profile), version: item.version }, item);

export async function findProfile(session: Session, userId: string): Promise<Profile | undefined> {
  const item = await findUser(session, userId);
  return item && profileOf(item);
}

/** The action that checks that a profile is unchanged, for transactions that copy values from it. */
export const profileUnchanged = ({ id, version }: Profile): Action => ({
  check: {
    Key: { ...userKey(id) },
    ...ifVersion(version),
  },
  refuse: () => new ProblemError('conflict', 'profile_changed'),
});

export const fullName = (profile: Pick<Profile, 'firstName' | 'lastName'>): string =>
  [profile.firstName, profile.lastName].filter(Boolean).join(' ');

export const profileFields = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'locale',
  'timeZone',
  'theme',
] as const;

/**
 * The actions that write a profile, conditional on its previous version, and add the change item. If the e-mail address
 * is new, they also reserve it and release the previous one.
 */
export function profileActions(
  context: UserContext,
  before: Profile | undefined,
  after: Profile,
  action: string,
  changes: FieldChange[],
  firstPassword?: FirstPassword,
): Action[] {
  const key = userKey(after.id);
  const subject = { orgId: undefined, type: 'user', id: after.id, key, version: after.version, before };
  const change = changeAction(context, subject, action, changes);
  return [
    {
      put: {
        Item: {
          ...key,
          kind: 'user',
          ...nextItemState(before, 1, change),
          version: after.version,
          data: JSON.stringify(after),
          firstPassword,
        },
        ...ifVersion(before?.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    ...emailActions(before?.email, after),
    change,
  ];
}

function emailActions(before: string | undefined, after: Profile): Action[] {
  if (before === after.email) return [];
  const claim: Action = {
    put: {
      Item: { ...emailKey(after.email), kind: 'email', userId: after.id },
      ConditionExpression: 'attribute_not_exists(pk) OR userId = :user',
      ExpressionAttributeValues: { ':user': after.id },
    },
    refuse: () => fieldProblem('/email', 'taken', 'conflict'),
  };
  return before ? [{ remove: { Key: { ...emailKey(before) } } }, claim] : [claim];
}
