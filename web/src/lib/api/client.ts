import { operations, type ShownOperation, type UncalledResource } from 'virtual:contract';
import type { Api } from '#contract/api.ts';
import type { FileOutput } from '#contract/file-output.ts';
import { isRead, takesIdempotencyKey } from '#contract/is-read.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { accessToken } from '#lib/auth/session.ts';
import { siteConfig } from '#lib/config.ts';
import { language, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { addressOf, isAddressable } from './address.ts';
import { connectionRegained, noteConnection, noteConnectionLost } from './connection.svelte.ts';
import { ConnectionLost } from './connection-lost.ts';
import { ApiProblem, problemOf } from './problem.ts';
import { logged } from './request-log.ts';
import { noteWrite } from './recent-writes.ts';
import { untilDecided, whileUnsaved } from './unsaved-changes.svelte.ts';

export interface CallOptions {
  /** The record's version for the `If-Match` header, for operations that require it. */
  version?: number;
  /** Value of the `Idempotency-Key` header, for operations that support it. By default, each call gets a new key. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Whether the board that sends a move also shows it. */
  isShownOnBoard?: boolean;
}

/** What the client makes of an output: files arrive as their bytes alone. */
type Received<Output> = Output extends FileOutput ? Blob : Output;
type Call<O> = (
  ...args: Partial<InputOf<O>> extends InputOf<O>
    ? [input?: InputOf<O>, options?: CallOptions]
    : [input: InputOf<O>, options?: CallOptions]
) => Promise<Received<OutputOf<O>>>;
type Lists = Api['lists']['operations'];
/** The operations of a resource, including those of the record type that the function for lists serves. */
type Client = {
  [R in Exclude<keyof Api, 'lists' | UncalledResource>]: {
    [V in keyof Api[R]['operations']]: Call<Api[R]['operations'][V]>;
  } & {
    [Id in keyof Lists as Id extends `${R}.${infer Verb}` ? Verb : never]: Call<Lists[Id]>;
  };
};

const byName = <Value>(valueOf: (name: string) => Value): Record<string, Value> =>
  new Proxy({}, { get: (_, name: string) => valueOf(name) });

/** The operations that pages call, as functions: `client.contacts.list({ orgId, sort: '-createdAt' })`. */
export const client = byName((resource) =>
  byName(
    (verb) =>
      async (input: Input = {}, options: CallOptions = {}) =>
        send(await operationOf(resource, verb), input, options),
  ),
) as unknown as Client;

/** How many calls wait for the code of their operation. They can turn out to be changes. */
let starting = 0;
export const isStarting = (): boolean => starting > 0;

async function operationOf(resource: string, verb: string): Promise<ShownOperation> {
  const operation = operations[resource]?.[verb] ?? (await furtherOperations(resource))[resource]?.[verb];
  if (!operation) throw new Error(`There is no operation ${resource}.${verb}`);
  return operation;
}

async function furtherOperations(resource: string): Promise<typeof operations> {
  const loading =
    resource === 'portal' ? import('virtual:portal-operations') : import('virtual:later-operations');
  starting += 1;
  const loaded = await loading
    .catch(() => {
      throw new ConnectionLost();
    })
    .finally(() => (starting -= 1));
  return loaded.operations;
}

/** Called when the session has ended, to let the user sign in again. `isWrite` is true if a change wasn't saved. */
let onSessionLost: (isWrite: boolean) => void = () => undefined;
export function whenSessionLost(callback: (isWrite: boolean) => void): void {
  onSessionLost = callback;
}

type Input = Record<string, unknown> & { body?: unknown };

const triesMax = 4;
/** Longer than the timeout of any API function. */
const timeoutMilliseconds = 20_000;

async function send(operation: ShownOperation, input: Input, options: CallOptions): Promise<unknown> {
  // As the service answers, which is asked nothing else instead.
  if (!isAddressable(operation, input)) throw new ApiProblem({ code: 'not_found' });
  const { apiUrl } = await siteConfig();
  const url = apiUrl + addressOf(operation, input);
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language() };
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  if (options.version !== undefined) headers['if-match'] = `"v${options.version}"`;
  const takesKey = takesIdempotencyKey({ ...operation, isPublic: operation.isPublic === true });
  if (takesKey) headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
  // A POST without an idempotency key is not retried, because it could take effect twice.
  const repeatable = operation.method !== 'POST' || takesKey || isRead(operation);
  const init: RequestInit = {
    method: operation.method,
    headers,
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  };

  const exchange = () => exchangeRetrying(operation, url, init, repeatable);
  if (isRead(operation)) return exchange();
  // With `If-Match`, the service refuses a repeated change instead of applying it twice.
  const isGuarded = repeatable || options.version !== undefined;
  const answer = await whileUnsaved(() => untilDecided(exchange, isGuarded));
  if (typeof input.orgId === 'string') noteWrite(input.orgId, options.isShownOnBoard);
  return answer;
}

