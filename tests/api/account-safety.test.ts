import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { bodyOf, callerWith, type Answer } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, password, unique, type Person } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';
import { callPool } from 'local-aws/pool-client.ts';

const host = connectHost(inject('host'));

const errorsOf = ({ status, body }: Answer) => [
  status,
  ...(body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];
const newEmail = () => `${unique('next')}@people.example`;
const changeEmail = (call: Person['call'], email: string, secret = password) =>
  call('POST', '/v1/me/email', { body: { email, password: secret } });
const changePassword = (call: Person['call'], oldPassword: string, newPassword: string) =>
  call('POST', '/v1/me/password', { body: { oldPassword, newPassword } });
const mailsAbout = (to: string, subject: RegExp) =>
  expect.poll(async () => (await host.mails(to)).filter((mail) => subject.test(mail.subject)).length);

/** Sends the e-mailed code to the user pool with the person's own token, as browsers do. */
const enterCode = async (token: string, email: string) =>
  callPool(host.info, 'VerifyUserAttribute', {
    AccessToken: token,
    AttributeName: 'email',
    Code: await host.code(email),
  });

/**
 * Signs the person in again, as on another device. Waits a second, so that the sign-in precedes the change that ends
 * the session: tokens contain times in whole seconds.
 */
async function anotherSession({ username }: Person) {
  const tokens = await host.signIn(username, password);
  const renew = async () => {
    const answer = await callPool(host.info, 'GetTokensFromRefreshToken', {
      ClientId: host.info.clientId,
      RefreshToken: tokens.refreshToken,
    });
    return callerWith(host.url, (answer.AuthenticationResult as { AccessToken: string }).AccessToken);
  };
  const call = callerWith(host.url, tokens.accessToken);
  expect((await call('GET', '/v1/me')).status).toBe(200);
  await sleep(1000);
  return { call, renew };
}

test('a token without the password cannot change the e-mail address, not even at the user pool', async () => {
  const person = await newPerson(host);
  const email = newEmail();
  const write = callPool(host.info, 'UpdateUserAttributes', {
    AccessToken: person.token,
    UserAttributes: [{ Name: 'email', Value: email }],
  });
  await expect(write).rejects.toMatchObject({ name: 'UserLambdaValidationException' });
  const send = callPool(host.info, 'GetUserAttributeVerificationCode', {
    AccessToken: person.token,
    AttributeName: 'email',
  });
  await expect(send).rejects.toMatchObject({ name: 'UserLambdaValidationException' });
  expect(errorsOf(await changeEmail(person.call, email, 'not the password'))).toEqual([
    422,
    '/password no_match',
  ]);
  expect(await host.mails(email)).toEqual([]);
  expect((await bodyOf(200, person.call('POST', '/v1/me/confirm-email'))).email).toBe(person.email);
});

test('a changed e-mail address is announced to the old one and ends all other sessions', async () => {
  const person = await newPerson(host);
  await newOrganization(person);
  const other = await anotherSession(person);
  const email = newEmail();
  await bodyOf(200, changeEmail(person.call, email));
  await mailsAbout(person.email, /^A new e-mail address was requested/).toBe(1);
  expect((await other.call('GET', '/v1/me')).status).toBe(200);
  await enterCode(person.token, email);
  expect((await bodyOf(200, person.call('POST', '/v1/me/confirm-email'))).email).toBe(email);
  await mailsAbout(person.email, /^Your e-mail address was changed$/).toBe(1);
  expect((await person.call('GET', '/v1/me')).status).toBe(200);
  expect((await other.call('GET', '/v1/me')).status).toBe(401);
  expect((await (await other.renew())('GET', '/v1/me')).status).toBe(401);
  // An e-mail address in use is refused immediately, as is a change beyond the daily limit.
  const taken = (await newPerson(host)).email;
  expect(errorsOf(await changeEmail(person.call, taken))).toEqual([409, '/email taken']);
  for (let begun = 1; begun < 5; begun += 1) await bodyOf(200, changeEmail(person.call, newEmail()));
  const last = newEmail();
  expect(errorsOf(await changeEmail(person.call, last))).toEqual([429, '/email email_changes_a_day']);
  expect(await host.mails(last)).toEqual([]);
});

test('a changed password is announced by mail in the user’s language and ends all other sessions', async () => {
  const person = await newPerson(host);
  await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: 1 }));
  const other = await anotherSession(person);
  const next = 'quite another phrase';
  expect(errorsOf(await changePassword(person.call, 'not the password', next))).toEqual([
    422,
    '/oldPassword no_match',
  ]);
  expect(errorsOf(await changePassword(person.call, password, 'short'))).toEqual([
    422,
    '/newPassword too_short',
  ]);
  for (const spaced of [' quite another phrase', 'quite another phrase ', 'quite another\nphrase'])
    expect(errorsOf(await changePassword(person.call, password, spaced))).toEqual([
      422,
      '/newPassword outer_space',
    ]);
  expect((await other.call('GET', '/v1/me')).status).toBe(200);
  expect((await bodyOf(200, changePassword(person.call, password, next))).username).toBe(person.username);
  expect((await person.call('GET', '/v1/me')).status).toBe(200);
  expect((await other.call('GET', '/v1/me')).status).toBe(401);
  expect((await (await other.renew())('GET', '/v1/me')).status).toBe(401);
  await mailsAbout(person.email, /^Se cambió tu contraseña$/).toBe(1);
  const again = await host.signIn(person.username, next);
  expect((await callerWith(host.url, again.accessToken)('GET', '/v1/me')).status).toBe(200);
});

