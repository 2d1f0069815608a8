import type { ProblemCode } from '../problem.ts';

/** What to do about each kind of problem, for problems that say nothing more precise. */
export const problemAdvice: Record<ProblemCode, string> = {
  merged: 'Use the record in `mergedInto` instead.',
  invalid_request:
    'Check that the path, the query and the headers are well-formed, and that the body is valid JSON.',
  unauthenticated:
    'Send an access token of a sign-in that hasn’t ended, or an API key that hasn’t been revoked, in `Authorization`.',
  forbidden:
    'Ask an owner or admin of the organization for a role that allows it, or for an API key with this permission.',
  being_deleted: 'An owner can restore the organization until its data is removed.',
  not_found: 'It doesn’t exist, was deleted, or you don’t have access to it. Check the address.',
  method_not_allowed: 'Use one of the methods in `Allow`.',
  not_acceptable: 'Accept application/json, or omit the header.',
  conflict: 'Get the current state, and try again with what it allows.',
  precondition_failed: 'Get the latest version, apply your change to it, and send its ETag in `If-Match`.',
  too_large: 'Send less at once.',
  unsupported_media_type: 'Send the body as application/json.',
  invalid_input: 'Correct the values that `errors` names, and try again. Nothing was written.',
  precondition_required:
    'Get the resource, and send its ETag in `If-Match`, so that no change of others is lost.',
  too_many_requests: 'Wait for the seconds in `Retry-After`. Nothing was written.',
  internal: 'Try again. If it happens again, report it with the `requestId`.',
  unavailable: 'Wait for the seconds in `Retry-After`. Repeat a change with the same `Idempotency-Key`.',
};
