import { createHash, timingSafeEqual } from 'node:crypto';
import middy, { type MiddlewareObj } from '@middy/core';
import {
  operationsOf,
  type InputOf,
  type Operations,
  type OutputOf,
  type Resource,
} from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context, UserContext, VisitorContext } from '#data/context.ts';
import { newSession } from '#data/units.ts';
import { problemAnswer, successAnswer, type Page } from './answer.ts';
import { authenticate, loadKeySet } from './authenticate.ts';
import { organizationContext, readAccess } from './authorize.ts';
import type { Answer, Call, Event, Prefetch, Run } from './call.ts';
import { logCall } from './log.ts';
import { matcher } from './match.ts';
import { bodyText, checkParams, headerOf, parseIdempotencyKey, parseIfMatch, parseInput } from './parse.ts';
import { visitorOf } from './visitor.ts';

/** The context of an operation follows from its access. */
type ContextOf<O> = O extends { access: 'public' }
  ? VisitorContext
  : O extends { access: 'user' }
    ? UserContext
    : Context;

/** Only visitors are shown pages. */
type PageOf<O> = O extends { access: 'public' } ? Page : never;

/** One plain function for each operation of the resource; a missing one does not compile. */
export type Implementation<Ops extends Operations> = {
  [Verb in keyof Ops]: (
    context: ContextOf<Ops[Verb]>,
    input: InputOf<Ops[Verb]>,
  ) => Promise<OutputOf<Ops[Verb]> | PageOf<Ops[Verb]>>;
};

type Stage = (call: Call) => void | Promise<void>;

/**
 * Makes a resource's Lambda handler: match → authenticate → authorize → parse → operation → answer.
 * Each function verifies callers for itself, so that a forgotten authorizer cannot open a door.
 */
export function serve<Ops extends Operations>(
  resource: Resource<Ops>,
  implementation: Implementation<Ops>,
  prefetch: Prefetch = () => [],
) {
  const match = matcher(resource);
  const run = implementation as unknown as Record<string, Run>;
  // Begun while the function initializes; a failure is told by the first request that needs the keys.
  if (needsKeySet(resource)) loadKeySet().catch(() => undefined);

  const stages: Stage[] = [
    checkOrigin,
    (call) => {
      call.matched = match(call.event.requestContext.http.method, call.event.rawPath);
    },
    (call) => admit(call, resource.name, prefetch),
    (call) => {
      call.input = parseInput(call.event, matched(call));
    },
    async (call) => {
      const operation = run[matched(call).verb];
      if (!operation) throw new ProblemError('not_found');
      call.output = await operation(call.context, call.input);
    },
  ];
  return middy<Event, Answer>()
    .use(boundary())
    .use(stages.map((stage) => ({ before: (request) => stage(callOf(request)) })))
    .handler((event: Event) => successAnswer(callOfEvent(event)));
}

const needsKeySet = (resource: Resource): boolean =>
  operationsOf(resource).some(([, operation]) => operation.access !== 'public');

const calls = new WeakMap<Event, Call>();

function callOfEvent(event: Event): Call {
  const call = calls.get(event);
  if (!call) throw new Error('the pipeline did not begin');
  return call;
}
const callOf = (request: { event: Event }): Call => callOfEvent(request.event);

function matched(call: Call): NonNullable<Call['matched']> {
  if (!call.matched) throw new ProblemError('not_found');
  return call.matched;
}

/** Begins and ends every request: one place for problems and for the log line. */
function boundary(): MiddlewareObj<Event, Answer> {
  return {
    before: ({ event }) => {
      calls.set(event, {
        event,
        session: newSession(),
        requestId: event.requestContext.requestId,
        startedAt: performance.now(),
      });
    },
    after: ({ event, response }) => {
      logCall(callOfEvent(event), response?.statusCode ?? 200, undefined);
    },
    onError: (request) => {
      const call = callOf(request);
      request.response = problemAnswer(call, request.error);
      logCall(call, request.response.statusCode ?? 500, request.error);
    },
  };
}

const originSecret = process.env.ORIGIN_SECRET;

/** Requests that did not come through the edge are shut out where the stage has a secret for it. */
function checkOrigin({ event }: Call): void {
  if (!originSecret) return;
  const given = Buffer.from(headerOf(event, 'x-origin-secret') ?? '');
  const wanted = Buffer.from(originSecret);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new ProblemError('not_found');
}

/** Authenticates and authorizes; from here on there is a context. */
async function admit(call: Call, resourceName: string, prefetch: Prefetch): Promise<void> {
  const { event, session, requestId } = call;
  const { operation, params, verb } = matched(call);
  const now = new Date().toISOString();
  if (operation.access === 'public') {
    checkParams(params);
    call.context = { ...session, requestId, now, visitor: visitorOf(event) };
    return;
  }
  const caller = await authenticate(session, headerOf(event, 'authorization'), now);
  call.caller = caller;
  checkParams(params);
  const { orgId } = params;
  const wanted = orgId ? prefetch(verb, orgId, params, new URLSearchParams(event.rawQueryString)) : [];
  const access = await readAccess(session, caller, wanted);
  const base: UserContext = { ...session, requestId, now, actor: caller.actor };
  if (operation.access === 'user') {
    if (caller.apiKey) throw new ProblemError('forbidden');
    call.context = {
      ...base,
      ...(caller.username ? { username: caller.username } : {}),
      ...preconditions(call, resourceName),
    };
    return;
  }
  if (!orgId) throw new Error(`${operation.path} needs a permission but names no organization`);
  const context = await organizationContext(base, caller, access, orgId, operation);
  call.context = { ...context, ...preconditions(call, resourceName) };
}

/** If-Match and Idempotency-Key, where the operation takes them. */
function preconditions(call: Call, resourceName: string): Pick<UserContext, 'ifMatch' | 'idempotency'> {
  const { event } = call;
  const { operation, verb } = matched(call);
  const ifMatch = parseIfMatch(operation, headerOf(event, 'if-match'));
  const key = parseIdempotencyKey(operation, headerOf(event, 'idempotency-key'));
  return {
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(key === undefined
      ? {}
      : { idempotency: { key, operation: `${resourceName}.${verb}`, bodyHash: bodyHash(event) } }),
  };
}

const bodyHash = (event: Event): string =>
  createHash('sha256').update(event.rawPath).update('\n').update(bodyText(event)).digest('base64url');
