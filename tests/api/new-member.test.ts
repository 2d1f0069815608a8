import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { limits } from '#contract/limits.ts';
import { memberKey, userKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  letPasswordPauseEnd,
  newApiKey,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { timeZone: 'Europe/Madrid' });
});

const newUser = (values = {}) => {
  const username = unique('made');
  return { username, email: `${username}@people.example`, firstName: 'Nueva', role: 'manager', ...values };
};
const userItem = async (userId: string) =>
  (await table.items(({ sk }) => sk === 'USER', userKey(userId).pk))[0]!;
const letPauseEnd = (userId: string) => letPasswordPauseEnd(host, userId);
const create = (body: object, call = organization.owner.call) =>
  call('POST', `${organization.path}/members`, { body });

test('a user created for a new address receives a temporary password by e-mail in either language', async () => {
  const texts = { en: /Temporary password: (\S+)/, es: /Contraseña temporal: (\S+)/ };
  for (const [locale, text] of Object.entries(texts)) {
    const user = newUser({ locale });
    const member = await bodyOf(201, create(user));
    expect(member).toMatchObject({ email: user.email, role: 'manager', active: true, displayName: 'Nueva' });
    const [mail] = await host.mails(user.email);
    expect(mail?.text ?? mail?.html).toContain(user.username);
    expect(`${mail?.text} ${mail?.html}`.replace(/<[^>]*>/g, ' ')).toMatch(text);
    const { items } = await bodyOf(200, organization.owner.call('GET', `${organization.path}/members`));
    expect(items).toContainEqual(member);
  }
});

test('an address with an account suggests an invitation, and a taken username is reported at its field', async () => {
  const other = await newPerson(host);
  const taken = await create(newUser({ email: other.email.toUpperCase() }));
  expect([taken.status, taken.body.errors]).toMatchObject([
    409,
    [{ pointer: '/email', code: 'has_account' }],
  ]);
  const name = await create(newUser({ username: other.username.toUpperCase() }));
  expect([name.status, name.body.errors]).toMatchObject([409, [{ pointer: '/username', code: 'taken' }]]);
});

test('nobody can create a member above their own role, or a client', async () => {
  const admin = await addMember(host, organization, 'admin');
  for (const role of ['owner', 'client'])
    expect((await create(newUser({ role }), admin.call)).body.errors[0]).toMatchObject({ pointer: '/role' });
  const manager = await addMember(host, organization, 'manager');
  expect((await create(newUser({ role: 'employee' }), manager.call)).status).toBe(403);
});

