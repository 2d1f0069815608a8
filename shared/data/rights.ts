import { hasTeam, scopeOf, type Permission, type Role, type Scope } from '#contract/permission.ts';
import { teamOf } from './chart.ts';
import type { Context, UserContext } from './context.ts';
import { accessKey, apiKeyKey } from './keys.ts';
import type { AccessItem, Right } from './member.ts';
import { readSettings, type OrganizationSettings } from './organization.ts';
import { getItem } from './table.ts';

/** The right of an active member; undefined for everybody else. */
export function rightIn(access: AccessItem, orgId: string): Right | undefined {
  const right = access.orgs && Object.hasOwn(access.orgs, orgId) ? access.orgs[orgId] : undefined;
  return right?.active ? right : undefined;
}

type ScopeFor = Context['scopeFor'];

/** How far permissions reach for a role; an API key narrows them to its own list. */
export const scopesOf =
  (role: Role, ofKey?: readonly string[]): ScopeFor =>
  (permission: Permission): Scope | undefined =>
    ofKey && !ofKey.includes(permission) ? undefined : scopeOf(role, permission);

/** The users whose records the scope `team` reaches for a caller. */
export function teamFor(base: UserContext, orgId: string, role: Role): Promise<string[]> {
  const { userId } = base.actor;
  return hasTeam(role) ? teamOf(base, orgId, userId) : Promise.resolve([userId]);
}

/**
 * The context of somebody whose request is long over, with the rights that they have now and the organization as it is
 * now. Undefined once they have none there: no member, not active, a member anew, the API key revoked or over. A key is of
 * the membership that the request was made in, or that would have been refused.
 */
export async function presentContext(
  base: UserContext,
  orgId: string,
  memberSince: string | undefined,
): Promise<Context | undefined> {
  const { userId, apiKeyId } = base.actor;
  const [access, key, settings] = await Promise.all([
    getItem<AccessItem>(base, accessKey(userId)),
    apiKeyId ? getItem<StoredKey>(base, apiKeyKey(orgId, apiKeyId)) : undefined,
    readSettings(base, orgId),
  ]);
  const right = rightIn(access ?? {}, orgId);
  const isOver = apiKeyId !== undefined && (!key || (key.expiry !== undefined && key.expiry <= base.now));
  if (!right || !settings || isOver || right.since !== memberSince) return undefined;
  const scopeFor = scopesOf(right.role, key?.permissions);
  const team = await teamFor(base, orgId, right.role);
  return { ...base, orgId, role: right.role, scope: 'own', settings, team, scopeFor };
}

/** What an API key's item says of its rights. */
interface StoredKey {
  permissions: string[];
  expiry?: string;
}

/** A context for what the organization itself has decided: it reaches every record, in the name of whoever decided. */
export function decidedContext(base: UserContext, orgId: string, settings: OrganizationSettings): Context {
  return { ...base, orgId, role: 'owner', scope: 'all', settings, team: [], scopeFor: () => 'all' };
}
