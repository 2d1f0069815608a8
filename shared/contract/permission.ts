/** From most to least. The first is the only one that can make or unmake another of its kind. */
export const roles = ['owner', 'admin', 'manager', 'employee', 'client'] as const;
export type Role = (typeof roles)[number];

/**
 * Which rows a permission reaches: `own` are the records that one owns, `all` the organization's.
 * For notes `own` means written by oneself.
 */
export type Scope = 'own' | 'all';

/** An API key acts with its maker's role at most, narrowed to its own list of permissions. */
type Grants = Partial<Record<Role, Scope>>;

const everyone: Grants = { owner: 'all', admin: 'all', manager: 'all', employee: 'all' };
const ownRecords: Grants = { ...everyone, employee: 'own' };
const administrators: Grants = { owner: 'all', admin: 'all' };

/** Who may do what, resource by action. What is not named here is refused. */
export const permissions = {
  'contact:read': ownRecords,
  'contact:create': everyone,
  'contact:update': ownRecords,
  'contact:delete': ownRecords,
  'note:read': everyone,
  'note:create': everyone,
  'note:update': { owner: 'own', admin: 'own', manager: 'own', employee: 'own' },
  'note:delete': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'tag:read': everyone,
  'tag:create': { owner: 'all', admin: 'all', manager: 'all' },
  'tag:update': { owner: 'all', admin: 'all', manager: 'all' },
  'tag:delete': { owner: 'all', admin: 'all', manager: 'all' },
  'search:read': everyone,
  'dashboard:read': everyone,
  'member:read': everyone,
  'member:update': administrators,
  'member:remove': administrators,
  'invitation:read': administrators,
  'invitation:create': administrators,
  'invitation:delete': administrators,
  'organization:read': { ...everyone, client: 'own' },
  'organization:update': administrators,
  'apiKey:read': administrators,
  'apiKey:create': administrators,
  'apiKey:delete': administrators,
} as const satisfies Record<string, Grants>;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];

/** The scope a role has for a permission; undefined means refused. */
export function scopeOf(role: Role, permission: Permission): Scope | undefined {
  const grants: Grants = permissions[permission];
  return grants[role];
}

/** Nobody gives, changes or takes away a role above their own; only owners touch owners. */
export function mayManageRole(actor: Role, subject: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && subject !== 'owner');
}
