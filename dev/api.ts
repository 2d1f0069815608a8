import type { HostInfo } from 'local-aws/host-info.ts';
import { StartFailure } from 'local-aws/start-failure.ts';

/**
 * Maximum number of attempts of an API call. On a busy machine, a function can time out. The next attempt then
 * continues where the previous one stopped.
 */
const maxAttempts = 8;

/** Calls the API of the local host with a token, and returns what it answers. */
export async function callApi(
  { url }: HostInfo,
  token: string,
  method: string,
  route: string,
  body?: object,
  idempotencyKey = 'demo',
) {
  const send = () =>
    fetch(`${url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(method === 'POST' ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  let response = await send();
  for (let attempts = 1; response.status >= 500 && attempts < maxAttempts; attempts += 1)
    response = await send();
  const answer = await response.text();
  if (!response.ok) throw new StartFailure(`The demo cannot be loaded: ${method} ${route}: ${answer}`);
  return JSON.parse(answer) as Record<string, unknown>;
}
