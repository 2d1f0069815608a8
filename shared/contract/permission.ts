import { recordPermissions } from './record-permissions.ts';
import { limitedRoles, type LimitedRole, type RecordAccess } from './record-access.ts';
import {
  administrators,
  everyone,
  managers,
  toChange,
  toRead,
  type Grants,
  type Role,
  type Scope,
} from './role.ts';

/** The scope of each permission by role. Roles that aren't listed are denied. */
export const permissions = {
  ...recordPermissions,
  'pipeline:read': everyone,
  'pipeline:update': administrators,
  'billing:read': everyone,
  'billing:update': administrators,
  'customField:read': everyone,
  'customField:update': administrators,
  'activity:read': everyone,
  'activity:create': everyone,
  'activity:update': { owner: 'own', admin: 'own', manager: 'own', employee: 'own' },
  'activity:delete': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'timeline:read': everyone,
  'job:read': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'job:create': everyone,
  'import:read': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'import:create': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  // The records in a file are those that its creator can read. The scope covers the exports, as with jobs and imports.
  'export:read': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'export:create': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  // What a scan finds is limited to the records that the caller can read.
  'duplicate:read': everyone,
  'duplicate:update': everyone,
  'archive:create': administrators,
  'archive:import': administrators,
  'note:read': everyone,
  'note:create': everyone,
  'note:update': { owner: 'own', admin: 'own', manager: 'own', employee: 'own' },
  'note:delete': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'attachment:read': everyone,
  'attachment:create': everyone,
  'attachment:update': { owner: 'own', admin: 'own', manager: 'own', employee: 'own' },
  'attachment:delete': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'tag:read': everyone,
  'tag:create': managers,
  'tag:update': managers,
  'tag:delete': managers,
  'view:read': everyone,
  'view:create': everyone,
  'view:update': everyone,
  'view:delete': everyone,
  // Required in addition to change a shared view: `own` covers those that the caller created.
  'view:share': { owner: 'all', admin: 'all', manager: 'own' },
  'search:read': everyone,
  'dashboard:read': everyone,
  'analytics:read': toRead,
  'member:read': everyone,
  'member:create': administrators,
  'member:update': administrators,
  'member:remove': administrators,
  'form:read': administrators,
  'form:create': administrators,
  'form:update': administrators,
  'form:delete': administrators,
  'invitation:read': administrators,
  'invitation:create': administrators,
  'invitation:delete': administrators,
  'organization:read': everyone,
  'organization:update': administrators,
  'organization:delete': { owner: 'all' },
  // Clients see what belongs to their customer, and members the portals of the customers that they can read.
  'portal:read': { ...toRead, client: 'own' },
  'portal:update': { client: 'own' },
  // The scope is that of the contact or vendor.
  'portalAccess:read': toRead,
  'portalAccess:update': toChange,
  // Whoever confirms an access shows a customer's records of all owners, so only those who can read all of them do.
  'portalAccess:confirm': administrators,
  'personalData:read': administrators,
  'personalData:erase': administrators,
  'usage:read': administrators,
  'apiKey:read': administrators,
  'apiKey:create': administrators,
  'apiKey:update': administrators,
  'apiKey:delete': administrators,
  // A webhook sends what its creator, or the creator's API key, can read.
  'webhook:manage': administrators,
} as const satisfies Record<string, Grants>;

/** The name of a permission. An API key has the permissions in its own list that its creator also has. */
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];

/**
 * Permissions that API keys can't have: those of clients, and those to decide who has access and to do what can't be
 * undone. Operations that require them reject keys.
 */
const usersPermissions = [
  'member:create',
  'member:update',
  'member:remove',
  'invitation:create',
  'invitation:delete',
  'apiKey:create',
  'apiKey:update',
  'apiKey:delete',
  'archive:import',
  'organization:delete',
  'personalData:erase',
  'portal:read',
  'portal:update',
  'portalAccess:update',
  'portalAccess:confirm',
] as const satisfies Permission[];

/** A permission that an API key can have. */
export type KeyPermission = Exclude<Permission, (typeof usersPermissions)[number]>;

export const isKeyPermission = (permission: Permission): permission is KeyPermission =>
  !(usersPermissions as readonly Permission[]).includes(permission);

export const keyPermissionNames = permissionNames.filter(isKeyPermission) as [
  KeyPermission,
  ...KeyPermission[],
];

/** A role in an organization, with what the organization lets managers and employees read and change. */
export interface RoleHere {
  readonly role: Role;
  readonly recordAccess: RecordAccess;
}

/** The scope of a permission for a role in an organization; undefined means denied. */
export function scopeOf({ role, recordAccess }: RoleHere, permission: Permission): Scope | undefined {
  const grants: Grants = permissions[permission];
  const { follows } = grants;
  return follows && isLimited(role) ? recordAccess[role][follows] : grants[role];
}

/** Whether a role has a permission in any scope. No organization can choose that. */
export function isGranted(role: Role, permission: Permission): boolean {
  const grants: Grants = permissions[permission];
  return grants[role] !== undefined;
}

/** Whether an organization chooses what a role reads and changes. */
export const isLimited = (role: Role): role is LimitedRole =>
  (limitedRoles as readonly Role[]).includes(role);

/** Whether a role has the scope `team` for any permission, so that the user's team must be read. */
export function hasTeam(here: RoleHere): boolean {
  return permissionNames.some((permission) => scopeOf(here, permission) === 'team');
}

/**
 * Whether a member with the role `actor` can manage members with the role `subject`. Owners can manage all roles,
 * admins all except owners, and others none.
 */
export function mayManageRole(actor: Role, subject: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && subject !== 'owner');
}
