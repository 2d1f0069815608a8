import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { expireKey } from '../api-keys.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { inTurn } from '../counts.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  joinAtOnce,
  newApiKey,
  newOrganization,
  newPerson,
  password,
  setRole,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { allOperations, perform } from '../subjects.ts';
import { anything } from './never-existed.ts';
import { seen } from './seen.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
/** A caller without any credentials, and callers with invalid ones. */
let anonymous: Call;
let bad: Record<string, Call>;

/**
 * Creates a member who has signed out everywhere. Returns a caller with the member's old token, the username, and a
 * caller with the member's API key.
 */
async function signedOut(): Promise<{ call: Call; username: string; key: Call }> {
  const person = await addMember(host, organization, 'admin');
  const key = await newApiKey(host, organization, person);
  expect((await person.call('POST', '/v1/me/sign-out-everywhere')).status).toBe(204);
  return { call: person.call, username: person.username, key: key.call };
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner } = organization;
  const username = unique('tokens');
  const tokens = await host.signUp({ username, email: `${username}@people.example`, password });
  const [header = '', payload = '', signature = ''] = tokens.accessToken.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const ownersClaims = encoded({ ...claims, sub: owner.userId });
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const expired = await newApiKey(host, organization, owner, undefined, inAnHour);
  await expireKey(host, organization, expired.id);
  const revoked = await newApiKey(host, organization, owner);
  await owner.call('DELETE', `${organization.path}/api-keys/${revoked.id}`);
  const withAuthorization =
    (authorization: string): Call =>
    (method, path, sent) =>
      callerWith(host.url, undefined)(method, path, { ...sent, headers: { authorization } });
  anonymous = callerWith(host.url, undefined);
  bad = {
    'no scheme': withAuthorization(tokens.accessToken),
    'another scheme': withAuthorization(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`),
    'an empty one': withAuthorization('Bearer '),
    'two of them': withAuthorization(`Bearer ${tokens.accessToken}, Bearer ${tokens.accessToken}`),
    'no token': callerWith(host.url, 'not.a.token'),
    'an identity token': callerWith(host.url, tokens.idToken),
    'a token with another’s name in it': callerWith(host.url, `${header}.${ownersClaims}.${signature}`),
    'a token without a signature': callerWith(
      host.url,
      `${encoded({ alg: 'none', typ: 'JWT' })}.${ownersClaims}.`,
    ),
    'a key that never was': callerWith(host.url, `cobalt_${'A'.repeat(43)}`),
    'an expired key': expired.call,
    'a revoked key': revoked.call,
    'a token from before signing out everywhere': (await signedOut()).call,
  };
});

const guarded = allOperations.filter(({ operation }) => operation.access !== 'public');

test.each(guarded)('$name refuses every kind of invalid credentials alike', async (named) => {
  const answers = await Promise.all(
    [anonymous, ...inTurn(Object.values(bad), guarded.indexOf(named))].map(async (call) =>
      seen(await perform(call, named, organization.id, anything(named))),
    ),
  );
  for (const answer of answers) {
    expect(answer).toEqual(answers[0]);
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' },
    });
  }
});

test('user-only operations are forbidden to API keys with any permissions', async () => {
  const key = await newApiKey(host, organization, organization.owner);
  const forUsers = allOperations.filter(
    ({ operation: { access, usersOnly } }) => access === 'user' || usersOnly,
  );
  expect(forUsers.length).toBeGreaterThan(0);
  for (const named of forUsers) {
    const answer = await perform(key.call, named, organization.id, anything(named));
    expect([named.name, answer.status]).toEqual([named.name, 403]);
  }
});

test('a key finds nothing in another organization, even if its creator has been a member there for as long', async () => {
  const other = await newOrganization(await newPerson(host));
  const both = await addMember(host, organization, 'admin');
  await addMember(host, other, 'admin', both);
  await joinAtOnce(host, both.userId, organization, other);
  const key = await newApiKey(host, organization, both);
  const there = `${other.path}/contacts`;
  expect((await both.call('GET', there)).status).toBe(200);
  expect((await key.call('GET', there)).status).toBe(404);
});

describe('the next request after', () => {
  const contacts = (call: Call) => call('GET', `${organization.path}/contacts`);
  const tag = (call: Call) => call('POST', `${organization.path}/tags`, { body: { name: unique('tag ') } });

  test('a demotion applies the new role’s permissions to tokens and keys', async () => {
    const person = await addMember(host, organization, 'admin');
    const key = await newApiKey(host, organization, person);
    for (const call of [person.call, key.call]) expect((await tag(call)).status).toBe(201);
    await setRole(organization, person.userId, 'employee');
    for (const call of [person.call, key.call]) expect((await tag(call)).status).toBe(403);
    await setRole(organization, person.userId, 'manager');
    for (const call of [person.call, key.call]) expect((await tag(call)).status).toBe(201);
  });

  test('a deactivated member finds nothing, and everything again after activation', async () => {
    const person = await addMember(host, organization, 'admin');
    const key = await newApiKey(host, organization, person);
    for (const [active, status] of [
      [false, 404],
      [true, 200],
    ] as const) {
      await changeMember(organization, person.userId, { active });
      for (const call of [person.call, key.call]) expect((await contacts(call)).status).toBe(status);
      const { organizations } = await bodyOf(200, person.call('GET', '/v1/me'));
      expect(organizations).toHaveLength(active ? 1 : 0);
    }
  });

  test('a removed member finds nothing', async () => {
    const person = await addMember(host, organization, 'admin');
    const key = await newApiKey(host, organization, person);
    for (const call of [person.call, key.call]) expect((await contacts(call)).status).toBe(200);
    await organization.owner.call('DELETE', `${organization.path}/members/${person.userId}`, { ifMatch: 1 });
    for (const call of [person.call, key.call]) expect((await contacts(call)).status).toBe(404);
  });

  test('a revoked key is unauthenticated', async () => {
    const key = await newApiKey(host, organization, organization.owner);
    expect((await contacts(key.call)).status).toBe(200);
    await organization.owner.call('DELETE', `${organization.path}/api-keys/${key.id}`);
    expect((await contacts(key.call)).status).toBe(401);
  });

  test('after signing out everywhere, old tokens are unauthenticated in every function; keys and new sign-ins work', async () => {
    const { call, username, key } = await signedOut();
    for (const path of ['', '/contacts', '/tags', '/members', '/dashboard']) {
      expect((await call('GET', `${organization.path}${path}`)).status).toBe(401);
    }
    expect((await call('GET', '/v1/me')).status).toBe(401);
    expect((await contacts(key)).status).toBe(200);
    // Tokens contain their issue time in whole seconds, so a token from the second of the sign-out is still refused.
    await sleep(1000);
    const { accessToken } = await host.signIn(username, password);
    expect((await contacts(callerWith(host.url, accessToken))).status).toBe(200);
  });
});
