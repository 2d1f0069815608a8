import { pictureKey, shownFrom } from '#data/files/picture.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';

/** What people without access see of the organization whose portal it is. */
export const shownOrganization = ({
  id,
  name,
  logoId,
}: OrganizationSettings): { orgName: string; logoUrl?: string } => ({
  orgName: name,
  ...(logoId === undefined ? {} : { logoUrl: shownFrom(pictureKey(id, logoId)) }),
});
