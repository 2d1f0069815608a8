import { getContext, setContext } from 'svelte';
import type { Me } from '#contract/me.ts';
import type { Member } from '#contract/member.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import { scopeOf, type Permission } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import type { Tag } from '#contract/tag.ts';
import { language, t } from '#lib/i18n/i18n.svelte.ts';

/** What every page of an organization needs: user, organization and permissions. */
export interface Workspace {
  readonly orgId: string;
  readonly me: Me;
  readonly organization: Organization;
  readonly role: Role;
  /** All members; empty until loaded. */
  readonly members: readonly Member[];
  readonly tags: readonly Tag[];
  /** Prefix of addresses in the organization: `/o/<id>`. */
  readonly base: string;
}

/**
 * The name of a list entry. Unless the organization has named it, it follows the user's language, and the status of
 * customers uses their noun.
 */
export function entryName({ name, names, meaning }: Pick<Status, 'name' | 'names' | 'meaning'>): string {
  if (!names) return name;
  return meaning === 'customer' ? t.nouns.customer.One : names[language()];
}

/** The organization with the names of statuses and sources that the reader sees. */
export function named(organization: Organization): Organization {
  const namedList = (value: unknown): unknown =>
    Array.isArray(value)
      ? (value as Status[]).map((entry) => (entry.names ? { ...entry, name: entryName(entry) } : entry))
      : value;
  return Object.fromEntries(
    Object.entries(organization).map(([name, value]) => [name, namedList(value)]),
  ) as Organization;
}

const key = Symbol('workspace');
export const setWorkspace = (workspace: Workspace) => setContext(key, workspace);
export const useWorkspace = () => getContext<Workspace>(key);

/** Whether the signed-in member has the permission at all. */
export function may(workspace: Workspace, permission: Permission): boolean {
  return scopeOf(workspace.role, permission) !== undefined;
}

/**
 * Whether the signed-in member has the permission for something owned (or written) by `ownerId`. Callers with team
 * scope only see their team's records, so what they see is in scope.
 */
export function mayTouch(workspace: Workspace, permission: Permission, ownerId: string | undefined): boolean {
  const scope = scopeOf(workspace.role, permission);
  return scope === 'all' || scope === 'team' || (scope === 'own' && ownerId === workspace.me.id);
}

/** "Inés C.": short, but enough to tell colleagues apart. */
export function shortName(name: string): string {
  const [first = name, ...rest] = name.split(' ');
  const initial = rest.at(-1)?.[0];
  return initial ? `${first} ${initial}.` : first;
}

/** The organization's name for a member. */
export function memberName(workspace: Workspace, userId: string | undefined): string | undefined {
  return workspace.members.find((member) => member.userId === userId)?.displayName;
}

/** A member's name, or a placeholder for former members and while members are loading. */
export function nameOf(workspace: Workspace, userId: string | undefined): string {
  return memberName(workspace, userId) ?? (workspace.members.length > 0 ? t.records.formerMember : '…');
}