test('a password never changes without a notice and the end of other sessions, whatever happens meanwhile', async () => {
  const person = await newPerson(host);
  const other = await anotherSession(person);
  const next = 'quite another phrase';
  let isAnswered = false;
  const edits = async () => {
    for (let ifMatch = 1; !isAnswered;) {
      const body = { lastName: unique('Name ') };
      const { status, body: me } = await person.call('PATCH', '/v1/me', { body, ifMatch });
      ifMatch = status === 200 ? me.version : ifMatch + 1;
    }
  };
  const change = async () => {
    const { status } = await changePassword(person.call, password, next);
    isAnswered = true;
    return status;
  };
  const [status] = await Promise.all([change(), edits()]);
  const isChanged = await host.signIn(person.username, next).then(
    () => true,
    () => false,
  );
  expect([status, isChanged]).toEqual(isChanged ? [200, true] : [412, false]);
  expect((await other.call('GET', '/v1/me')).status).toBe(isChanged ? 401 : 200);
  await mailsAbout(person.email, /^Your password was changed$/).toBe(isChanged ? 1 : 0);
});

test('passwords are counted by address and by account before the user pool is called', async () => {
  const person = await newPerson(host);
  const recover = (username: string, from: string) =>
    visit(host.url, 'POST', '/v1/second-factor/recover', {
      from,
      json: { username, password: 'not the password', code: 'abcd-efgh' },
    });
  const statuses = async (attempts: Promise<Answer>[]) => {
    const answers = await Promise.all(attempts);
    for (const { status, headers, body } of answers.filter((answer) => answer.status === 429)) {
      expect([status, body.errors]).toMatchObject([429, [{ pointer: '/password', code: 'too_many_tries' }]]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    return answers.filter(({ status }) => status === 422).length;
  };
  const flood = newAddress();
  const many = Array.from({ length: 100 }, () => recover(unique('nobody'), flood));
  expect(await statuses(many)).toBeLessThanOrEqual(80);
  const crowd = Array.from({ length: 70 }, () => recover(person.username, newAddress()));
  expect(await statuses(crowd)).toBeLessThanOrEqual(60);
  // Failed attempts by others don't count against the signed-in user.
  expect(errorsOf(await changePassword(person.call, 'not the password', 'quite another phrase'))).toEqual([
    422,
    '/oldPassword no_match',
  ]);
  expect((await recover(unique('nobody'), newAddress())).status).toBe(422);
});

test('a user locked out by wrong passwords of others can sign in after resetting the password', async () => {
  const person = await newPerson(host);
  const named = { ClientId: host.info.clientId, Username: person.username };
  // Each lock is twice as long as the one before: after these seconds, the current one lasts longer than any request.
  const until = Date.now() + 8_000;
  while (Date.now() < until) {
    await host.signIn(person.username, 'not the password').catch(() => undefined);
    await sleep(100);
  }
  await expect(host.signIn(person.username, password)).rejects.toThrow('Password attempts exceeded');
  await callPool(host.info, 'ForgotPassword', named);
  const Password = 'quite another phrase';
  const ConfirmationCode = await host.code(person.email);
  await callPool(host.info, 'ConfirmForgotPassword', { ...named, ConfirmationCode, Password });
  expect((await host.signIn(person.username, Password)).accessToken).toBeTruthy();
});