test('an interrupted creation is completed by repeating the request, with another e-mail', async () => {
  const { info } = host;
  const pool = new CognitoIdentityProviderClient({
    endpoint: `${info.url}/_cognito`,
    region: info.region,
    credentials: { accessKeyId: info.operator.accessKeyId, secretAccessKey: info.operator.secretAccessKey },
  });
  const user = newUser();
  const attributes = { email: user.email, email_verified: 'true', given_name: 'Nueva' };
  await pool.send(
    new AdminCreateUserCommand({
      UserPoolId: info.userPoolId,
      Username: user.username,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  await bodyOf(201, create(user));
  expect(await host.mails(user.email)).toHaveLength(2);
  expect((await create(user)).body.errors[0]).toMatchObject({ pointer: '/email', code: 'has_account' });
});

describe('another temporary password', () => {
  const passwordIn = (text: string | undefined): string =>
    /Temporary password: (\S+)/.exec(text?.replace(/<[^>]*>/g, ' ') ?? '')?.[1] ?? '';
  const resend = (userId: string, by = organization.owner.call) =>
    by('POST', `${organization.path}/members/${userId}/resend`);

  test('is sent to members who have not signed in, replacing the previous one', async () => {
    const user = newUser();
    const { userId } = await bodyOf(201, create(user));
    await letPauseEnd(userId);
    await bodyOf(204, resend(userId));
    const [second, first, ...others] = (await host.mails(user.email)).map(({ text, html }) =>
      passwordIn(text || html),
    );
    expect(others).toEqual([]);
    expect(second).not.toBe('');
    expect(second).not.toBe(first);
  });

  test('is refused for users with a password, without permission for the role, and for keys', async () => {
    const member = await addMember(host, organization, 'employee');
    const chosen = await resend(member.userId);
    expect([chosen.status, chosen.body.errors[0].code]).toEqual([409, 'has_password']);
    const owner = await bodyOf(201, create(newUser({ role: 'owner' })));
    const admin = await addMember(host, organization, 'admin');
    expect((await resend(owner.userId, admin.call)).status).toBe(403);
    const { userId } = await bodyOf(201, create(newUser()));
    const manager = await addMember(host, organization, 'manager');
    expect((await resend(userId, manager.call)).status).toBe(403);
    const key = await newApiKey(host, organization, organization.owner);
    expect((await resend(userId, key.call)).status).toBe(403);
    expect((await resend(uuidv7())).status).toBe(404);
    await letPauseEnd(userId);
    expect((await resend(userId, admin.call)).status).toBe(204);
  });

  test('can be sent again after a pause, and ten times in total', async () => {
    const { userId } = await bodyOf(201, create(newUser()));
    const soon = await resend(userId);
    expect([soon.status, soon.body.errors[0].code]).toEqual([429, 'too_soon']);
    for (let mails = 1; mails < limits.mailsPerPerson; mails += 1) {
      await letPauseEnd(userId);
      expect((await resend(userId)).status).toBe(204);
    }
    await letPauseEnd(userId);
    const often = await resend(userId);
    expect([often.status, often.body.errors[0].code]).toEqual([429, 'too_often']);
  });

  test('is never sent to someone who has signed in, regardless of the account’s state', async () => {
    const { userId } = await bodyOf(201, create(newUser()));
    const { firstPassword: _gone, ...user } = await userItem(userId);
    await table.put(user);
    expect((await resend(userId)).body.errors[0].code).toBe('has_password');
  });
});

test('a user who signs in is no longer removed automatically', async () => {
  const person = await newPerson(host);
  const firstPassword = {
    mails: 1,
    mailedAt: '2020-01-01T00:00:00.000Z',
    mailedBy: organization.owner.userId,
  };
  await table.change(userKey(person.userId), { firstPassword });
  const me = await bodyOf(200, person.call('GET', '/v1/me'));
  expect(me).not.toHaveProperty('firstPassword');
  expect(await userItem(person.userId)).not.toHaveProperty('firstPassword');
});

test('temporary passwords count towards an organization’s daily e-mails', async () => {
  const own = await newOrganization(await newPerson(host));
  const members = `${own.path}/members`;
  const { userId } = await bodyOf(201, own.owner.call('POST', members, { body: newUser() }));
  const [count] = await table.items(() => true, `ORG#${own.id}#MAILED`);
  expect(count!.used).toBe(1);
  await table.change({ pk: count!.pk, sk: count!.sk }, { used: limits.mailsPerDay });
  await letPauseEnd(userId);
  const user = newUser();
  for (const answer of [
    await own.owner.call('POST', members, { body: user }),
    await own.owner.call('POST', `${members}/${userId}/resend`),
  ]) {
    expect([answer.status, answer.body.errors[0].code]).toEqual([429, 'daily_limit']);
  }
  expect(await host.mails(user.email)).toEqual([]);
});

test('an organization cannot exceed its limit of members', async () => {
  const full = await newOrganization(await newPerson(host));
  const { items } = await bodyOf(200, full.owner.call('GET', `${full.path}/members`));
  for (let made = 1; made < limits.membersPerOrganization; made += 100) {
    const rest = Math.min(100, limits.membersPerOrganization - made);
    const others = Array.from({ length: rest }, () => ({ ...items[0], userId: uuidv7() }));
    await Promise.all(
      others.map((one) => table.put({ ...memberKey(full.id, one.userId), kind: 'member', ...one })),
    );
  }
  const { status, body } = await full.owner.call('POST', `${full.path}/members`, { body: newUser() });
  expect([status, body.errors]).toMatchObject([
    409,
    [{ pointer: '/email', code: 'too_many', limit: limits.membersPerOrganization }],
  ]);
});
