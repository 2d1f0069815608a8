import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HostInfo } from './host-info.ts';
import { callPool } from './pool-client.ts';
import { ServiceError } from './service-error.ts';
import { signIn } from './sign-in.ts';
import { StartFailure } from './start-failure.ts';

const demo = { username: 'demo', email: 'demo@example.com', password: 'a quiet blue harbour' };
const organizationName = 'Northwind Trading';

/** Stands in a data folder when the demo was loaded to its end. */
const loadedName = 'demo-loaded';

/**
 * Makes the demo user and organization once in a data folder, over the same APIs that everybody uses. What a start that
 * was killed left undone is done by the next.
 */
export async function loadDemo(info: HostInfo, dataFolder: string): Promise<string[]> {
  const signInLine = `  demo sign-in: ${demo.username} / ${demo.password}`;
  const loadedFile = path.join(dataFolder, loadedName);
  if (existsSync(loadedFile)) return [signInLine];
  await makeUser(info);
  const { accessToken } = await signIn(info, demo.username, demo.password);
  const me = await callApi(info, accessToken, 'GET', '/v1/me');
  const [known] = me.organizations as { id: string }[];
  const organization =
    known ?? (await callApi(info, accessToken, 'POST', '/v1/orgs', { name: organizationName }));
  let isComplete = false;
  while (!isComplete) {
    const added = await callApi(info, accessToken, 'POST', `/v1/orgs/${String(organization.id)}/demo-data`);
    isComplete = added.isComplete === true;
  }
  writeFileSync(loadedFile, '');
  return [signInLine];
}

async function makeUser(info: HostInfo): Promise<void> {
  const { username, email, password } = demo;
  const pool = { UserPoolId: info.userPoolId, Username: username };
  const attributes = { email, email_verified: 'true', given_name: 'Dana', family_name: 'Moreno' };
  await callPool(info, 'AdminCreateUser', {
    ...pool,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  }).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.name !== 'UsernameExistsException') throw error;
  });
  await callPool(info, 'AdminSetUserPassword', { ...pool, Password: password, Permanent: true });
}

/** On a busy machine a function can run out of its time. Every call of the demo goes on where the last one came to. */
const triesMax = 8;

async function callApi({ url }: HostInfo, token: string, method: string, route: string, body?: object) {
  const send = () =>
    fetch(`${url}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(method === 'POST' ? { 'idempotency-key': 'demo' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  let response = await send();
  for (let tries = 1; response.status >= 500 && tries < triesMax; tries += 1) response = await send();
  const answer = await response.text();
  if (!response.ok) throw new StartFailure(`The demo cannot be loaded: ${method} ${route}: ${answer}`);
  return JSON.parse(answer) as Record<string, unknown>;
}
