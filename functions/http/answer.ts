import { problemCodes, ProblemError, TooManyRequests, type Problem } from '#contract/problem.ts';
import { isTemporary } from '#data/store/table.ts';
import type { Answer, Call } from './call.ts';
import { MethodNotAllowed } from './match.ts';

/**
 * Whether responses have a `Server-Timing` header with the processing time and the capacity units used. For dev only,
 * because the units can reveal the existence of records that the caller can't access.
 */
const showsUnits = process.env.SERVER_TIMING === 'true';

export function successAnswer(call: Call): Answer {
  const { matched, output } = call;
  if (output instanceof Page) return pageAnswer(call, output);
  const status = matched?.operation.status ?? 200;
  const headers = { ...commonHeaders(call), ...versionHeader(output) };
  if (status === 204) return { statusCode: 204, headers };
  const location = status === 201 ? locationOf(call) : undefined;
  const link = linkOf(call);
  const contentType = matched?.operation.contentType;
  return {
    statusCode: status,
    headers: {
      'content-type': contentType ?? 'application/json',
      ...headers,
      ...(location ? { location } : {}),
      ...(link ? { link } : {}),
    },
    body: contentType ? String(output) : JSON.stringify(output),
  };
}

/** An HTML page that a public operation returns to a visitor instead of JSON, including for errors. */
export class Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Record<string, string>;

  constructor(status: number, html: string, headers: Record<string, string> = {}) {
    this.status = status;
    this.html = html;
    this.headers = headers;
  }
}

const pageAnswer = (call: Call, { status, html, headers }: Page): Answer => ({
  statusCode: status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...commonHeaders(call), ...headers },
  body: html,
});

function commonHeaders({ requestId, session, startedAt, context }: Call): Record<string, string> {
  const { read, write } = session.units;
  return {
    ...(context && 'visitor' in context ? context.visitor.answerHeaders : {}),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(showsUnits
      ? {
          'server-timing': `app;dur=${(performance.now() - startedAt).toFixed(1)}, rru;dur=${read}, wru;dur=${write}`,
        }
      : {}),
  };
}

function versionHeader(output: unknown): Record<string, string> {
  const version = (output as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? { etag: `"v${version}"` } : {};
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

/** A problem response (RFC 9457). Unknown errors reveal nothing to the caller. */
export function problemAnswer(call: Call, error: unknown): Answer {
  const refusal =
    error instanceof ProblemError ? error : new ProblemError(isTemporary(error) ? 'unavailable' : 'internal');
  const { status, title } = problemCodes[refusal.code];
  const body: Problem = {
    type: 'about:blank',
    title,
    status,
    code: refusal.code,
    ...(refusal.message !== title ? { detail: refusal.message } : {}),
    ...(refusal.errors ? { errors: refusal.errors } : {}),
    requestId: call.requestId,
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...commonHeaders(call),
      ...(error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(error instanceof TooManyRequests ? { 'retry-after': String(error.retryAfterSeconds) } : {}),
      ...(status === 503 ? { 'retry-after': '1' } : {}),
    },
    body: JSON.stringify(body),
  };
}
