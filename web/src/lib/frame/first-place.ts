import type { Me } from '#contract/me.ts';
import { organizationPath } from '#lib/organization-path.ts';

/**
 * Where a user goes after sign-in: to the organization that was open last on this device, to any other one, or to the page
 * that creates the first one. Undefined if there is a choice of portals.
 */
export function firstPlace(organizations: Me['organizations'], lastId: string | null): string | undefined {
  const own = organizations.filter(({ role }) => role !== 'client');
  const portals = organizations.filter(({ role }) => role === 'client');
  const chosen =
    organizations.find(({ id }) => id === lastId) ??
    own.find(({ deletingAt }) => !deletingAt) ??
    own[0] ??
    (portals.length === 1 ? portals[0] : undefined);
  if (chosen) return organizationPath(chosen);
  return portals.length > 0 ? undefined : '/onboarding';
}
