import type { OwnData } from '#contract/account.ts';
import type { PortalSubject } from '#data/organization/member.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { findPortalAccess, isOf } from '#data/portal/portal-access.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { ownChanges } from './membership-data.ts';

/** What an organization has about the caller as a client. Undefined if it is being purged, or if the access has ended. */
export async function ownPortal(
  context: UserContext,
  orgId: string,
  client: PortalSubject,
): Promise<OwnData['portals'][number] | undefined> {
  const [organization, access] = await Promise.all([
    readOrganization(context, orgId),
    findPortalAccess(context, orgId, client),
  ]);
  if (!organization || !access || !isOf(access, context.actor.userId)) return undefined;
  const { recordType, recordId, email, invitedAt, activeSince } = access;
  return {
    id: orgId,
    name: organization.name,
    recordType,
    recordId,
    email,
    invitedAt,
    ...(activeSince === undefined ? {} : { activeSince }),
    changes: await ownChanges(context, orgId),
  };
}
