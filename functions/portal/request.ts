import { v7 as uuidv7 } from 'uuid';
import type { InputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import type { portal } from '#contract/portal.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { portalRequestKey } from '#data/store/keys.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';
import { epochSeconds } from '#data/values/epoch.ts';

type Operation = (typeof portal)['operations']['request'];

const requestLimit = {
  kind: 'portal-requests',
  most: limits.portalRequestsPerAddress,
  spanSeconds: 3_600,
} as const;

/**
 * Takes a request for access. Whether the address is known is looked up later, by events/mail, so that neither the
 * response nor its time tells.
 */
export async function request(context: VisitorContext, { body }: InputOf<Operation>): Promise<null> {
  const { now, visitor } = context;
  await countAddress(context, requestLimit, visitor.address, now);
  const settings = await settingsOf(context, body.orgId);
  if (!settings?.portal?.takesRequests) return null;
  const Item = {
    ...portalRequestKey(body.orgId, uuidv7()),
    kind: 'portalRequest',
    org: body.orgId,
    email: body.email,
    expiresAt: epochSeconds(now) + 86_400,
  };
  await transact(context, [{ put: { Item } }]);
  return null;
}
