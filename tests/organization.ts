import { earlierRecordAccess } from '#contract/record-access.ts';
import { randomInt } from 'node:crypto';
import { keyPermissionNames, type KeyPermission } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import { accessKey, userKey } from '#data/store/keys.ts';
import type { KeptMail } from 'local-aws/engines/ses/mailbox.ts';
import { awaited } from './awaited.ts';
import { bodyOf, callerWith, type Call } from './caller.ts';
import type { RunningHost } from './host.ts';
import { openTable } from './table.ts';

/** A signed-in person with a profile. */
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
/**
 * A random number that distinguishes this test file's names from those of other files. It always has ten digits, because
 * measured costs depend on item sizes.
 */
const file = String(randomInt(10 ** 10)).padStart(10, '0');
/** A text that is unique in this run, across test files. Logs must never contain such a text. */
export const unique = (prefix: string): string => `${prefix}${file}q${(made += 1).toString()}q`;
export const uniqueMark = /\d+q\d+q/;

export const password = 'four quiet words here';

/** Signs a person up, confirms with the e-mailed code, signs in and creates the profile. */
export async function newPerson(host: RunningHost, names: { firstName?: string } = {}): Promise<Person> {
  const username = unique('person');
  const email = `${username}@people.example`;
  const { accessToken } = await host.signUp({ username, email, password, ...names });
  const call = renewingCaller(host, username, accessToken);
  const { id } = await bodyOf(200, call('GET', '/v1/me'));
  return { userId: id, username, email, password, token: accessToken, call };
}

/**
 * Time after which a caller signs in again. Access tokens are valid for fifteen minutes, but a long test on a busy
 * machine takes longer.
 */
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
    owner.call('POST', '/v1/orgs', {
      body: { name: unique('Org '), recordAccess: earlierRecordAccess, ...values },
    }),
  );
  return { id, path: `/v1/orgs/${id}`, owner };
}

/**
 * Loads the demo data with as many calls as needed: all of it, or until `isEnough` returns true. Returns the numbers of
 * items added, by kind. `tags` is the number from the last call, which includes tags that existed before.
 */
export async function loadDemoData(
  call: Call,
  { path }: { path: string },
  isEnough: (sums: Record<string, number>) => boolean = () => false,
): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (let calls = 0; calls < 60; calls += 1) {
    const { isComplete, tags, ...made } = await bodyOf(200, call('POST', `${path}/demo-data`));
    for (const [name, number] of Object.entries(made)) sums[name] = (sums[name] ?? 0) + Number(number);
    if (isComplete || isEnough(sums)) return { ...sums, tags };
  }
  throw new Error('the demo data never end');
}

/** Invites a person, by default a new one, who accepts through the link in the e-mail. */
export async function addMember(
  host: RunningHost,
  organization: TestOrganization,
  role: Role,
  person?: Person,
): Promise<Person> {
  const invited = person ?? (await newPerson(host, { firstName: `The ${role}` }));
  if (role === 'client') return (await addClient(host, organization, { person: invited })).person;
  const { call } = organization.owner;
  const body = { email: invited.email, role };
  const before = tokenIn(await host.mails(invited.email));
  await bodyOf(201, call('POST', `${organization.path}/invitations`, { body }));
  const token = await mailedToken(host, invited.email, organization.id, before);
  await bodyOf(200, invited.call('POST', '/v1/invitations/accept', { body: { token } }));
  return invited;
}

/** A contact's person with access to the portal. */
export interface TestClient {
  person: Person;
  contactId: string;
  customerId: string;
}

/**
 * Gives a person, by default a new one, access to the portal as a contact of a customer, by default a new one. The
 * person accepts through the link in the e-mail.
 */
export async function addClient(
  host: RunningHost,
  organization: TestOrganization,
  { person, customerId }: { person?: Person; customerId?: string } = {},
): Promise<TestClient> {
  const client = person ?? (await newPerson(host));
  const { path, owner } = organization;
  const customer =
    customerId === undefined
      ? await bodyOf(201, owner.call('POST', `${path}/customers`, { body: { name: unique('Acme ') } }))
      : { id: customerId };
  const body = { firstName: 'Client', email: client.email, customerId: customer.id };
  const { id: contactId } = await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }));
  await bodyOf(200, owner.call('POST', `${path}/portal/clients/contact/${contactId}`, { body: {} }));
  const token = await portalToken(host, client.email, organization.id);
  await bodyOf(200, client.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
  return { person: client, contactId, customerId: customer.id };
}

