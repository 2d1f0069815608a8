/** From most to least. The first is the only one that can make or unmake another of its kind. */
export const roles = ['owner', 'admin', 'manager', 'employee', 'client'] as const;
export type Role = (typeof roles)[number];

/**
 * Which rows a permission reaches: `own` are the records that one owns, `team` those that one's team owns, oneself
 * included, `all` the organization's. For notes and activities `own` means written by oneself.
 */
export type Scope = 'own' | 'team' | 'all';

/** An API key acts with its maker's role at most, narrowed to its own list of permissions. */
type Grants = Partial<Record<Role, Scope>>;

const everyone: Grants = { owner: 'all', admin: 'all', manager: 'all', employee: 'all' };
const records: Grants = { owner: 'all', admin: 'all', manager: 'team', employee: 'own' };
const managers: Grants = { owner: 'all', admin: 'all', manager: 'all' };
const administrators: Grants = { owner: 'all', admin: 'all' };

/** Who may do what, resource by action. What is not named here is refused. */
export const permissions = {
  'contact:read': records,
  'contact:create': everyone,
  'contact:update': records,
  'contact:delete': records,
  'customer:read': records,
  'customer:create': everyone,
  'customer:update': records,
  'customer:delete': records,
  'lead:read': records,
  'lead:create': everyone,
  'lead:update': records,
  'lead:delete': records,
  'lead:convert': records,
  'deal:read': records,
  'deal:create': everyone,
  'deal:update': records,
  'deal:delete': records,
  'pipeline:read': everyone,
  'pipeline:update': administrators,
  'customField:read': everyone,
  'customField:update': administrators,
  'vendor:read': everyone,
  'vendor:create': managers,
  'vendor:update': managers,
  'vendor:delete': managers,
  'employee:read': everyone,
  'employee:create': administrators,
  'employee:update': administrators,
  'employee:delete': administrators,
  'activity:read': everyone,
  'activity:create': everyone,
  'activity:update': { owner: 'own', admin: 'own', manager: 'own', employee: 'own' },
  'activity:delete': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'task:read': records,
  'task:create': everyone,
  'task:update': records,
  'task:delete': records,
  'timeline:read': everyone,
  'job:read': { owner: 'all', admin: 'all', manager: 'own', employee: 'own' },
  'job:create': everyone,
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
  'search:read': everyone,
  'dashboard:read': everyone,
  'analytics:read': records,
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

/** Whether a role knows the scope `team` anywhere, so that its team has to be read. */
export function hasTeam(role: Role): boolean {
  return Object.values<Grants>(permissions).some((grants) => grants[role] === 'team');
}

/** Nobody gives, changes or takes away a role above their own; only owners touch owners. */
export function mayManageRole(actor: Role, subject: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && subject !== 'owner');
}
