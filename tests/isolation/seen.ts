import type { Answer } from '../caller.ts';

/**
 * Headers that can differ between two responses to the same request. `server-timing` is sent in development stages
 * only, `ratelimit` counts the caller's own requests, and `etag` is a hash of the body, which is compared itself.
 */
const passing = new Set([
  'date',
  'x-request-id',
  'server-timing',
  'keep-alive',
  'connection',
  'ratelimit',
  'etag',
]);

/** Everything that a caller can see of a response, except what identifies the request itself. */
export function seen({ status, headers, text, body }: Answer): object {
  const { requestId, asOf } = (body ?? {}) as { requestId?: string; asOf?: string };
  return {
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => !passing.has(name))),
    text: text.replaceAll(requestId ?? '<request>', '<request>').replaceAll(asOf ?? '<time>', '<time>'),
  };
}
