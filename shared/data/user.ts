import type { Me } from '#contract/me.ts';
import { ProblemError } from '#contract/problem.ts';
import { userKey } from './keys.ts';
import { getItem } from './table.ts';
import type { UserContext } from './context.ts';
import type { Action } from './transact.ts';

/** A user's profile as it is kept; memberships lie in the access item. */
export type Profile = Omit<Me, 'organizations'>;

/** The caller's profile; it is made by the first `GET /v1/me`. */
export async function loadProfile(context: UserContext): Promise<Profile> {
  const profile = await findProfile(context, context.actor.userId);
  if (!profile) throw new ProblemError('conflict', 'Call GET /v1/me first: it makes the profile.');
  return profile;
}

export async function findProfile(context: UserContext, userId: string): Promise<Profile | undefined> {
  const item = await getItem<{ data: string; version: number }>(context, userKey(userId));
  return item && { ...(JSON.parse(item.data) as Profile), version: item.version };
}

/** Holds only while the profile is as it was read: for whoever copies from it. */
export const profileUnchanged = ({ id, version }: Profile): Action => ({
  check: {
    Key: { ...userKey(id) },
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  },
  refuse: () => new ProblemError('conflict', 'Your profile was changed meanwhile: try again.'),
});

export const fullName = (profile: Pick<Profile, 'firstName' | 'lastName'>): string =>
  [profile.firstName, profile.lastName].filter(Boolean).join(' ');
