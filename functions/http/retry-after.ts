import { TooManyRequests, type ProblemError } from '#contract/problem.ts';

/** The header that every 429 and 503 has: the number of seconds after which to send the request again. */
export function retryAfterHeader(refusal: ProblemError): Record<string, string> {
  if (refusal instanceof TooManyRequests) return { 'retry-after': String(refusal.retryAfterSeconds) };
  return refusal.code === 'unavailable' ? { 'retry-after': '1' } : {};
}
