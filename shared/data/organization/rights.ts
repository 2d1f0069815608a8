import { hasTeam, scopeOf, type Permission } from '#contract/permission.ts';
import type { ProblemDetail } from '#contract/problem-texts/problem-texts.ts';
import type { Role, Scope } from '#contract/role.ts';
import { teamOf } from './chart.ts';
import type { Context } from './context.ts';
import type { UserContext } from '../store/request-context.ts';
import { accessKey, apiKeyKey } from '../store/keys.ts';
import type { AccessItem, Right } from './member.ts';
import { readSettings, type OrganizationSettings } from './settings.ts';
import { getItem } from '../store/table.ts';

/** The `Right` of an active member; undefined for everyone else, also if the member's account was deleted. */
export function rightIn(access: AccessItem, orgId: string): Right | undefined {
  if (access.deletedAt !== undefined) return undefined;
  const right = access.orgs && Object.hasOwn(access.orgs, orgId) ? access.orgs[orgId] : undefined;
  return right?.active ? right : undefined;
}

/**
 * Why a user with any right in the organization can't become a client of it. That of a deactivated member is in the way,
 * too. Undefined if there is none.
 */
export function refusedAsClient(access: AccessItem | undefined, orgId: string): ProblemDetail | undefined {
  const { orgs = {}, deletedAt } = access ?? {};
  const right = deletedAt === undefined && Object.hasOwn(orgs, orgId) ? orgs[orgId] : undefined;
  if (!right) return undefined;
  if (right.client) return 'portal_email_of_client';
  return right.active ? 'portal_email_of_member' : 'portal_email_of_former_member';
}

type ScopeFor = Context['scopeFor'];

/** The scope of each permission for a role, limited to the permissions of an API key if one is used. */
export const scopesOf =
  (role: Role, ofKey?: readonly string[]): ScopeFor =>
  (permission: Permission): Scope | undefined =>
    ofKey && !ofKey.includes(permission) ? undefined : scopeOf(role, permission);

/** Ids of the users whose records the scope `team` covers. For a role without that scope, this is only the user. */
export function teamFor(base: UserContext, orgId: string, role: Role): Promise<string[]> {
  const { userId } = base.actor;
  return hasTeam(role) ? teamOf(base, orgId, userId) : Promise.resolve([userId]);
}

/**
 * The context of an earlier request with current permissions and settings. Undefined if the caller is no longer an
 * active member, has since joined again, or used an API key that was revoked or has expired, and while the organization
 * is being deleted, unless `read` says otherwise.
 */
export async function presentContext(
  base: UserContext,
  orgId: string,
  memberSince: string | undefined,
  read = readSettings,
): Promise<Context | undefined> {
  const [acting, settings] = await Promise.all([readActing(base, orgId), read(base, orgId)]);
  if (!acting || !settings || acting.right.since !== memberSince) return undefined;
  return contextOf(base, settings, acting);
}

/**
 * The present context of a member, or of a member's API key, whatever has happened since an earlier request. Undefined
 * if the user is no active member, or the key isn't valid any more or belongs to an earlier membership.
 */
export async function viewOf(
  base: UserContext,
  settings: OrganizationSettings,
  actor: UserContext['actor'],
): Promise<Context | undefined> {
  const asActor = { ...base, actor };
  const acting = await readActing(asActor, settings.id);
  const { right, key } = acting ?? {};
  if (!acting || right?.client || (key && right?.since && key.createdAt < right.since)) return undefined;
  return contextOf(asActor, settings, acting);
}

/** What somebody acts with: a membership and, if a key is used, that key. */
interface Acting {
  right: Right;
  key?: StoredKey | undefined;
}

async function readActing(base: UserContext, orgId: string): Promise<Acting | undefined> {
  const { userId, apiKeyId } = base.actor;
  const [access, key] = await Promise.all([
    getItem<AccessItem>(base, accessKey(userId)),
    apiKeyId ? getItem<StoredKey>(base, apiKeyKey(orgId, apiKeyId)) : undefined,
  ]);
  const right = rightIn(access ?? {}, orgId);
  const isOver = apiKeyId !== undefined && (!key || (key.expiry !== undefined && key.expiry <= base.now));
  return right && !isOver ? { right, key } : undefined;
}

async function contextOf(
  base: UserContext,
  settings: OrganizationSettings,
  { right: { role }, key }: Acting,
): Promise<Context> {
  const team = await teamFor(base, settings.id, role);
  const scopeFor = scopesOf(role, key?.permissions);
  return { ...base, orgId: settings.id, role, scope: 'own', settings, team, scopeFor };
}

/** The part of an API key's item that limits its use. */
interface StoredKey {
  permissions: string[];
  createdAt: string;
  expiry?: string;
}

/**
 * A context with access to every record, for applying changes that are already in force for the organization. The actor
 * is the user who made the change.
 */
export function unrestrictedContext(
  base: UserContext,
  orgId: string,
  settings: OrganizationSettings,
): Context {
  return { ...base, orgId, role: 'owner', scope: 'all', settings, team: [], scopeFor: () => 'all' };
}
