import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostFrontOptions } from '../host-front.ts';
import { callPool } from '../pool-client.ts';
import { drawLocalPage } from './local-page-html.ts';

export type LocalPageOptions = Pick<
  HostFrontOptions,
  'service' | 'engines' | 'readers' | 'runners' | 'access' | 'info'
>;

/** What the host can tell about itself and the product that runs in it. */
export function hostStatus({ engines, readers, runners, access }: LocalPageOptions) {
  return {
    functions: [...runners.values()].map((runner) => ({ name: runner.definition.name, ...runner.state() })),
    readers: readers.streams.map((reader) => ({
      function: reader.definition.functionName,
      delivered: reader.delivered(),
      behindSeconds: reader.behindSeconds(),
    })),
    refused: Object.entries(access.report()).flatMap(([name, report]) =>
      report.refused.map((call) => ({ function: name, call })),
    ),
    queues: engines.queues.definitions.map((queue) => ({
      name: queue.name,
      ...engines.queues.counts(queue),
    })),
  };
}

/** Answers `/_local/…`: a page for people, JSON for tests. */
export function createLocalPage(options: LocalPageOptions) {
  const { engines, readers, runners } = options;
  const named = (query: URLSearchParams) => runners.get(query.get('function') ?? '');
  const answers: Record<string, (query: URLSearchParams) => unknown> = {
    'GET /_local/mails': (query) => engines.mailbox.list(query.get('to') ?? undefined),
    'GET /_local/status': () => hostStatus(options),
    'GET /_local/settled': async () => {
      await readers.settled();
      return hostStatus(options);
    },
    'POST /_local/expire': async () => ({ removed: await readers.expire() }),
    // Calls a function now that a schedule calls at its time.
    'POST /_local/invoke': (query) => named(query)?.invoke({}),
    // Ends a function's thread in the middle of whatever it does; the next call starts another.
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
    const answer = answers[`${request.method} ${pathname}`];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ? ((await answer(searchParams)) ?? null) : { message: 'Not Found' }));
  };
}

/** Mails hold what users typed: nothing of it may run or load. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self' data:; frame-ancestors 'none'";

export type PoolUser = { Username: string; UserStatus: string; Enabled: boolean; email: string };

/** The pool's users, asked for as the operator over the wire. */
async function listUsers({ info }: LocalPageOptions): Promise<PoolUser[]> {
  const { Users } = await callPool(info, 'ListUsers', { UserPoolId: info.userPoolId, Limit: 60 });
  return (Users as (PoolUser & { Attributes: { Name: string; Value: string }[] })[]).map((user) => ({
    ...user,
    email: user.Attributes.find(({ Name }) => Name === 'email')?.Value ?? '',
  }));
}
