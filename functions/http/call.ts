import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '#contract/language.ts';
import type { AnyOperation } from '#contract/operation.ts';
import type { Actor, UserContext, VisitorContext } from '#data/store/request-context.ts';
import type { Context } from '#data/organization/context.ts';
import type { Key } from '#data/store/keys.ts';
import type { Session } from '#data/store/units.ts';
import type { Reader } from './texts.ts';

export type Event = APIGatewayProxyEventV2;
export type Answer = APIGatewayProxyStructuredResultV2;

/** Input of an operation: path and query parameters, and `body`. */
export type Input = Record<string, unknown>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `serve` checks that functions match their operations
export type Run = (context: any, input: any) => Promise<unknown>;

export interface MatchedOperation {
  verb: string;
  operation: AnyOperation;
  params: Record<string, string>;
  /** For OPTIONS: the methods that the path supports. */
  allowed?: string[];
}

/** A request on its way through the pipeline. Each stage fills in its part. */
export interface Call {
  readonly event: Event;
  readonly session: Session;
  readonly requestId: string;
  readonly startedAt: number;
  /** The language of problems, from Accept-Language. */
  readonly language: Language;
  matched?: MatchedOperation;
  caller?: Caller;
  context?: UserContext | CallerContext | Context | VisitorContext;
  input?: Input;
  output?: unknown;
}

/** For whom the problems of a call are written. The organization is known once the caller may see something of it. */
export const readerOf = ({ language, context }: Call): Reader => ({
  language,
  naming: (context as Partial<Context> | undefined)?.settings,
});

/** The authenticated caller, before permissions are known. */
export interface Caller {
  actor: Actor;
  /** When the token was issued. Undefined for API keys. */
  issuedAtSeconds?: number;
  /** Time and id of the sign-in that the token comes from, which stay the same when the token is refreshed. */
  signedInAtSeconds?: number;
  signInId?: string;
  /** The user's sign-in name. Unknown for API keys. */
  username?: string;
  apiKey?: CallersKey;
}

/** The organization of an API key, the creator's membership, and the permissions of the key. */
export interface CallersKey {
  orgId: string;
  since: string | undefined;
  permissions: string[];
}

/** The context of an operation for users and API keys outside of organizations. */
export interface CallerContext extends UserContext {
  readonly apiKey?: CallersKey;
}

/** Keys of items that an operation needs, so that they are read together with the caller's access. */
export type Prefetch = (
  verb: string,
  orgId: string,
  params: Record<string, string>,
  query: URLSearchParams,
) => Key[];
