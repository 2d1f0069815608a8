/** The roles, from most to least powerful. Only owners can appoint or remove other owners. */
export const roles = ['owner', 'admin', 'manager', 'employee', 'client'] as const;
export type Role = (typeof roles)[number];

/**
 * Which records a permission covers: `own` the caller's, `team` also those of everyone who reports to the caller, `all`
 * every record of the organization. Notes, files, activities and jobs belong to whoever created them, and tasks to
 * their assignee.
 */
export const scopes = ['own', 'team', 'all'] as const;
export type Scope = (typeof scopes)[number];

/**
 * The scope of a permission by role. Roles that aren't listed are denied. Where `follows` is set, managers and employees
 * have the scope that their organization chose for what they read or change (record-access.ts).
 */
export type Grants = Partial<Record<Role, Scope>> & { follows?: 'read' | 'change' };

export const everyone: Grants = { owner: 'all', admin: 'all', manager: 'all', employee: 'all' };
/** What is somebody's own, such as tasks. */
export const byReach: Grants = { owner: 'all', admin: 'all', manager: 'team', employee: 'own' };
export const toRead: Grants = { ...byReach, follows: 'read' };
export const toChange: Grants = { ...byReach, follows: 'change' };
export const managers: Grants = { owner: 'all', admin: 'all', manager: 'all' };
export const administrators: Grants = { owner: 'all', admin: 'all' };

/** What can be done with the records of every type. */
export const recordActions = ['read', 'create', 'update', 'delete'] as const;
export type RecordAction = (typeof recordActions)[number];
type RecordGrants = Record<RecordAction, Grants>;

/**
 * All roles except clients can create records, and can read, change and delete the records in their scope, which the
 * organization chooses for managers and employees.
 */
export const withinReach: RecordGrants = {
  read: toRead,
  create: everyone,
  update: toChange,
  delete: toChange,
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
