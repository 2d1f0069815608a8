import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostStatus, type HostParts } from '../host-status.ts';
import { callPool } from '../pool-client.ts';
import { drawLocalPage, type PoolUser } from './local-page-html.ts';

/** Answers `/_local/…`: HTML for people, JSON for tests. */
export function createLocalPage(options: HostParts) {
  const { engines, readers, runners } = options;
  const named = (query: URLSearchParams) => runners.get(query.get('function') ?? '');
  const answers: Record<string, (query: URLSearchParams) => unknown> = {
    'GET /_local/mails': (query) => engines.mailbox.list(query.get('to') ?? undefined),
    'GET /_local/status': () => hostStatus(options),
    'GET /_local/settled': async (query) => {
      await readers.settled(query.get('about') ?? '');
      return hostStatus(options);
    },
    'POST /_local/expire': async () => ({ removed: await readers.expire() }),
    // Invokes a function with an empty event, such as a scheduled function before its next run.
    'POST /_local/invoke': (query) => named(query)?.invoke({}),
    // Has later invocations of a function run in a new thread, without harm to those that are running.
    'POST /_local/restart': (query) => ({ restarted: named(query)?.reload() }),
    // Ends a function's thread, even in the middle of its work. The next invocation starts another.
    'POST /_local/kill': async (query) => ({ killed: await named(query)?.stop() }),
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/_local' || pathname === '/_local/') {
      const users = await listUsers(options);
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': pagePolicy,
      });
      response.end(drawLocalPage({ ...hostStatus(options), users, mails: engines.mailbox.list() }));
      return;
    }
    if (!isOwnPage(request)) {
      response.writeHead(403).end();
      return;
    }
    const answer = answers[`${request.method} ${pathname}`];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ? ((await answer(searchParams)) ?? null) : { message: 'Not Found' }));
  };
}

/**
 * Whether a request may come from the host's own page or from a program. Browsers add an Origin header to every
 * cross-origin POST, and to every cross-origin request whose response a script could read.
 */
function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host ?? ''}`;
}

/** E-mails contain user input, so the page allows no scripts, images or requests. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self' data:; frame-ancestors 'none'";

/** Up to 60 users of the pool, listed through the API with the operator's key. */
async function listUsers({ info }: HostParts): Promise<PoolUser[]> {
  const { Users } = await callPool(info, 'ListUsers', { UserPoolId: info.userPoolId, Limit: 60 });
  return (Users as (PoolUser & { Attributes: { Name: string; Value: string }[] })[]).map((user) => ({
    ...user,
    email: user.Attributes.find(({ Name }) => Name === 'email')?.Value ?? '',
  }));
}
