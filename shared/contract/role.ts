/** The roles, from most to least powerful. Only owners can appoint or remove other owners. */
export const roles = ['owner', 'admin', 'manager', 'employee', 'client'] as const;
export type Role = (typeof roles)[number];

/**
 * Which records a permission covers: `own` the caller's, `team` also those of everyone who reports to the caller, `all`
 * every record of the organization. Notes, files, activities and jobs belong to whoever created them, and tasks to
 * their assignee.
 */
export type Scope = 'own' | 'team' | 'all';

/** The scope of a permission by role. Roles that aren't listed are denied. */
export type Grants = Partial<Record<Role, Scope>>;

export const everyone: Grants = { owner: 'all', admin: 'all', manager: 'all', employee: 'all' };
export const byReach: Grants = { owner: 'all', admin: 'all', manager: 'team', employee: 'own' };
export const managers: Grants = { owner: 'all', admin: 'all', manager: 'all' };
export const administrators: Grants = { owner: 'all', admin: 'all' };

/** What can be done with the records of every type. */
export const recordActions = ['read', 'create', 'update', 'delete'] as const;
export type RecordAction = (typeof recordActions)[number];
type RecordGrants = Record<RecordAction, Grants>;

/** All roles except clients can create records, and can read, change and delete the records in their scope. */
export const withinReach: RecordGrants = {
  read: byReach,
  create: everyone,
  update: byReach,
  delete: byReach,
};
/**
 * All roles except clients can read the records. Managers, admins and owners can also create, change and delete them.
 */
export const managedByManagers: RecordGrants = {
  read: everyone,
  create: managers,
  update: managers,
  delete: managers,
};
/** All roles except clients can read the records. Admins and owners can also create, change and delete them. */
export const managedByAdministrators: RecordGrants = {
  read: everyone,
  create: administrators,
  update: administrators,
  delete: administrators,
};
/** All roles except clients can read, create and change the records. Managers, admins and owners can also delete them. */
export const sharedWork: RecordGrants = {
  read: everyone,
  create: everyone,
  update: everyone,
  delete: managers,
};
