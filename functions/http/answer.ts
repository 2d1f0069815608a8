import type { FileOutput } from '#contract/file-output.ts';
import { problemStatuses, ProblemError, type Problem } from '#contract/problem.ts';
import { fileNameOf } from '#data/files/download.ts';
import { MergedError } from '#data/records/merged.ts';
import { isTemporary } from '#data/store/table.ts';
import { readerOf, type Answer, type Call } from './call.ts';
import { compressed } from './compress.ts';
import { corsHeaders } from './cors.ts';
import { bodyTag, isNamedBy, versionTag } from './entity-tag.ts';
import { MethodNotAllowed } from './match.ts';
import { Page } from './page.ts';
import { headerOf } from './parse.ts';
import { rateHeaders } from './rate-headers.ts';
import { refusalPage } from './refusal-page.ts';
import { retryAfterHeader } from './retry-after.ts';
import { detailOf, fieldErrorIn, problemTitle, reasonOf } from './texts.ts';

/**
 * Whether responses have a `Server-Timing` header with the processing time and the capacity units used. For dev only,
 * because the units can reveal the existence of records that the caller can't access.
 */
const showsUnits = process.env.SERVER_TIMING === 'true';

export function successAnswer(call: Call): Answer {
  const { matched, output, event } = call;
  if (output instanceof Page) return sent(call, pageAnswer(call, output));
  const status = matched?.operation.status ?? 200;
  const headers = {
    ...commonHeaders(call),
    ...rateHeaders(call.session),
    ...(matched?.allowed ? { allow: matched.allowed.join(', ') } : {}),
  };
  if (status === 204) return { statusCode: 204, headers };
  const { headers: bodyHeaders, ...content } = contentOf(output, matched?.operation.contentType);
  const isGet = matched?.operation.method === 'GET';
  const tag = isGet ? bodyTag(output, content.body) : versionTag(output);
  if (isGet && tag && isNamedBy(headerOf(event, 'if-none-match'), tag))
    return { statusCode: 304, headers: { ...headers, etag: tag } };
  const location = status === 201 ? locationOf(call) : undefined;
  const link = linkOf(call);
  return sent(call, {
    statusCode: status,
    headers: {
      ...bodyHeaders,
      ...headers,
      ...(tag ? { etag: tag } : {}),
      ...(location ? { location } : {}),
      ...(link ? { link } : {}),
    },
    ...content,
  });
}

interface Content {
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: true;
}

/** An output as the body of an answer, with the headers that describe it. */
function contentOf(output: unknown, contentType: string | undefined): Content {
  if (contentType === undefined)
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
  const headers = { 'content-type': contentType };
  if (typeof output !== 'object' || output === null) return { headers, body: String(output) };
  const { name, bytes } = output as FileOutput;
  return {
    headers: { ...headers, 'content-disposition': `inline; ${fileNameOf(name)}` },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

/** The answer as it is sent: without a body to HEAD, otherwise compressed if the client accepts that. */
function sent({ event }: Call, answer: Answer): Answer {
  if (event.requestContext.http.method === 'HEAD') {
    const { body: _body, isBase64Encoded: _isEncoded, ...rest } = answer;
    return rest;
  }
  return compressed(answer, headerOf(event, 'accept-encoding'));
}

const pageAnswer = (call: Call, { status, html, headers }: Page): Answer => ({
  statusCode: status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    ...commonHeaders(call),
    ...rateHeaders(call.session),
    ...headers,
  },
  body: html,
});

function commonHeaders(call: Call): Record<string, string> {
  const { requestId, session, startedAt, context } = call;
  const { read, write } = session.units;
  return {
    ...corsHeaders(call),
    ...(context && 'visitor' in context ? context.visitor.answerHeaders : {}),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(session.reply.isReplayed ? { 'idempotency-replayed': 'true' } : {}),
    ...(showsUnits
      ? {
          'server-timing': `app;dur=${(performance.now() - startedAt).toFixed(1)}, rru;dur=${read}, wru;dur=${write}`,
        }
      : {}),
  };
}

function locationOf({ event, output }: Call): string | undefined {
  const id = (output as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? `${event.rawPath}/${id}` : undefined;
}

/** The addresses of the next and the previous page, in the form of RFC 8288, if the output is a page of a list. */
function linkOf({ event, matched, output }: Call): string | undefined {
  if (matched?.operation.method !== 'GET') return undefined;
  const { nextCursor, previousCursor } = (output ?? {}) as { nextCursor?: unknown; previousCursor?: unknown };
  const links = [
    [nextCursor, 'next'],
    [previousCursor, 'prev'],
  ].flatMap(([cursor, relation]) => {
    if (typeof cursor !== 'string') return [];
    const query = new URLSearchParams(event.rawQueryString);
    query.set('cursor', cursor);
    return [`<${event.rawPath}?${query}>; rel="${String(relation)}"`];
  });
  return links.length > 0 ? links.join(', ') : undefined;
}

/** The address of the record into which a requested one was merged. Requests for parts of it aren't redirected. */
function redirectOf({ matched, event }: Call, error: ProblemError): string | undefined {
  if (!(error instanceof MergedError) || !matched?.operation.isRedirected) return undefined;
  const query = event.rawQueryString && `?${event.rawQueryString}`;
  return event.rawPath.slice(0, -error.id.length) + error.intoId + query;
}

/** A problem response (RFC 9457). Unknown errors reveal nothing to the caller. */
export function problemAnswer(call: Call, error: unknown): Answer {
  const refusal =
    error instanceof ProblemError ? error : new ProblemError(isTemporary(error) ? 'unavailable' : 'internal');
  const page = refusalPage(call, refusal);
  if (page) return sent(call, pageAnswer(call, page));
  const { errors } = refusal;
  const { language } = call;
  const reader = readerOf(call);
  const location = redirectOf(call, refusal);
  const code = location === undefined ? refusal.code : 'merged';
  const status = problemStatuses[code];
  const body: Problem = {
    type: 'about:blank',
    title: problemTitle(language, code),
    status,
    code,
    detail: detailOf(reader, code, refusal),
    ...(refusal.detail ? { reason: reasonOf(refusal.detail) } : {}),
    ...(errors ? { errors: errors.map((fault) => fieldErrorIn(reader, fault)) } : {}),
    ...(refusal instanceof MergedError ? { mergedInto: refusal.intoId } : {}),
    requestId: call.requestId,
  };
  return sent(call, {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...commonHeaders(call),
      // All refused credentials get the same answer, so it names no limits: those of a caller or of an address.
      ...(status === 401 ? {} : rateHeaders(call.session)),
      ...(location === undefined ? {} : { location }),
      ...(error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...retryAfterHeader(refusal),
      ...(status === 415 ? { accept: 'application/json' } : {}),
    },
    body: JSON.stringify(body),
  });
}
