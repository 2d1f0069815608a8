import type { Call } from './call.ts';
import { headerOf } from './parse.ts';

/** The origins of other sites whose pages may call the API, from the stage's settings. */
const origins: ReadonlySet<string> = new Set((process.env.CORS_ORIGINS ?? '').split(' ').filter(Boolean));

const sentHeaders = 'accept-language, authorization, content-type, idempotency-key, if-match, if-none-match';
const shownHeaders =
  'content-language, etag, idempotency-replayed, link, location, ratelimit, ratelimit-policy, retry-after, x-request-id';

/**
 * Headers that let a page of an allowed site read the answer. Cookies are never allowed: callers authenticate by header.
 */
export function corsHeaders({ event, matched }: Call): Record<string, string> {
  if (origins.size === 0) return {};
  const origin = headerOf(event, 'origin');
  if (origin === undefined || !origins.has(origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': shownHeaders,
    ...(matched?.allowed
      ? {
          'access-control-allow-methods': matched.allowed.join(', '),
          'access-control-allow-headers': sentHeaders,
          'access-control-max-age': '600',
        }
      : {}),
  };
}
