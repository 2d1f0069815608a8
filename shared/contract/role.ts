/** From most to least powerful. Only owners can appoint or remove other owners. */
export const roles = ['owner', 'admin', 'manager', 'employee', 'client'] as const;
export type Role = (typeof roles)[number];

/**
 * The rows that a permission covers: `own` are the caller's records, `team` those of the caller's team including the
 * caller, `all` the organization's. For notes and activities, `own` means written by the caller.
 */
export type Scope = 'own' | 'team' | 'all';

/** The reach of a permission by role. A role that is not named is refused. */
export type Grants = Partial<Record<Role, Scope>>;

export const everyone: Grants = { owner: 'all', admin: 'all', manager: 'all', employee: 'all' };
export const byReach: Grants = { owner: 'all', admin: 'all', manager: 'team', employee: 'own' };
export const managers: Grants = { owner: 'all', admin: 'all', manager: 'all' };
export const administrators: Grants = { owner: 'all', admin: 'all' };

/** What can be done with the records of every type. */
export const recordActions = ['read', 'create', 'update', 'delete'] as const;
export type RecordAction = (typeof recordActions)[number];
type RecordGrants = Record<RecordAction, Grants>;

/** Everyone creates records, and reads, changes and deletes those within their reach. */
export const withinReach: RecordGrants = {
  read: byReach,
  create: everyone,
  update: byReach,
  delete: byReach,
};
/** Everyone reads the records; managers and above change them. */
export const managedByManagers: RecordGrants = {
  read: everyone,
  create: managers,
  update: managers,
  delete: managers,
};
/** Everyone reads the records; administrators and owners change them. */
export const managedByAdministrators: RecordGrants = {
  read: everyone,
  create: administrators,
  update: administrators,
  delete: administrators,
};
