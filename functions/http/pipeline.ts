import { timingSafeEqual } from 'node:crypto';
import middy, { type MiddlewareObj } from '@middy/core';
import * as z from 'zod/mini';
import type { InputOf, Operations, OutputOf, Resource } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { readPermissionOf, writtenOutput } from '#contract/written.ts';
import type { Context } from '#data/organization/context.ts';
import type { UserContext, VisitorContext } from '#data/store/request-context.ts';
import { loadStageKeys } from '#data/store/load-stage-keys.ts';
import { newSession } from '#data/store/units.ts';
import { problemAnswer, successAnswer } from './answer.ts';
import type { Answer, Call, CallerContext, Event, MatchedOperation, Run } from './call.ts';
import { logCall } from './log.ts';
import { matcher } from './match.ts';
import { countItems } from './limit-requests.ts';
import type { Page } from './page.ts';
import { acceptsJson, acceptsPages, languageFrom } from './negotiate.ts';
import { headerOf, parseInput } from './parse.ts';

/** The type of an operation's context follows from its access. */
type ContextOf<O> = O extends { access: 'public' }
  ? VisitorContext
  : O extends { access: 'user' }
    ? UserContext
    : O extends { access: 'caller' }
      ? CallerContext
      : Context;

/** Only public operations can return HTML pages. */
type PageOf<O> = O extends { access: 'public' } ? Page : never;

/** One plain function for each operation of a resource. If one is missing, the code doesn't compile. */
export type Implementation<Ops extends Operations> = {
  [Verb in keyof Ops]: (
    context: ContextOf<Ops[Verb]>,
    input: InputOf<Ops[Verb]>,
  ) => Promise<OutputOf<Ops[Verb]> | PageOf<Ops[Verb]>>;
};

type Stage = (call: Call) => void | Promise<void>;

/**
 * A resource's Lambda handler: origin check → match → keys → admit → parse → count → operation → answer. Admission creates
 * the context. Unless the operation is public, it also authenticates and authorizes the caller.
 */
export function pipeline<Ops extends Operations>(
  resource: Resource<Ops>,
  implementation: Implementation<Ops>,
  admit: Stage,
) {
  const match = matcher(resource);
  const run = implementation as Record<string, Run>;
  // The keys are read at initialization. A failure is reported by the first request.
  loadStageKeys().catch(() => undefined);
  const stages: Stage[] = [
    checkOrigin,
    (call) => {
      call.matched = match(call.event.requestContext.http.method, call.event.rawPath);
      checkAccept(call.event, call.matched);
    },
    loadStageKeys,
    admit,
    (call) => {
      call.input = parseInput(call.event, matched(call), timeZoneOf(call));
    },
    countItems,
    async (call) => {
      if (matched(call).allowed) return;
      const operation = run[matched(call).verb];
      if (!operation) throw new ProblemError('not_found');
      call.output = shownTo(call, await operation(call.context, call.input));
    },
  ];
  return middy<Event, Answer>()
    .use(boundary())
    .use(stages.map((stage) => ({ before: (request) => stage(callOf(request)) })))
    .handler((event: Event) => successAnswer(callOfEvent(event)));
}

/** An output without what the caller can't read. */
function shownTo(call: Call, output: unknown): unknown {
  const { operation } = matched(call);
  const read = readPermissionOf(operation);
  if (read === undefined || (call.context as Context).scopeFor(read) !== undefined) return output;
  const schema = writtenOutput(operation.output);
  return schema ? z.parse(schema, output) : output;
}

/** The organization's time zone. Operations outside of organizations have no times without an offset. */
const timeZoneOf = ({ context }: Call): string =>
  (context as Partial<Context> | undefined)?.settings?.timeZone ?? 'UTC';

const calls = new WeakMap<Event, Call>();

function callOfEvent(event: Event): Call {
  const call = calls.get(event);
  if (!call) throw new Error('the pipeline did not begin');
  return call;
}
const callOf = (request: { event: Event }): Call => callOfEvent(request.event);

export function matched(call: Call): NonNullable<Call['matched']> {
  if (!call.matched) throw new ProblemError('not_found');
  return call.matched;
}

/** Wraps every request: converts errors to problem responses and writes the log line. */
function boundary(): MiddlewareObj<Event, Answer> {
  return {
    before: ({ event, context }) => {
      calls.set(event, {
        event,
        session: { ...newSession(), endsAt: Date.now() + context.getRemainingTimeInMillis() },
        requestId: event.requestContext.requestId,
        startedAt: performance.now(),
        language: languageFrom(headerOf(event, 'accept-language')),
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

/** Refuses requests that accept nothing that the operation returns. Pages and calendars are sent in any case. */
function checkAccept(event: Event, { operation }: MatchedOperation): void {
  const { status, contentType, takesForms, takesAnything } = operation;
  if (status === 204 || contentType !== undefined || takesForms || takesAnything) return;
  if (operation.access === 'public' && acceptsPages(headerOf(event, 'accept'))) return;
  if (!acceptsJson(headerOf(event, 'accept'))) throw new ProblemError('not_acceptable', 'answer_is_json');
}

const originSecret = process.env.ORIGIN_SECRET;

/** If the deployment has an origin secret, rejects requests that bypass CloudFront. */
function checkOrigin({ event }: Call): void {
  if (!originSecret) return;
  const received = Buffer.from(headerOf(event, 'x-origin-secret') ?? '');
  const expected = Buffer.from(originSecret);
  if (received.length !== expected.length || !timingSafeEqual(received, expected))
    throw new ProblemError('not_found');
}
