import type { Permission } from '#contract/permission.ts';
import type { RecordAccess } from '#contract/record-access.ts';
import type { Role, Scope } from '#contract/role.ts';
import type { PortalSubject } from './member.ts';
import type { OrganizationSettings } from './settings.ts';
import type { UserContext } from '../store/request-context.ts';

/**
 * The context of a request within one organization. Access to its records requires a context. The operation's
 * permission has been checked.
 */
export interface Context extends UserContext {
  readonly orgId: string;
  readonly role: Role;
  /** What the organization lets managers and employees read and change. */
  readonly recordAccess: RecordAccess;
  /** When the caller joined the organization. */
  readonly memberSince?: string;
  /** Of a client: whom the caller stands for in the portal. */
  readonly client?: PortalSubject;
  /** The scope of the operation's own permission. */
  readonly scope: Scope;
  readonly settings: OrganizationSettings;
  /** User ids of the caller and, if the caller's role has the scope `team`, of everyone who reports to them. */
  readonly team: readonly string[];
  /** The scope of another permission for this caller; undefined means denied. */
  scopeFor(permission: Permission): Scope | undefined;
}
