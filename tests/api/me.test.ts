import { setTimeout as sleep } from 'node:timers/promises';
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { accessKey, userKey } from '#data/store/keys.ts';
import {
  addClient,
  addMember,
  mailedToken,
  newOrganization,
  newPerson,
  password,
  unique,
} from '../organization.ts';

import { openTable } from '../table.ts';

const host = connectHost(inject('host'));

test('concurrent first calls create one profile from the sign-up data', async () => {
  const username = unique('First');
  const email = `${username}@People.example`;
  const { accessToken } = await host.signUp({
    username,
    email,
    password,
    firstName: 'Zoë',
    lastName: 'Ní Bhriain',
    locale: 'es',
  });
  const call = callerWith(host.url, accessToken);
  const profiles = await Promise.all(Array.from({ length: 12 }, () => bodyOf(200, call('GET', '/v1/me'))));
  for (const profile of profiles) expect(profile).toEqual(profiles[0]);
  expect(profiles[0]).toMatchObject({
    version: 1,
    username: username.toLowerCase(),
    email: email.toLowerCase(),
    firstName: 'Zoë',
    lastName: 'Ní Bhriain',
    locale: 'es',
    theme: 'system',
    organizations: [],
  });
});

test('a profile tells when it was created, also if an earlier release stored it', async () => {
  const before = new Date().toISOString();
  const { call, userId } = await newPerson(host);
  const { createdAt, version } = await bodyOf(200, call('GET', '/v1/me'));
  expect(createdAt >= before && createdAt <= new Date().toISOString()).toBe(true);
  const changed = await bodyOf(200, call('PATCH', '/v1/me', { body: { theme: 'dark' }, ifMatch: version }));
  expect(changed.createdAt).toBe(createdAt);
  const table = openTable(host);
  const { pk, sk } = userKey(userId);
  const [item] = await table.items((found) => found.sk === sk, pk);
  const { createdAt: _createdAt, ...earlier } = JSON.parse(String(item?.data)) as Record<string, unknown>;
  await table.change({ pk, sk }, { data: JSON.stringify(earlier) });
  expect((await bodyOf(200, call('GET', '/v1/me'))).createdAt).toBe(createdAt);
});

test('names that Cognito accepts in any form are stored in the form that the profile accepts', async () => {
  const username = unique('long');
  const names = {
    firstName: `Ana\nBcc: all@people.example ${'ñ'.repeat(200)}`,
    lastName: `\u0000${'é'.repeat(90)}`,
  };
  const { accessToken } = await host.signUp({
    username,
    email: `${username}@people.example`,
    password,
    ...names,
  });
  const call = callerWith(host.url, accessToken);
  const { firstName, lastName } = await bodyOf(200, call('GET', '/v1/me'));
  expect(firstName).toBe(`Ana Bcc: all at people. example ${'ñ'.repeat(48)}`);
  expect(lastName).toBe('é'.repeat(80));
  expect((await call('PATCH', '/v1/me', { body: { firstName, lastName }, ifMatch: 1 })).status).toBe(200);
});

test('a first-time caller can end all sessions and continue after a new sign-in', async () => {
  const username = unique('unseen');
  const { accessToken } = await host.signUp({ username, email: `${username}@people.example`, password });
  const call = callerWith(host.url, accessToken);
  expect((await call('POST', '/v1/me/sign-out-everywhere')).status).toBe(204);
  expect((await call('GET', '/v1/me')).status).toBe(401);
  // Tokens contain their issue time in whole seconds, so a token from the second of the sign-out is still refused.
  await sleep(1000);
  const again = callerWith(host.url, (await host.signIn(username, password)).accessToken);
  expect(await bodyOf(200, again('GET', '/v1/me'))).toMatchObject({ version: 1, organizations: [] });
  const made = await bodyOf(201, again('POST', '/v1/orgs', { body: { name: 'Mine' } }));
  expect((await bodyOf(200, again('GET', '/v1/me'))).organizations).toMatchObject([{ id: made.id }]);
  expect((await call('GET', '/v1/me')).status).toBe(401);
});

