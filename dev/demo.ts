import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostInfo } from 'local-aws/host-info.ts';
import { callPool } from 'local-aws/pool-client.ts';
import { ServiceError } from 'local-aws/http/service-error.ts';
import { signIn } from './sign-in.ts';
import { StartFailure } from 'local-aws/start-failure.ts';

const demo = { username: 'demo', email: 'demo@example.com', password: 'a quiet blue harbour' };
const organizationName = 'Northwind Trading';
/** Further owners of demo records. They share the demo user's password, so that other roles can be tried. */
const colleagues = [
  { username: 'marta', email: 'marta@example.com', firstName: 'Marta', lastName: 'Vidal', role: 'manager' },
  { username: 'owen', email: 'owen@example.com', firstName: 'Owen', lastName: 'Price', role: 'employee' },
];

/** Name of the file that marks a data folder whose demo data was loaded completely. */
const loadedName = 'demo-loaded';

/**
 * Creates the demo user and organization once per data folder, through the APIs of Cognito and the product. If the
 * process is killed, the next start adds what is missing.
 */
export async function loadDemo(info: HostInfo, dataFolder: string): Promise<string[]> {
  const signInLine = `  demo sign-in: ${demo.username} / ${demo.password}`;
  const loadedFile = join(dataFolder, loadedName);
  if (existsSync(loadedFile)) return [signInLine];
  await makeUser(info);
  const { accessToken } = await signIn(info, demo.username, demo.password);
  const me = await callApi(info, accessToken, 'GET', '/v1/me');
  const [known] = me.organizations as { id: string }[];
  const organization =
    known ?? (await callApi(info, accessToken, 'POST', '/v1/orgs', { name: organizationName }));
  const path = `/v1/orgs/${String(organization.id)}`;
  await addColleagues(info, accessToken, path);
  let isComplete = false;
  while (!isComplete) {
    // With the key of an earlier call, the call would load nothing.
    const added = await callApi(info, accessToken, 'POST', `${path}/demo-data`, undefined, randomUUID());
    isComplete = added.isComplete === true;
  }
  writeFileSync(loadedFile, '');
  return [signInLine];
}

async function addColleagues(info: HostInfo, token: string, path: string): Promise<void> {
  const { items } = await callApi(info, token, 'GET', `${path}/members`);
  const known = new Set((items as { email: string }[]).map(({ email }) => email));
  for (const colleague of colleagues) {
    if (!known.has(colleague.email))
      await callApi(info, token, 'POST', `${path}/members`, colleague, `demo-${colleague.username}`);
    await setPassword(info, colleague.username);
  }
}

async function makeUser(info: HostInfo): Promise<void> {
  const { username, email } = demo;
  const attributes = { email, email_verified: 'true', given_name: 'Dana', family_name: 'Moreno' };
  await callPool(info, 'AdminCreateUser', {
    UserPoolId: info.userPoolId,
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  }).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.name !== 'UsernameExistsException') throw error;
  });
  await setPassword(info, username);
}

function setPassword(info: HostInfo, username: string): Promise<unknown> {
  const user = { UserPoolId: info.userPoolId, Username: username };
  return callPool(info, 'AdminSetUserPassword', { ...user, Password: demo.password, Permanent: true });
}

/**
 * Maximum number of attempts of an API call. On a busy machine, a function can time out. The next attempt then
 * continues where the previous one stopped.
 */
const maxAttempts = 8;

async function callApi(
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
