import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { AnyOperation } from '#contract/operation.ts';
import type { Actor, Context, UserContext, VisitorContext } from '#data/context.ts';
import type { Key } from '#data/keys.ts';
import type { Session } from '#data/units.ts';

export type Event = APIGatewayProxyEventV2;
export type Answer = APIGatewayProxyStructuredResultV2;

/** What an operation is given: path and query parameters side by side, and `body`. */
export type Input = Record<string, unknown>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above; `serve` has checked the pairing
export type Run = (context: any, input: any) => Promise<unknown>;

export interface MatchedOperation {
  verb: string;
  operation: AnyOperation;
  params: Record<string, string>;
}

/** One request on its way through the pipeline; each stage fills in its part. */
export interface Call {
  readonly event: Event;
  readonly session: Session;
  readonly requestId: string;
  readonly startedAt: number;
  matched?: MatchedOperation;
  caller?: Caller;
  context?: UserContext | Context | VisitorContext;
  input?: Input;
  output?: unknown;
}

/** Who signs in with this request, before it is known what they may do. */
export interface Caller {
  actor: Actor;
  /** Instant the token was issued; API keys have none. */
  issuedAtSeconds?: number;
  /** Name that the user signs in with; unknown for API keys. */
  username?: string;
  /** Set for API keys: the one organization, the membership of its maker and the permissions that the key is good for. */
  apiKey?: { orgId: string; since: string | undefined; permissions: string[] };
}

/** Names items that an operation is going to need, so that they are read together with the caller's rights. */
export type Prefetch = (
  verb: string,
  orgId: string,
  params: Record<string, string>,
  query: URLSearchParams,
) => Key[];