describe('signing out', () => {
  const signedIn = async ({ username }: { username: string }): Promise<Call> =>
    callerWith(host.url, (await host.signIn(username, password)).accessToken);

  test('ends the access token at once, and no other session', async () => {
    const person = await newPerson(host);
    const { path } = await newOrganization(person);
    const [here, there] = [await signedIn(person), await signedIn(person)];
    expect((await here('POST', '/v1/me/sign-out')).status).toBe(204);
    for (const address of ['/v1/me', path, `${path}/contacts`]) {
      expect((await here('GET', address)).status).toBe(401);
      expect((await there('GET', address)).status).toBe(200);
    }
    expect((await here('POST', '/v1/me/sign-out')).status).toBe(401);
    const other = await newPerson(host);
    expect((await other.call('GET', '/v1/me')).status).toBe(200);
    expect((await (await signedIn(person))('GET', '/v1/me')).status).toBe(200);
  });

  test('in several places at once ends each of these sessions', async () => {
    const person = await newPerson(host);
    const sessions = await Promise.all(Array.from({ length: 6 }, () => signedIn(person)));
    const answers = await Promise.all(sessions.map((call) => call('POST', '/v1/me/sign-out')));
    expect(answers.map(({ status }) => status)).toEqual(sessions.map(() => 204));
    for (const call of sessions) expect((await call('GET', '/v1/me')).status).toBe(401);
    expect((await person.call('GET', '/v1/me')).status).toBe(200);
  });

  test('keeps a limited number of ended sign-ins, and drops those whose tokens have expired', async () => {
    const person = await newPerson(host);
    const key = accessKey(person.userId);
    const table = openTable(host);
    const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
    const ended = (endsAt: number) =>
      Object.fromEntries(Array.from({ length: limits.endedSignIns }, () => [uuidv7(), endsAt]));
    await table.change(key, { endedSignIns: ended(inSeconds(100)) });
    const refused = await (await signedIn(person))('POST', '/v1/me/sign-out');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(100);
    await table.change(key, { endedSignIns: ended(inSeconds(-1)) });
    expect((await (await signedIn(person))('POST', '/v1/me/sign-out')).status).toBe(204);
    const [access] = await table.items(({ sk }) => sk === key.sk, key.pk);
    expect(Object.keys(access!.endedSignIns as object)).toHaveLength(1);
  });
});

describe('the profile', () => {
  test('is updated field by field under its version and refuses unknown fields', async () => {
    const { call, userId } = await newPerson(host);
    const before = await bodyOf(200, call('GET', '/v1/me'));
    const body = {
      firstName: 'Ana',
      phone: '+34 933 201 181',
      locale: 'es',
      timeZone: 'Europe/Madrid',
      theme: 'dark',
    };
    const after = await bodyOf(200, call('PATCH', '/v1/me', { body, ifMatch: 1 }));
    expect(after).toEqual({
      ...before,
      ...body,
      phone: '+34933201181',
      version: 2,
      updatedAt: after.updatedAt,
    });
    expect(after.updatedAt > before.updatedAt).toBe(true);
    expect((await call('PATCH', '/v1/me', { body: { firstName: 'Late' }, ifMatch: 1 })).status).toBe(412);
    const cleared = await bodyOf(200, call('PATCH', '/v1/me', { body: { phone: null }, ifMatch: 2 }));
    expect(cleared.phone).toBeUndefined();
    for (const field of ['email', 'username', 'id', 'organizations', 'role']) {
      const { errors } = await bodyOf(
        422,
        call('PATCH', '/v1/me', { body: { [field]: userId }, ifMatch: 3 }),
      );
      expect(errors).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }]);
    }
  });
});

