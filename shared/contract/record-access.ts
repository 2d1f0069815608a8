import type { Scope } from './role.ts';

/** The roles whose access to records an organization chooses. Owners and admins read and change all records. */
export const limitedRoles = ['manager', 'employee'] as const;
export type LimitedRole = (typeof limitedRoles)[number];

/** Which records a role reads, and which of these it also changes. */
export interface RoleAccess {
  read: Scope;
  change: Scope;
}

/**
 * What an organization lets managers and employees read and change of its contacts, customers, leads and deals, and of
 * the documents that follow them.
 */
export type RecordAccess = Record<LimitedRole, RoleAccess>;

/** A choice for some of the roles. */
export interface RecordAccessChoice {
  manager?: RoleAccess | undefined;
  employee?: RoleAccess | undefined;
}

export const withChoice = (
  { manager, employee }: RecordAccess,
  choice: RecordAccessChoice = {},
): RecordAccess => ({ manager: choice.manager ?? manager, employee: choice.employee ?? employee });

/** What new organizations start with: small teams expect that everybody sees everything. */
export const firstRecordAccess: RecordAccess = {
  manager: { read: 'all', change: 'team' },
  employee: { read: 'all', change: 'own' },
};

/** What applied before organizations could choose, and applies in those that never chose. */
export const earlierRecordAccess: RecordAccess = {
  manager: { read: 'team', change: 'team' },
  employee: { read: 'own', change: 'own' },
};

const width: Record<Scope, number> = { own: 1, team: 2, all: 3 };

/** Whether a scope covers everything that another one covers. */
export const covers = (scope: Scope | undefined, other: Scope): boolean =>
  scope !== undefined && width[scope] >= width[other];
