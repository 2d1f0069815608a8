import type { Permission, Role, Scope } from '#contract/permission.ts';
import type { OrganizationSettings } from './organization.ts';
import type { Session } from './units.ts';

/** Who is acting: a user, possibly through an API key that the user made, or a public form by its own id. */
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

/** What is known of somebody who does not sign in. */
export interface Visitor {
  /** As the edge saw it, or undefined where nobody did; never to be logged or kept as it is. */
  readonly address: string | undefined;
  /** The site whose page sent the request, where a browser told it. */
  readonly origin?: string;
  /** A browser says that the request came from a page of ours. */
  readonly isFromOwnPage: boolean;
  /** The page is shown within another one. */
  readonly isInFrame: boolean;
  /** What they read, as the browser prefers it: Accept-Language. */
  readonly languages: string;
  /** They look at pages; else at JSON. */
  readonly wantsPage: boolean;
  /** Added to the answer, whatever it is. */
  readonly answerHeaders: Record<string, string>;
}

/** A request that nobody signed in for. */
export interface VisitorContext extends Session {
  readonly requestId: string;
  /** The server's clock at the beginning of the request, ISO 8601 UTC. */
  readonly now: string;
  readonly visitor: Visitor;
}

/** A request of a signed-in user, outside any organization. */
export interface UserContext extends Session {
  readonly requestId: string;
  /** The server's clock at the beginning of the request, ISO 8601 UTC. */
  readonly now: string;
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
