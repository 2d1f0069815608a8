import { isLimited } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Workspace } from '#lib/workspace.ts';

/** What a role can do in the organization, as one line. */
export const roleAbout = ({ organization }: Workspace, role: Role): string =>
  isLimited(role)
    ? t.settings.recordAccess.about(organization.recordAccess[role])
    : t.settings.roles.about[role];
