import { isKept, type StoredInvitation } from '#data/organization/invitation.ts';
import { invitationKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { queryAll } from '#data/store/table.ts';

/** All kept invitations of an organization. */
export async function keptInvitations(context: UserContext, orgId: string): Promise<StoredInvitation[]> {
  const items = await queryAll<StoredInvitation>(context, invitationKey(orgId, '').pk);
  return items.filter((item) => isKept(item, context.now));
}

/** The kept invitations that the caller sent. */
export async function sentInvitations(context: UserContext, orgId: string): Promise<StoredInvitation[]> {
  const items = await keptInvitations(context, orgId);
  return items.filter(({ invitedById }) => invitedById === context.actor.userId);
}