const portalTokenIn = ([newest]: KeptMail[]): string | undefined =>
  newest && /\/portal-invitation#([\w.-]+)/.exec(newest.text)?.[1];

/** Like `mailedToken`, for an invitation to the portal. */
export async function portalToken(
  host: RunningHost,
  email: string,
  orgId: string,
  after?: string,
): Promise<string> {
  const token = await awaited(
    `an invitation of ${email} to the portal`,
    async () => portalTokenIn(await host.mails(email)),
    (newest) => newest?.startsWith(orgId) === true && newest !== after,
    { pauseMs: 25 },
  );
  return token!;
}

const tokenIn = ([newest]: KeptMail[]): string | undefined =>
  newest && /\/invitations#([\w.-]+)/.exec(newest.text)?.[1];

/**
 * Waits until the newest e-mail to an address is an invitation to the organization, and returns its token. `after` is
 * the token of an earlier invitation, which is ignored.
 */
export async function mailedToken(
  host: RunningHost,
  email: string,
  orgId: string,
  after?: string,
): Promise<string> {
  const token = await awaited(
    `an invitation to ${email}`,
    async () => tokenIn(await host.mails(email)),
    (newest) => newest?.startsWith(orgId) === true && newest !== after,
    { pauseMs: 25 },
  );
  return token!;
}

/** Ends the required pause between two e-mails of an invitation. */
export function letMailPauseEnd(host: RunningHost, orgId: string, id: string): Promise<void> {
  const key = { pk: `ORG#${orgId}#INVITATIONS`, sk: id };
  return openTable(host).change(key, { mailedAt: new Date(Date.now() - 61_000).toISOString() });
}

/** Ends the required pause between two e-mails with a temporary password for a member who hasn't signed in. */
export async function letPasswordPauseEnd(host: RunningHost, userId: string): Promise<void> {
  const table = openTable(host);
  const key = userKey(userId);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const mailedAt = new Date(Date.now() - 61_000).toISOString();
  await table.change(key, { firstPassword: { ...item?.firstPassword, mailedAt } });
}

/** Starts the counts of the e-mails that an organization and its owner sent today again, as the next day does. */
export async function letMailDayEnd(
  host: RunningHost,
  { id, owner }: Pick<TestOrganization, 'id' | 'owner'>,
): Promise<void> {
  const table = openTable(host);
  for (const sender of [`ORG#${id}#MAILED`, `USER#${owner.userId}#MAILED`])
    for (const { pk, sk } of await table.items(() => true, sender))
      await table.change({ pk, sk }, { used: 0 });
}

/** Changes a membership as the owner, with its current version. */
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

/**
 * Creates an API key. By default, the key has all permissions that keys can have. The creator must have the key's permissions and that of
 * creating keys.
 */
export async function newApiKey(
  host: RunningHost,
  organization: TestOrganization,
  maker: Person,
  permissions: readonly KeyPermission[] = keyPermissionNames,
  expiresAt?: string,
): Promise<TestKey> {
  const body = { name: unique('key '), permissions, ...(expiresAt ? { expiresAt } : {}) };
  const made = await bodyOf(201, maker.call('POST', `${organization.path}/api-keys`, { body }));
  return { id: made.key.id, secret: made.secret, call: callerWith(host.url, made.secret) };
}

/** Gives the membership of a person in an organization the start time of another membership. */
export async function joinAtOnce(
  host: RunningHost,
  userId: string,
  first: TestOrganization,
  second: TestOrganization,
): Promise<void> {
  const table = openTable(host);
  const key = accessKey(userId);
  const [access] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const { orgs } = access as { orgs: Record<string, { since: string }> };
  const { since } = orgs[first.id]!;
  await table.change(key, { orgs: { ...orgs, [second.id]: { ...orgs[second.id]!, since } } });
}

/**
 * Makes people the team of a manager, by creating employees that are linked to their users.
 */
export async function makeTeam(
  { path, owner }: TestOrganization,
  manager: Person,
  reports: readonly Person[],
): Promise<void> {
  const employ = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const { id } = await employ({ firstName: 'Manager', userId: manager.userId });
  for (const { userId } of reports) await employ({ firstName: 'Report', userId, managerId: id });
}

export function newContact(organization: TestOrganization, call: Call, values = {}): Promise<any> {
  return bodyOf(
    201,
    call('POST', `${organization.path}/contacts`, { body: { firstName: unique('Contact '), ...values } }),
  );
}
