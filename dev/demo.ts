import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostInfo } from 'local-aws/host-info.ts';
import { callApi } from './api.ts';
import { addDemoClient, demoClient } from './demo-client.ts';
import { demoPassword, makeUser, setPassword } from './demo-users.ts';
import { signIn } from './sign-in.ts';

const demo = { username: 'demo', email: 'demo@example.com', firstName: 'Dana', lastName: 'Moreno' };
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
  const signInLines = [
    `  demo sign-in: ${demo.username} / ${demoPassword}`,
    `  demo client of the portal: ${demoClient.username} / ${demoPassword}`,
  ];
  const loadedFile = join(dataFolder, loadedName);
  if (existsSync(loadedFile)) return signInLines;
  await makeUser(info, demo);
  const { accessToken } = await signIn(info, demo.username, demoPassword);
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
  await addDemoClient(info, accessToken, path);
  writeFileSync(loadedFile, '');
  return signInLines;
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
