import { getContext, setContext } from 'svelte';
import type { Me } from '#contract/me.ts';
import type { Member } from '#contract/member.ts';
import type { Organization, Status } from '#contract/organization.ts';
import { scopeOf, type Permission, type Role } from '#contract/permission.ts';
import type { Tag } from '#contract/tag.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** What every page of an organization knows: who is here, where, and with which rights. */
export interface Workspace {
  readonly orgId: string;
  readonly me: Me;
  readonly organization: Organization;
  readonly role: Role;
  /** Everyone in the organization; empty until it has been read. */
  readonly members: readonly Member[];
  readonly tags: readonly Tag[];
  /** Begins an address inside the organization: `/o/<id>`. */
  readonly base: string;
}

/** The organization with the product's own names of statuses and sources in a language. */
export function inLanguage(organization: Organization, locale: Me['locale']): Organization {
  const named = (value: unknown): unknown =>
    Array.isArray(value)
      ? (value as Status[]).map((entry) => (entry.names ? { ...entry, name: entry.names[locale] } : entry))
      : value;
  return Object.fromEntries(
    Object.entries(organization).map(([name, value]) => [name, named(value)]),
  ) as Organization;
}

const key = Symbol('workspace');
export const setWorkspace = (workspace: Workspace) => setContext(key, workspace);
export const useWorkspace = () => getContext<Workspace>(key);

/** Whether the signed-in member may do this at all. */
export function may(workspace: Workspace, permission: Permission): boolean {
  return scopeOf(workspace.role, permission) !== undefined;
}

/**
 * Whether the signed-in member may do this to what `ownerId` owns (or wrote). Who has a team sees no more than the team
 * owns, so that what is shown is the team's.
 */
export function mayTouch(workspace: Workspace, permission: Permission, ownerId: string | undefined): boolean {
  const scope = scopeOf(workspace.role, permission);
  return scope === 'all' || scope === 'team' || (scope === 'own' && ownerId === workspace.me.id);
}

/** "Inés C.": enough to tell colleagues apart in a cell. */
export function shortName(name: string): string {
  const [first = name, ...rest] = name.split(' ');
  const initial = rest.at(-1)?.[0];
  return initial ? `${first} ${initial}.` : first;
}

/** The name that the organization knows a member by. */
export function memberName(workspace: Workspace, userId: string | undefined): string | undefined {
  return workspace.members.find((member) => member.userId === userId)?.displayName;
}

/** What somebody is called wherever it must be said: who is no member any more is not known by name, nor anyone before members are read. */
export function nameOf(workspace: Workspace, userId: string | undefined): string {
  return memberName(workspace, userId) ?? (workspace.members.length > 0 ? t.records.formerMember : '…');
}
