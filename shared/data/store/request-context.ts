import type { changeSources } from '#contract/record-operations.ts';
import type { Language } from '#contract/language.ts';
import type { StageKey } from './stage-key.ts';
import type { Marking } from './transact.ts';
import type { Session } from './units.ts';

/**
 * Who makes a change: a user, possibly through an API key, or a public form, whose id is then the `userId`. Of a change
 * through a link to a document, it is the document's.
 */
export interface Actor {
  userId: string;
  apiKeyId?: string;
}

/** How a change came about. */
export type Via = (typeof changeSources)[number];

/** The change that caused other changes, and how many changes led from a request to them. */
export interface Cause {
  changeId: string;
  depth: number;
}

/** A request with an Idempotency-Key. */
export interface IdempotentRequest {
  key: string;
  operation: string;
  /** The hash of the request's path and body, by a key of the stage. */
  bodyHashBy: (key: StageKey) => string;
}

/** What If-Match asks for: any version, or one of several. */
export type VersionMatch = 'any' | readonly number[];

/** What is known about an anonymous visitor. */
export interface Visitor {
  /** The IP address that CloudFront reports, if any. Never logged, and stored only as a keyed hash. */
  readonly address: string | undefined;
  /** The origin of the page that sent the request, if the Origin header states it. */
  readonly origin?: string;
  /** Whether a browser reported that the request comes from a page of the product's own site. */
  readonly isFromOwnPage: boolean;
  /** Whether a browser reported that it requests the page for an iframe. */
  readonly isInFrame: boolean;
  /** The request as it was sent, for those that prove where it comes from. */
  readonly sent: {
    readonly body: () => string;
    readonly header: (name: string) => string | undefined;
    /** With the query. Senders know the site’s address. */
    readonly address: string;
  };
  /** The language that the visitor prefers. */
  readonly language: Language;
  /** Whether the visitor expects HTML rather than JSON. */
  readonly wantsPage: boolean;
  /** Headers to add to the response, even if the request fails. */
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
  readonly via: Via;
  /** The client's IP address, if there is a client. Never logged, and stored only as a keyed hash. */
  readonly address?: string | undefined;
  /** Set if another change causes the changes that are made with this context. */
  readonly cause?: Cause;
  /** The user's sign-in name; undefined for API keys. */
  readonly username?: string;
  /** For calls to the user pool on the caller's behalf. Never logged; undefined for API keys. */
  readonly accessToken?: string;
  /** The sign-in that the caller's token comes from. */
  readonly signInId?: string;
  readonly idempotency?: IdempotentRequest;
  /** The marker of the Idempotency-Key, if the first transaction of the request has to write it. */
  readonly marking?: Marking;
  readonly ifMatch?: VersionMatch;
}
