import { problemStatuses } from 'virtual:contract';
import type { FieldFault, Problem, ProblemCode } from '#contract/problem.ts';

/**
 * An error response of the API, with its code, field errors and request ID. The API client also throws it if the
 * session can't be renewed.
 */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly FieldFault[];
  readonly requestId: string | undefined;
  /** What is wrong in this case, in the user's language. Undefined if the service only gives programs general advice. */
  readonly detail: string | undefined;
  /** The number of seconds to wait before a retry, from the `Retry-After` header. */
  readonly retryAfterSeconds: number | undefined;
  readonly at = new Date();

  constructor(problem: Partial<Problem> & { code: ProblemCode }, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status ?? problemStatuses[problem.code];
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.detail = problem.detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether a write failed because the record has changed since it was read. */
export const isStale = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'precondition_failed';

const codeOfStatus: Record<number, ProblemCode> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  429: 'too_many_requests',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** Parses an error response: a problem document from the service, or `{"message"}` from API Gateway. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? undefined);
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new ApiProblem(forPeople(body), retryAfterSeconds);
  const requestId =
    response.headers.get('apigw-requestid') ?? response.headers.get('x-request-id') ?? undefined;
  return new ApiProblem(
    {
      code: codeOfStatus[response.status] ?? 'internal',
      status: response.status,
      ...(requestId ? { requestId } : {}),
    },
    retryAfterSeconds,
  );
}

/** Without a detail that says nothing about this case: it tells programs what to send. */
function forPeople({ detail, ...problem }: Problem): Omit<Problem, 'detail'> & { detail?: string } {
  return problem.reason === undefined ? problem : { ...problem, detail };
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    Object.hasOwn(problemStatuses, String(body.code))
  );
}

/** Whether the service refused a value at or below a JSON pointer. */
export const isRefusedAt = (error: unknown, pointer: string): boolean =>
  error instanceof ApiProblem && error.errors.some((one) => one.pointer.startsWith(pointer));
