import { writeLog } from '#data/store/log.ts';
import { loggedUnits } from '#data/store/units.ts';
import { uuid } from '#contract/path-params.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Call } from './call.ts';

/**
 * Writes one JSON line for a request. It contains no body, query, name, token or error message, because these can
 * contain personal data.
 */
export function logCall(call: Call, status: number, error: unknown): void {
  const line = {
    level: status >= 500 ? 'error' : 'info',
    message: 'request',
    requestId: call.requestId,
    operation: call.matched?.verb,
    path: call.matched?.operation.path,
    method: call.event.requestContext.http.method,
    orgId: organizationIn(call),
    apiKeyId: call.caller?.actor.apiKeyId,
    status,
    code: error instanceof ProblemError ? error.code : undefined,
    milliseconds: Math.round(performance.now() - call.startedAt),
    ...loggedUnits(call.session.units),
    ...(status >= 500 ? failure(error) : {}),
  };
  writeLog(line);
}

/** The organization in the path. Anything else in its place could be personal data. */
function organizationIn({ matched }: Call): string | undefined {
  const orgId = matched?.params.orgId;
  return orgId !== undefined && uuid.test(orgId) ? orgId : undefined;
}

/** Name and stack of an unexpected error. Its message can contain user input and is left out. */
export function failure(error: unknown): { error: string; stack?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { error: error.name, stack: frames.slice(0, 12).map((line) => line.trim()) };
}
