import type { Permission, Role, Scope } from '#contract/permission.ts';
import type { OrganizationSettings } from './organization.ts';
import type { Session } from './units.ts';

/** Who is acting: always a user, possibly through an API key that the user made. */
export interface Actor {
  userId: string;
  apiKeyId?: string;
}

/** One idempotent request: the caller's key and a hash of what was sent with it. */
export interface IdempotentRequest {
  key: string;
  operation: string;
  bodyHash: string;
}

/** A request of somebody who need not have signed in. */
export interface PublicContext extends Session {
  readonly requestId: string;
  /** The server's clock at the beginning of the request, ISO 8601 UTC. */
  readonly now: string;
}

/** A request of a signed-in user, outside any organization. */
export interface UserContext extends PublicContext {
  readonly actor: Actor;
  /** The name that the user signs in with; unknown where an API key calls. */
  readonly username?: string;
  readonly idempotency?: IdempotentRequest;
  /** The version named in If-Match. */
  readonly ifMatch?: number;
}

/** A request inside one organization: the only way to its records. Rights were checked when it was made. */
export interface Context extends UserContext {
  readonly orgId: string;
  readonly role: Role;
  /** When the caller joined. */
  readonly memberSince?: string;
  /** How far the operation's own permission reaches. */
  readonly scope: Scope;
  readonly settings: OrganizationSettings;
  /** The caller and everyone under them, as user ids, where the caller's role knows the scope `team`. */
  readonly team: readonly string[];
  /** How far another permission reaches for this caller; undefined is refused. */
  scopeFor(permission: Permission): Scope | undefined;
}
