import type { Session } from './units.ts';

/** Who makes a change: a user, possibly through an API key, or a public form, whose id is then the `userId`. */
export interface Actor {
  userId: string;
  apiKeyId?: string;
}

/** An idempotent request: the caller's key and a hash of the request. */
export interface IdempotentRequest {
  key: string;
  operation: string;
  bodyHash: string;
}

/** What is known about an anonymous visitor. */
export interface Visitor {
  /** The IP address that CloudFront reports, if any. Never logged, and stored only as a keyed hash. */
  readonly address: string | undefined;
  /** The site whose page sent the request, if a browser reported it. */
  readonly origin?: string;
  /** Whether a browser reported that one of our pages sent the request. */
  readonly isFromOwnPage: boolean;
  /** Whether the page is shown inside a frame. */
  readonly isInFrame: boolean;
  /** The visitor's Accept-Language header. */
  readonly languages: string;
  /** Whether the visitor expects HTML rather than JSON. */
  readonly wantsPage: boolean;
  /** Headers to add to any response. */
  readonly answerHeaders: Record<string, string>;
}

/** A request without sign-in. */
export interface VisitorContext extends Session {
  readonly requestId: string;
  /** Server time at the start of the request, ISO 8601 UTC. */
  readonly now: string;
  readonly visitor: Visitor;
}

/** The context of a request by a user or API key. `Context` extends it for requests within an organization. */
export interface UserContext extends Session {
  readonly requestId: string;
  /** Server time at the start of the request, ISO 8601 UTC. */
  readonly now: string;
  readonly actor: Actor;
  /** The user's sign-in name; undefined for API keys. */
  readonly username?: string;
  /** For calls to the user pool on the caller's behalf. Never logged; undefined for API keys. */
  readonly accessToken?: string;
  /** The sign-in that the caller's token comes from. */
  readonly signInId?: string;
  readonly idempotency?: IdempotentRequest;
  /** The version in If-Match. */
  readonly ifMatch?: number;
}
