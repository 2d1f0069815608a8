import { getContext, setContext } from 'svelte';
import type { Me } from '#contract/me.ts';
import type { ListedMember } from '#contract/member.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import { isGranted, scopeOf, type Permission, type RoleHere } from '#contract/permission.ts';
import type { Role, Scope } from '#contract/role.ts';
import type { Tag } from '#contract/tag.ts';
import { hasTwoSurnames, language, t } from '#lib/i18n/i18n.svelte.ts';
import { mainWords } from './i18n/person-name.ts';

/** What every page of an organization needs, such as the user, the organization and the user's role. */
export interface Workspace {
  readonly orgId: string;
  readonly me: Me;
  readonly organization: Organization;
  readonly role: Role;
  /** All members. Empty until they are loaded, and always empty for roles that can't read them. */
  readonly members: readonly ListedMember[];
  readonly tags: readonly Tag[];
  /** Path prefix of the organization's pages: `/o/<id>`. */
  readonly base: string;
}

/**
 * The name of a status or lead source. Standard entries that the organization hasn't renamed have `names` and are
 * named in the user's language. Of these, the status with the meaning `customer` has the noun for customers.
 */
export function entryName({ name, names, meaning }: Pick<Status, 'name' | 'names' | 'meaning'>): string {
  if (!names) return name;
  return meaning === 'customer' ? t.nouns.customer.One : names[language()];
}

/** The organization, with its statuses and sources named by `entryName`. */
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

/** The signed-in member's role in the organization. */
export const roleHere = ({ role, organization: { recordAccess } }: Workspace): RoleHere => ({
  role,
  recordAccess,
});

/** The signed-in member's scope for a permission; undefined means denied. */
export const scopeIn = (workspace: Workspace, permission: Permission): Scope | undefined =>
  scopeOf(roleHere(workspace), permission);

/** Whether the signed-in member has a permission in any scope. */
export function may(workspace: Workspace, permission: Permission): boolean {
  return isGranted(workspace.role, permission);
}

/**
 * Whether the signed-in member has a permission for something that `ownerId` owns or wrote. With team scope, this is
 * always true, because the site doesn't know the team. The service refuses changes outside the team.
 */
export function mayTouch(workspace: Workspace, permission: Permission, ownerId: string | undefined): boolean {
  const scope = scopeIn(workspace, permission);
  return scope === 'all' || scope === 'team' || (scope === 'own' && ownerId === workspace.me.id);
}

/** The first word of a name and the initial of the surname, such as "Inés C." */
export function shortName(name: string): string {
  const [first, family] = mainWords(name, hasTwoSurnames());
  return family ? `${first} ${family[0]}.` : first;
}

/** The display name of a member; undefined for former members and while `members` is empty. */
export function memberName(workspace: Workspace, userId: string | undefined): string | undefined {
  return workspace.members.find((member) => member.userId === userId)?.displayName;
}

/**
 * Who made a change that collides with the user's: undefined if it was the user, such as in another tab or with a job.
 */
export const otherAuthor = (workspace: Workspace, userId: string): string | undefined =>
  userId === workspace.me.id ? undefined : (memberName(workspace, userId) ?? t.records.someone);

/** A member's name, or a placeholder for former members and while `members` is empty. */
export function nameOf(workspace: Workspace, userId: string | undefined): string {
  return memberName(workspace, userId) ?? (workspace.members.length > 0 ? t.records.formerMember : '…');
}