/**
 * Sends a request. After a 401, sends it once more with a new access token. After temporary failures, sends it again
 * only if it is `repeatable`.
 */
async function exchangeRetrying(
  operation: ShownOperation,
  url: string,
  init: RequestInit,
  repeatable: boolean,
): Promise<unknown> {
  const isWrite = !isRead(operation);
  let refreshed = false;
  let lost = false;
  for (let tries = 1; ; tries++) {
    const answer = await attempt(url, init, !operation.isPublic && { refresh: refreshed, isWrite });
    if (answer instanceof Response && answer.ok) return answer.status === 204 ? null : contentOf(answer);
    const failure = answer instanceof Response ? await problemOf(answer) : answer;
    // What is shown then names the reason, if its texts can be loaded.
    if (
      failure instanceof ApiProblem &&
      (failure.errors.length > 0 || failure.code === 'precondition_failed')
    )
      await useTexts('refusals').catch(() => undefined);
    if (failure instanceof ApiProblem && failure.code === 'unauthenticated' && !operation.isPublic) {
      if (refreshed) return leave(failure, isWrite);
      refreshed = true;
      continue;
    }
    // The response to an earlier attempt was lost, so that attempt probably deleted the record.
    if (lost && operation.method === 'DELETE' && operation.status === 204 && isNotFound(failure)) return null;
    lost ||= failure instanceof ConnectionLost;
    if (!repeatable || tries >= triesMax || !(await worthRepeating(failure, operation, tries))) throw failure;
  }
}

const contentOf = (answer: Response): Promise<unknown> =>
  answer.headers.get('content-type') === 'application/pdf' ? answer.blob() : answer.json();

const isNotFound = (failure: Error) => failure instanceof ApiProblem && failure.code === 'not_found';

function leave(problem: ApiProblem, isWrite: boolean): never {
  onSessionLost(isWrite);
  throw problem;
}

/** `refresh` requests a new access token. */
interface Session {
  refresh: boolean;
  isWrite: boolean;
}

/** Sends the request once. `session` is false for public operations. */
async function attempt(
  url: string,
  init: RequestInit,
  session: false | Session,
): Promise<Response | ConnectionLost> {
  try {
    const headers = new Headers(init.headers);
    if (session) headers.set('authorization', `Bearer ${await tokenFor(session)}`);
    const request = { ...init, headers, signal: withTimeout(init.signal) };
    const response = await logged(init.method ?? 'GET', url, () => fetch(url, request));
    noteConnection();
    return response;
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    noteConnectionLost();
    return new ConnectionLost();
  }
}

function withTimeout(signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** Cognito errors that require a new sign-in. All others are treated as temporary. */
const sessionOver =
  /^(NotAuthorized|TokenRevoked|UserNotFound|PasswordResetRequired|UserNotConfirmed|RefreshTokenReuse)Exception/;

async function tokenFor(session: Session): Promise<string> {
  const token = await accessToken(session).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : '';
    if (sessionOver.test(name)) return undefined;
    if (/^(TooManyRequests|LimitExceeded)/.test(name)) throw new ApiProblem({ code: 'too_many_requests' });
    // Cognito could not be reached, or the sign-in library could not be loaded.
    if (name === 'NetworkError' || error instanceof ConnectionLost || error instanceof TypeError) throw error;
    throw new ApiProblem({ code: 'unavailable' });
  });
  return token ?? leave(new ApiProblem({ code: 'unauthenticated' }), session.isWrite);
}

/** Resolves to whether to retry the request. If so, waits until it is time for the next attempt. */
async function worthRepeating(failure: Error, operation: ShownOperation, tries: number): Promise<boolean> {
  if (failure instanceof ConnectionLost) {
    await connectionRegained();
    return true;
  }
  if (!(failure instanceof ApiProblem)) return false;
  if (failure.code === 'unavailable' || (failure.code === 'too_many_requests' && isRead(operation))) {
    const seconds = failure.retryAfterSeconds ?? 0.3 * 3 ** (tries - 1);
    if (seconds > 10) return false;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return true;
  }
  return false;
}
