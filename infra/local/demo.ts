import type { HostInfo } from './host.ts';
import { callPool } from './pool-client.ts';
import { signIn } from './sign-in.ts';
import { StartFailure } from './start-failure.ts';

const demo = { username: 'demo', email: 'demo@example.com', password: 'a quiet blue harbour' };
const organizationName = 'Northwind Trading';

/** Makes the demo user and organization in a new data folder, over the same APIs that everybody uses. */
export async function loadDemo(info: HostInfo, isNew: boolean): Promise<string[]> {
  const signInLine = `  demo sign-in: ${demo.username} / ${demo.password}`;
  if (!isNew) return [signInLine];
  await makeUser(info);
  const { accessToken } = await signIn(info, demo.username, demo.password);
  await callApi(info, accessToken, 'GET', '/v1/me');
  const organization = await callApi(info, accessToken, 'POST', '/v1/orgs', { name: organizationName });
  let isComplete = false;
  while (!isComplete) {
    const added = await callApi(info, accessToken, 'POST', `/v1/orgs/${String(organization.id)}/demo-data`);
    isComplete = added.isComplete === true;
  }
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
  });
  await callPool(info, 'AdminSetUserPassword', { ...pool, Password: password, Permanent: true });
}

async function callApi({ url }: HostInfo, token: string, method: string, path: string, body?: object) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.text();
  if (!response.ok) throw new StartFailure(`The demo cannot be loaded: ${method} ${path}: ${answer}`);
  return JSON.parse(answer) as Record<string, unknown>;
}
