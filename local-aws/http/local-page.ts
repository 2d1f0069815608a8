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
    // Invokes a scheduled function now.
    'POST /_local/invoke': (query) => named(query)?.invoke({}),
    // Ends a function's thread in the middle of its work. The next invocation starts another.
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
 * Whether a request comes from the host's own page or from a program. With requests from other pages, browsers send the
 * page's origin.
 */
function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host ?? ''}`;
}

/** E-mails contain user input, so nothing in them may run or load. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self' data:; frame-ancestors 'none'";

/** The pool's users, listed through the API with the operator's key. */
async function listUsers({ info }: HostParts): Promise<PoolUser[]> {
  const { Users } = await callPool(info, 'ListUsers', { UserPoolId: info.userPoolId, Limit: 60 });
  return (Users as (PoolUser & { Attributes: { Name: string; Value: string }[] })[]).map((user) => ({
    ...user,
    email: user.Attributes.find(({ Name }) => Name === 'email')?.Value ?? '',
  }));
}
