import { setTimeout as sleep } from 'node:timers/promises';
import { permissionNames, type Permission, type Role } from '#contract/permission.ts';
import { userKey } from '#data/keys.ts';
import type { KeptMail } from '#infra/local/mailbox.ts';
import { bodyOf, callerWith, type Call } from './caller.ts';
import type { HostUnderTest } from './host.ts';
import { openTable } from './table.ts';

/** A host that some other part of the test run ends. */
export type RunningHost = Omit<HostUnderTest, 'stop' | 'kill'>;

/** Somebody who has signed in, with a profile. */
export interface Person {
  userId: string;
  username: string;
  email: string;
  password: string;
  token: string;
  call: Call;
}

export interface TestOrganization {
  id: string;
  /** `/v1/orgs/<id>` */
  path: string;
  owner: Person;
}

let made = 0;
/** As long in one process as in another: what items cost is measured by their size. */
const worker = String(process.pid).padStart(7, '0');
/** A text that nothing else in this run has; every worker process counts for itself. Logs must never hold one. */
export const unique = (prefix: string): string => `${prefix}${worker}q${(made += 1).toString()}q`;
export const uniqueMark = /\d+q\d+q/;

export const password = 'four quiet words here';

/** Signs somebody up, confirms by the mailed code, signs in and makes the profile. */
export async function newPerson(host: RunningHost, names: { firstName?: string } = {}): Promise<Person> {
  const username = unique('person');
  const email = `${username}@people.example`;
  const { accessToken } = await host.signUp({ username, email, password, ...names });
  const call = renewingCaller(host, username, accessToken);
  const { id } = await bodyOf(200, call('GET', '/v1/me'));
  return { userId: id, username, email, password, token: accessToken, call };
}

/** Access tokens hold for fifteen minutes; a long test on a busy machine takes longer. */
const renewedAfterMs = 600_000;

function renewingCaller(host: RunningHost, username: string, accessToken: string): Call {
  let call = callerWith(host.url, accessToken);
  let signedInAt = Date.now();
  return async (...request) => {
    if (Date.now() - signedInAt > renewedAfterMs) {
      signedInAt = Date.now();
      call = callerWith(host.url, (await host.signIn(username, password)).accessToken);
    }
    return call(...request);
  };
}

export async function newOrganization(
  owner: Person,
  values: Record<string, unknown> = {},
): Promise<TestOrganization> {
  const { id } = await bodyOf(
    201,
    owner.call('POST', '/v1/orgs', { body: { name: unique('Org '), ...values } }),
  );
  return { id, path: `/v1/orgs/${id}`, owner };
}

/** Loads the demo data with the calls that it takes. Gives what they have added; of tags, how many of the demo's there are. */
export async function loadDemoData(call: Call, { path }: { path: string }): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (let calls = 0; calls < 60; calls += 1) {
    const { isComplete, tags, ...made } = await bodyOf(200, call('POST', `${path}/demo-data`));
    for (const [name, number] of Object.entries(made)) sums[name] = (sums[name] ?? 0) + Number(number);
    if (isComplete) return { ...sums, tags };
  }
  throw new Error('the demo data never end');
}

/** Invites somebody and accepts by the link in the mail. */
export async function addMember(
  host: RunningHost,
  organization: TestOrganization,
  role: Role,
  person?: Person,
): Promise<Person> {
  const invited = person ?? (await newPerson(host, { firstName: `The ${role}` }));
  // Nobody is invited as a client: that role is given afterwards.
  const invitedAs = role === 'client' ? 'employee' : role;
  const { call } = organization.owner;
  const body = { email: invited.email, role: invitedAs };
  const before = tokenIn(await host.mails(invited.email));
  await bodyOf(201, call('POST', `${organization.path}/invitations`, { body }));
  const token = await mailedToken(host, invited.email, organization.id, before);
  await bodyOf(200, invited.call('POST', '/v1/invitations/accept', { body: { token } }));
  if (invitedAs !== role) await setRole(organization, invited.userId, role);
  return invited;
}

const tokenIn = ([newest]: KeptMail[]): string | undefined =>
  newest && /\/invitations#([\w.-]+)/.exec(newest.text)?.[1];

/** What stands in the newest link that was mailed to an address for an organization; waits for the mail. */
export async function mailedToken(
  host: RunningHost,
  email: string,
  orgId: string,
  after?: string,
): Promise<string> {
  const until = Date.now() + 20_000;
  for (;;) {
    const token = tokenIn(await host.mails(email));
    if (token?.startsWith(orgId) && token !== after) return token;
    if (Date.now() > until) throw new Error(`No invitation came to ${email}`);
    await sleep(25);
  }
}

/** Lets the time pass that must lie between two mails of an invitation. */
export function letMailPauseEnd(host: RunningHost, orgId: string, id: string): Promise<void> {
  const key = { pk: `ORG#${orgId}#INVITATIONS`, sk: id };
  return openTable(host).change(key, { mailedAt: new Date(Date.now() - 61_000).toISOString() });
}

/** The same for temporary passwords of somebody who has not come in yet. */
export async function letPasswordPauseEnd(host: RunningHost, userId: string): Promise<void> {
  const table = openTable(host);
  const key = userKey(userId);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const mailedAt = new Date(Date.now() - 61_000).toISOString();
  await table.change(key, { firstPassword: { ...item?.firstPassword, mailedAt } });
}

/** Changes somebody's membership as the owner, whatever its version is now. */
export async function changeMember(
  organization: TestOrganization,
  userId: string,
  body: { role?: Role; active?: boolean; displayName?: string },
): Promise<void> {
  const { call } = organization.owner;
  const { items } = await bodyOf(200, call('GET', `${organization.path}/members`));
  const { version } = (items as { userId: string; version: number }[]).find(
    (member) => member.userId === userId,
  )!;
  await bodyOf(200, call('PATCH', `${organization.path}/members/${userId}`, { body, ifMatch: version }));
}

export const setRole = (organization: TestOrganization, userId: string, role: Role): Promise<void> =>
  changeMember(organization, userId, { role });

export interface TestKey {
  id: string;
  secret: string;
  call: Call;
}

/** An API key of whoever calls, who must be allowed to make one. Without permissions it gets all of its maker's. */
export async function newApiKey(
  host: RunningHost,
  organization: TestOrganization,
  maker: Person,
  permissions: readonly Permission[] = permissionNames,
  expiresAt?: string,
): Promise<TestKey> {
  const body = { name: unique('key '), permissions, ...(expiresAt ? { expiresAt } : {}) };
  const made = await bodyOf(201, maker.call('POST', `${organization.path}/api-keys`, { body }));
  return { id: made.key.id, secret: made.secret, call: callerWith(host.url, made.secret) };
}

/** Makes somebody the manager of others, by employees that are linked to them. Their team is what they then see. */
export async function makeTeam(
  { path, owner }: TestOrganization,
  manager: Person,
  reports: readonly Person[],
): Promise<void> {
  const employ = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const { id } = await employ({ firstName: 'Manager', userId: manager.userId });
  for (const { userId } of reports) await employ({ firstName: 'Report', userId, managerId: id });
}

/** Creates a contact with what is given. */
export function newContact(organization: TestOrganization, call: Call, values = {}): Promise<any> {
  return bodyOf(
    201,
    call('POST', `${organization.path}/contacts`, { body: { firstName: unique('Contact '), ...values } }),
  );
}
