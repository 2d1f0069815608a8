import { hasTeam, isLimited, scopeOf, type Permission, type RoleHere } from '#contract/permission.ts';
import type { ProblemDetail } from '#contract/problem-texts/problem-texts.ts';
import { earlierRecordAccess } from '#contract/record-access.ts';
import type { Role, Scope } from '#contract/role.ts';
import { readReachItem, teamOf } from './chart.ts';
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
const scopesOf =
  (here: RoleHere, ofKey?: readonly string[]): ScopeFor =>
  (permission: Permission): Scope | undefined =>
    ofKey && !ofKey.includes(permission) ? undefined : scopeOf(here, permission);

/**
 * What a role, and an API key if one is used, lets somebody reach in an organization. Managers and employees take a
 * strongly consistent read, so that a choice of the organization and a change of the team act on the next request.
 */
export async function reachIn(
  base: UserContext,
  orgId: string,
  role: Role,
  ofKey?: readonly string[],
): Promise<Pick<Context, 'role' | 'recordAccess' | 'team' | 'scopeFor'>> {
  const { userId } = base.actor;
  const item = isLimited(role) ? await readReachItem(base, orgId) : undefined;
  const here = { role, recordAccess: item?.recordAccess ?? earlierRecordAccess };
  const team = hasTeam(here) ? await teamOf(base, orgId, userId, item) : [userId];
  return { ...here, team, scopeFor: scopesOf(here, ofKey) };
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
  const reach = await reachIn(base, settings.id, role, key?.permissions);
  return { ...base, orgId: settings.id, ...reach, scope: 'own', settings };
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
  const recordAccess = earlierRecordAccess;
  return {
    ...base,
    orgId,
    role: 'owner',
    recordAccess,
    scope: 'all',
    settings,
    team: [],
    scopeFor: () => 'all',
  };
}
