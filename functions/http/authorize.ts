import { ProblemError } from '#contract/problem.ts';
import type { Permission } from '#contract/permission.ts';
import type { Context } from '#data/organization/context.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { itemName } from '#data/store/item-name.ts';
import { accessKey, type Key } from '#data/store/keys.ts';
import type { AccessItem, Right } from '#data/organization/member.ts';
import { beingDeleted } from '#data/organization/deletion.ts';
import { settingsOf, storedSettingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import { reachIn, rightIn } from '#data/organization/rights.ts';
import { getItems } from '#data/store/table.ts';
import { strongUnits } from '#data/store/item-units.ts';
import type { Session } from '#data/store/units.ts';
import type { AnyOperation } from '#contract/operation.ts';
import type { Caller, CallersKey } from './call.ts';

/**
 * Reads the caller's access, the items the operation needs and settings that aren't cached in one strongly consistent
 * read, keeps them in `session.prefetched`, and rejects callers whose session has ended.
 */
export async function readAccess(
  session: Session,
  caller: Caller,
  prefetch: readonly Key[],
  settings: readonly Key[],
): Promise<AccessItem> {
  const keys = [accessKey(caller.actor.userId), ...prefetch, ...settings];
  const items = await getItems(session, keys);
  for (const [index, key] of keys.entries()) session.prefetched.set(itemName(key), items[index]);
  const ofSettings = items.slice(keys.length - settings.length);
  session.units.settings += ofSettings.reduce((sum, item) => sum + strongUnits(item), 0);
  const rights = (items[0] ?? {}) as AccessItem;
  const issuedAt = caller.issuedAtSeconds;
  if (issuedAt !== undefined && rights.notBefore !== undefined && issuedAt * 1000 < rights.notBefore) {
    throw new ProblemError('unauthenticated');
  }
  const isSignedOut = rights.endedSignIns?.[caller.signInId ?? ''] !== undefined;
  if (isSignedOut || isEnded(rights, caller) || rights.deletedAt !== undefined)
    throw new ProblemError('unauthenticated');
  return rights;
}

/**
 * Whether a change of password or e-mail in another session has ended this one. Refreshed tokens keep the time of their
 * sign-in.
 */
function isEnded(
  { endedSessions: ended }: AccessItem,
  { issuedAtSeconds, signedInAtSeconds = 0, signInId }: Caller,
): boolean {
  return (
    ended !== undefined &&
    issuedAtSeconds !== undefined &&
    signedInAtSeconds < ended.beforeSeconds &&
    signInId !== ended.except
  );
}

/** The membership with which a user or an API key acts in an organization, if it is active. */
export function rightOf(access: AccessItem, orgId: string, key?: CallersKey): Right | undefined {
  const right = rightIn(access, orgId);
  if (key && key.orgId !== orgId) return undefined;
  // A key stops working when its creator's membership ends, even if that person joins again later.
  if (key && key.since !== right?.since) return undefined;
  return right;
}

/** The settings of an organization that is being deleted, for the few operations that its members can still use. */
async function settingsWhileDeleted(
  base: UserContext,
  { apiKey }: Caller,
  orgId: string,
  { whileDeleted = false }: AnyOperation,
): Promise<OrganizationSettings> {
  const settings = await storedSettingsOf(base, orgId);
  if (!settings) throw new ProblemError('not_found');
  const { deletingAt } = settings;
  if (deletingAt !== undefined && (apiKey || !whileDeleted)) throw beingDeleted(deletingAt);
  return settings;
}

/**
 * The caller's context in an organization. The error is `not_found` for non-members and `forbidden` for members without
 * permission.
 */
export async function organizationContext(
  base: UserContext,
  caller: Caller,
  access: AccessItem,
  orgId: string,
  operation: AnyOperation,
): Promise<Context> {
  const right = rightOf(access, orgId, caller.apiKey);
  if (!right) throw new ProblemError('not_found');
  const reach = await reachIn(base, orgId, right.role, caller.apiKey?.permissions);
  const { scopeFor } = reach;
  const scope = scopeFor(operation.access as Permission);
  if (!scope || (operation.usersOnly && caller.apiKey)) throw new ProblemError('forbidden');
  if (operation.needs?.some((needed) => !scopeFor(needed))) throw new ProblemError('forbidden');
  const settings =
    (await settingsOf(base, orgId)) ?? (await settingsWhileDeleted(base, caller, orgId, operation));
  return {
    ...base,
    orgId,
    ...reach,
    ...(right.since ? { memberSince: right.since } : {}),
    ...(right.client ? { client: right.client } : {}),
    scope,
    settings,
  };
}