describe('with the browser’s own client', () => {
  const kept = new Map<string, string>();
  beforeAll(() => {
    const { userPoolId, clientId } = host.info;
    const Cognito = { userPoolId, userPoolClientId: clientId, userPoolEndpoint: `${host.url}/_cognito` };
    Amplify.configure({ Auth: { Cognito } });
    cognitoUserPoolsTokenProvider.setKeyValueStorage({
      getItem: (key) => Promise.resolve(kept.get(key) ?? null),
      setItem: (key, value) => Promise.resolve(void kept.set(key, value)),
      removeItem: (key) => Promise.resolve(void kept.delete(key)),
      clear: () => {
        kept.clear();
        return Promise.resolve();
      },
    });
  });

  const signedInCall = async (username: string): Promise<Call> => {
    await auth.signIn({ username, password });
    const { tokens } = await auth.fetchAuthSession();
    return callerWith(host.url, tokens!.accessToken.toString());
  };

  test('a new e-mail takes effect in profile, memberships and invitations once its code is entered', async () => {
    const person = await newPerson(host);
    const organization = await newOrganization(person);
    const other = await newOrganization(await newPerson(host));
    await addMember(host, other, 'employee', person);
    const withPortal = await newOrganization(await newPerson(host));
    await addClient(host, withPortal, { person });
    const call = await signedInCall(person.username);
    const next = `${unique('next')}@people.example`;

    await bodyOf(200, call('POST', '/v1/me/email', { body: { email: next, password } }));
    expect((await bodyOf(200, call('POST', '/v1/me/confirm-email'))).email).toBe(person.email);
    await auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: await host.code(next) });
    const after = await bodyOf(200, call('POST', '/v1/me/confirm-email'));
    expect(after).toMatchObject({ email: next, version: 3 });
    expect(await bodyOf(200, call('POST', '/v1/me/confirm-email'))).toEqual(after);
    // The change ended the session of `organization.owner.call`, so `call` is used instead.
    for (const [path, see] of [
      [organization.path, call],
      [other.path, other.owner.call],
    ] as const) {
      const { items } = await bodyOf(200, see('GET', `${path}/members`));
      expect(items.find(({ userId }: { userId: string }) => userId === person.userId).email).toBe(next);
    }
    // Where the person is a client, no membership has the address, and the access goes on.
    expect((await call('GET', `${withPortal.path}/portal`)).status).toBe(200);
    // A caller who read the member before the change cannot write the old e-mail address back.
    const member = `${other.path}/members/${person.userId}`;
    const change = (ifMatch: number) =>
      other.owner.call('PATCH', member, { body: { displayName: 'Renamed' }, ifMatch });
    expect((await change(1)).status).toBe(412);
    expect(await bodyOf(200, change(2))).toMatchObject({ email: next, displayName: 'Renamed' });

    const third = await newOrganization(await newPerson(host));
    const body = { email: next, role: 'employee' };
    await bodyOf(201, third.owner.call('POST', `${third.path}/invitations`, { body }));
    const token = await mailedToken(host, next, third.id);
    await bodyOf(200, call('POST', '/v1/invitations/accept', { body: { token } }));
    await auth.signOut();
    expect((await auth.signIn({ username: next, password })).isSignedIn).toBe(true);
    await auth.signOut();
  });

  test('someone who joins while a new e-mail is confirmed becomes a member with the profile’s e-mail', async () => {
    const person = await newPerson(host);
    const tokens = [];
    for (let made = 0; made < 6; made += 1) {
      const { id, path, owner } = await newOrganization(await newPerson(host));
      await bodyOf(
        201,
        owner.call('POST', `${path}/invitations`, { body: { email: person.email, role: 'employee' } }),
      );
      tokens.push({ path, owner, token: await mailedToken(host, person.email, id) });
    }
    const call = await signedInCall(person.username);
    const next = `${unique('joining')}@people.example`;
    await bodyOf(200, call('POST', '/v1/me/email', { body: { email: next, password } }));
    await auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: await host.code(next) });
    const [, ...answers] = await Promise.all([
      call('POST', '/v1/me/confirm-email'),
      ...tokens.map(({ token }) => call('POST', '/v1/invitations/accept', { body: { token } })),
    ]);
    const { email } = await bodyOf(200, call('GET', '/v1/me'));
    for (const [index, { path, owner }] of tokens.entries()) {
      expect([200, 409]).toContain(answers[index]!.status);
      const { items } = await bodyOf(200, owner.call('GET', `${path}/members`));
      const member = items.find(({ userId }: { userId: string }) => userId === person.userId);
      expect(member?.email).toBe(answers[index]!.status === 200 ? email : undefined);
    }
    await auth.signOut();
  });

  test('signing out everywhere prevents refreshing any session', async () => {
    const person = await newPerson(host);
    const call = await signedInCall(person.username);
    expect((await call('POST', '/v1/me/sign-out-everywhere')).status).toBe(204);
    const { tokens } = await auth
      .fetchAuthSession({ forceRefresh: true })
      .catch(() => ({ tokens: undefined }));
    expect(tokens).toBeUndefined();
    expect((await person.call('GET', '/v1/me')).status).toBe(401);
    await auth.signOut().catch(() => undefined);
  });
});
