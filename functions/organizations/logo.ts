import type { Organization } from '#contract/organization.ts';
import type { PictureType } from '#contract/picture.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import { organizationActions } from '#data/organization/settings-actions.ts';
import { finishPicture, pictureKey, shownFrom, startPicture } from '#data/files/picture.ts';
import { transact } from '#data/store/transact.ts';

export const startLogo = (
  { orgId }: Context,
  { body }: { body: { type: PictureType; sizeBytes: number } },
): Promise<ReturnType<typeof startPicture>> => Promise.resolve(startPicture(orgId, body));

export async function finishLogo(
  context: Context,
  { pictureId }: { pictureId: string },
): Promise<Organization> {
  const before = await loadOrganization(context, context.orgId);
  if (before.logoId === pictureId) return withLogo(before);
  return finishPicture(
    before.id,
    pictureId,
    () => change(context, before, pictureId),
    async () => (await loadOrganization(context, context.orgId)).logoId,
  );
}

export async function deleteLogo(context: Context): Promise<Organization> {
  const before = await loadOrganization(context, context.orgId);
  return before.logoId === undefined ? before : change(context, before, undefined);
}

/** Changes the logo. A stream reader then deletes the previous picture. */
async function change(
  context: Context,
  before: Organization,
  logoId: string | undefined,
): Promise<Organization> {
  const { logoId: _before, ...rest } = before;
  const after = { ...rest, ...(logoId ? { logoId } : {}), ...nextVersion(before, context) };
  await transact(
    context,
    organizationActions(context, before, after, differences(before, after, ['logoId'])),
  );
  rememberSettings(after);
  return withLogo(after);
}

export const withLogo = (organization: Organization): Organization => {
  const { id, logoId } = organization;
  return logoId === undefined
    ? organization
    : { ...organization, logoUrl: shownFrom(pictureKey(id, logoId)) };
};
