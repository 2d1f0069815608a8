import type { FunctionRunner, Outcome } from '../lambda/function-runner.ts';
import type { ApiDefinition } from '../template/api.ts';
import { proxyEvent, splitTarget, type FrontRequest } from './event.ts';
import { createRouter } from './routes.ts';
import { createThrottle } from './throttle.ts';

export type ApiAnswer = { status: number; headers: [string, string][]; body: Buffer | string };

/** Maximum body size of an HTTP API. */
export const maxRequestBytes = 10 * 1024 * 1024;
/** Maximum total size of the request line and the header values of an HTTP API. */
const maxHeadBytes = 10_240;
/** Default limit of concurrent executions per AWS account and Region. */
const maxConcurrency = 1000;

export type Api = (request: FrontRequest, addedHeaders: Record<string, string>) => Promise<ApiAnswer>;

/** Answers requests like the template's HTTP API. */
export function createApi(
  definition: ApiDefinition,
  accountId: string,
  runners: Map<string, FunctionRunner>,
): Api {
  const route = createRouter(definition.routes);
  const isWithinRate = definition.throttle
    ? createThrottle(definition.throttle.rate, definition.throttle.burst)
    : () => true;
  const identity = {
    apiId: definition.id,
    domainName: definition.domainName,
    accountId,
    stage: definition.stage,
  };
  let underWay = 0;
  return async (request, addedHeaders) => {
    if (request.body.length > maxRequestBytes) return ownAnswer(413, 'Request Entity Too Large');
    if (headBytes(request) > maxHeadBytes) return ownAnswer(431, 'Request Header Fields Too Large');
    if (!isWithinRate()) return ownAnswer(429, 'Too Many Requests');
    const match = route(request.method, splitTarget(request.target).path);
    if (!match) return ownAnswer(404, 'Not Found');
    if (!match.route.isPermitted) return ownAnswer(500, 'Internal Server Error');
    const runner = runners.get(match.route.functionName);
    if (!runner || underWay >= maxConcurrency || isFull(runner)) return ownAnswer(503, 'Service Unavailable');
    underWay += 1;
    try {
      const outcome = await runner.invoke(proxyEvent(request, match, identity, addedHeaders));
      // The answer must not tell callers why, and a developer should not have to search the logs.
      if (outcome.kind === 'failure')
        console.error(`${runner.definition.name} failed: ${outcome.errorType}: ${outcome.message}`);
      return answerOf(outcome);
    } finally {
      underWay -= 1;
    }
  };
}

function headBytes({ method, target, rawHeaders }: FrontRequest): number {
  const values = rawHeaders.filter((_text, at) => at % 2 === 1);
  return Buffer.byteLength([`${method} ${target} HTTP/1.1`, ...values].join(''));
}

/** Whether the reserved concurrency is used up. Lambda then rejects invocations, and the API answers with 503. */
const isFull = (runner: FunctionRunner): boolean =>
  runner.state().underWay >= (runner.definition.reservedConcurrency ?? Infinity);

/** A JSON response of the API service or of the host itself, not of a function. */
export function ownAnswer(status: number, message: string): ApiAnswer {
  return { status, headers: [['content-type', 'application/json']], body: JSON.stringify({ message }) };
}

type ProxyResult = {
  statusCode?: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  isBase64Encoded?: boolean;
};

function answerOf(outcome: Outcome): ApiAnswer {
  if (outcome.kind === 'failure') return ownAnswer(500, 'Internal Server Error');
  const result = JSON.parse(outcome.json) as ProxyResult | string | null;
  // If a result has no status code, the whole result is the body of a response with status 200.
  if (typeof result !== 'object' || result?.statusCode === undefined) {
    const text = typeof result === 'string' ? result : outcome.json;
    return { status: 200, headers: [['content-type', 'application/json']], body: text };
  }
  const headers = Object.entries(result.headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    String(value),
  ]);
  for (const cookie of result.cookies ?? []) headers.push(['set-cookie', cookie]);
  if (!headers.some(([name]) => name === 'content-type'))
    headers.push(['content-type', 'text/plain;charset=UTF-8']);
  const body = outcome.body ?? '';
  return {
    status: result.statusCode,
    headers,
    body: result.isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}
