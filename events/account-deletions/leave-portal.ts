import { isPurged } from '#data/organization/deletion.ts';
import type { PortalSubject } from '#data/organization/member.ts';
import { endingActions, findPortalAccess, isOf, rightEnd } from '#data/portal/portal-access.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';

/** Ends the access of a client as if it had been revoked. What the client has written stays. */
export async function leavePortal(context: UserContext, orgId: string, client: PortalSubject): Promise<void> {
  const { userId } = context.actor;
  const access = (await isPurged(context, orgId))
    ? undefined
    : await findPortalAccess(context, orgId, client);
  const isOwn = access && isOf(access, userId);
  await transact(
    context,
    isOwn ? endingActions(context, access) : [{ update: rightEnd(orgId, userId, client.id) }],
  );
}
