import type { Me } from '#contract/me.ts';
import type { PictureType } from '#contract/picture.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import { ifPresent } from '#data/store/condition.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { memberKey } from '#data/store/keys.ts';
import { finishPicture, startPicture } from '#data/files/picture.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { loadProfile, profileActions, type Profile } from '#data/accounts/user.ts';
import { inEachMembership, withOrganizations } from './me.ts';

export const startAvatar = (
  { actor }: UserContext,
  { body }: { body: { type: PictureType; sizeBytes: number } },
): Promise<ReturnType<typeof startPicture>> => Promise.resolve(startPicture(actor.userId, body));

export async function finishAvatar(
  context: UserContext,
  { body: { pictureId } }: { body: { pictureId: string } },
): Promise<Me> {
  const before = await loadProfile(context);
  if (before.avatarId === pictureId) return withOrganizations(context, before);
  return finishPicture(
    before.id,
    pictureId,
    () => change(context, before, pictureId),
    async () => (await loadProfile(context)).avatarId,
  );
}

export async function deleteAvatar(context: UserContext): Promise<Me> {
  const before = await loadProfile(context);
  return before.avatarId === undefined
    ? withOrganizations(context, before)
    : change(context, before, undefined);
}

/** Writes the picture's id to the profile and every membership. A stream reader then deletes the previous picture. */
async function change(context: UserContext, before: Profile, avatarId: string | undefined): Promise<Me> {
  const { avatarId: _before, ...rest } = before;
  const after: Profile = { ...rest, ...(avatarId ? { avatarId } : {}), ...nextVersion(before, context) };
  const memberships = await inEachMembership(context, before.id, (orgId): Action => ({
    update: {
      Key: { ...memberKey(orgId, before.id) },
      UpdateExpression: `${avatarId ? 'SET avatarId = :id' : 'REMOVE avatarId'} ADD #version :one`,
      ...ifPresent,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':one': 1, ...(avatarId ? { ':id': avatarId } : {}) },
    },
  }));
  const changes = differences(before, after, ['avatarId']);
  await transact(context, [...profileActions(context, before, after, 'updated', changes), ...memberships]);
  return withOrganizations(context, after);
}
