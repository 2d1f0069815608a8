import { randomUUID } from 'node:crypto';
import { ResendConfirmationCodeCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { CustomMessageTriggerEvent, PreSignUpTriggerEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addUser, confirm, passwordSignIn, password, refusal, signUp, startPool } from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';

let pool: PoolUnderTest;
const events: PreSignUpTriggerEvent[] = [];
const messages: CustomMessageTriggerEvent[] = [];
let words = '<p>Hello &amp; welcome:<br>{####}</p>';

beforeAll(async () => {
  pool = await startPool({
    triggers: {
      preSignUp: async (event) => {
        events.push(structuredClone(event));
        if (event.request.userAttributes.email === 'taken@example.com') throw new Error('EmailTaken');
        return event;
      },
      customMessage: async (event) => {
        messages.push(structuredClone(event));
        event.response.emailSubject = 'Ours';
        event.response.emailMessage = words;
        return event;
      },
    },
  });
});
afterAll(() => pool.stop());

const name = () => `u${randomUUID().slice(0, 8)}`;

describe('signing up', () => {
  test('sends a code with our text that confirms the user and their e-mail', async () => {
    const username = name();
    const answer = await signUp(pool, username, `${username}@Example.com`, { locale: 'es' });
    expect(answer).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: 'u***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
    const [mail] = pool.mailbox.list(`${username}@example.com`);
    expect(mail).toMatchObject({ subject: 'Ours', html: expect.stringMatching(/<br>\d{6}<\/p>/) });
    expect(mail!.text).toMatch(/^Hello & welcome:\n\d{6}$/);
    expect(messages.at(-1)).toMatchObject({
      version: '1',
      triggerSource: 'CustomMessage_SignUp',
      userName: username,
      callerContext: { clientId: 'web' },
      request: {
        codeParameter: '{####}',
        usernameParameter: null,
        userAttributes: { sub: answer.UserSub, locale: 'es', 'cognito:user_status': 'UNCONFIRMED' },
      },
    });

    expect(await refusal(passwordSignIn(pool, username))).toBe('UserNotConfirmedException');
    await confirm(pool, username, pool.code(`${username}@example.com`));
    expect((await passwordSignIn(pool, `${username}@EXAMPLE.com`)).AuthenticationResult).toBeDefined();
  });

  test('reports a taken username regardless of case', async () => {
    const { username } = await addUser(pool, name());
    const again = signUp(pool, username.toUpperCase(), 'other@example.com');
    expect(await refusal(again)).toBe('UsernameExistsException');
  });

  test('rejects with the trigger’s message', async () => {
    const refused = signUp(pool, name(), 'taken@example.com');
    await expect(refused).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error EmailTaken.',
    });
    expect(events.at(-1)).toMatchObject({
      triggerSource: 'PreSignUp_SignUp',
      request: { userAttributes: { email: 'taken@example.com' } },
      response: { autoConfirmUser: false },
    });
  });

  test.each([
    ['short', 'InvalidPasswordException'],
    [' leading blank', 'InvalidParameterException'],
    ['x'.repeat(257), 'InvalidParameterException'],
  ])('refuses the password %j', async (Password, expected) => {
    const UserAttributes = [{ Name: 'email', Value: 'weak@example.com' }];
    const command = new SignUpCommand({ ClientId: 'web', Username: name(), Password, UserAttributes });
    expect(await refusal(pool.sdk.send(command))).toBe(expected);
  });

  test.each([
    [
      'a username that is an e-mail',
      'me@example.com',
      { email: 'me@example.com' },
      'InvalidParameterException',
    ],
    ['a space in the username', 'two words', { email: 'me@example.com' }, 'InvalidParameterException'],
    ['a missing e-mail', 'nomail', {}, 'InvalidParameterException'],
    ['an invalid e-mail', 'noaddress', { email: 'nowhere' }, 'InvalidParameterException'],
    ['an unknown attribute', 'unknown', { email: 'm@x.es', shoe: '43' }, 'InvalidParameterException'],
    [
      'an attribute that the client cannot write',
      'zone',
      { email: 'm@x.es', zoneinfo: 'UTC' },
      'NotAuthorizedException',
    ],
    ['a verification flag', 'sure', { email: 'm@x.es', email_verified: 'true' }, 'NotAuthorizedException'],
  ])('refuses %s', async (_what, Username, attributes, expected) => {
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const command = new SignUpCommand({ ClientId: 'web', Username, Password: password, UserAttributes });
    expect(await refusal(pool.sdk.send(command))).toBe(expected);
  });

  test('refuses a verification flag from a client that can write everything else', async () => {
    const UserAttributes = ['email', 'email_verified'].map((Name) => ({ Name, Value: 'true@example.com' }));
    const command = new SignUpCommand({
      ClientId: 'plain',
      Username: name(),
      Password: password,
      UserAttributes,
    });
    expect(await refusal(pool.sdk.send(command))).toBe('NotAuthorizedException');
  });

  test('refuses a message without the code placeholder', async () => {
    words = 'no place';
    try {
      expect(await refusal(signUp(pool, name(), 'm@example.com'))).toBe('InvalidLambdaResponseException');
    } finally {
      words = '{####}';
    }
  });
});

describe('confirming', () => {
  test('refuses wrong, expired and replaced codes', async () => {
    const username = name();
    const email = `${username}@example.com`;
    await signUp(pool, username, email);
    const first = pool.code(email);
    const wrong = first === '000000' ? '000001' : '000000';
    expect(await refusal(confirm(pool, username, wrong))).toBe('CodeMismatchException');
    await pool.sdk.send(new ResendConfirmationCodeCommand({ ClientId: 'web', Username: username }));
    expect(messages.at(-1)?.triggerSource).toBe('CustomMessage_ResendCode');
    const second = pool.code(email);
    if (first !== second) expect(await refusal(confirm(pool, username, first))).toBe('CodeMismatchException');
    pool.pass(24 * 3600 + 1);
    expect(await refusal(confirm(pool, username, second))).toBe('ExpiredCodeException');
  });

  test('blocks for an hour after ten wrong codes, even the correct one', async () => {
    const username = name();
    const email = `${username}@example.com`;
    await signUp(pool, username, email);
    const right = pool.code(email);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 10; guess++) await refusal(confirm(pool, username, wrong));
    expect(await refusal(confirm(pool, username, right))).toBe('LimitExceededException');
    pool.pass(3601);
    await confirm(pool, username, right);
  });

  test('refuses another user’s e-mail unless confirmation is forced', async () => {
    const first = await addUser(pool, name());
    const second = name();
    await signUp(pool, second, first.email);
    const code = pool.code(first.email);
    expect(await refusal(confirm(pool, second, code))).toBe('AliasExistsException');
    const before = await passwordSignIn(pool, first.email);
    expect(payload(before.AuthenticationResult!.AccessToken!)).toMatchObject({ username: first.username });
    await confirm(pool, second, code, true);
    const after = await passwordSignIn(pool, first.email);
    expect(payload(after.AuthenticationResult!.AccessToken!)).toMatchObject({ username: second });
    await passwordSignIn(pool, first.username);
  });

  test('is required before a user is found by e-mail', async () => {
    const username = name();
    await signUp(pool, username, `${username}@example.com`);
    expect(await refusal(passwordSignIn(pool, `${username}@example.com`))).toBe('UserNotFoundException');
  });

  test('a second time is refused, and so is a new code', async () => {
    const { username } = await addUser(pool, name());
    expect(await refusal(confirm(pool, username, '123456'))).toBe('NotAuthorizedException');
    const resend = new ResendConfirmationCodeCommand({ ClientId: 'web', Username: username });
    expect(await refusal(pool.sdk.send(resend))).toBe('InvalidParameterException');
  });

  test('reveals nothing about unknown users', async () => {
    const resend = new ResendConfirmationCodeCommand({ ClientId: 'web', Username: 'nobody' });
    const { CodeDeliveryDetails } = await pool.sdk.send(resend);
    expect(CodeDeliveryDetails?.Destination).toMatch(/^[a-p]\*\*\*@[a-p]\*\*\*$/);
    expect(await refusal(confirm(pool, 'nobody', '123456'))).toBe('CodeMismatchException');
  });
});

function payload(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
}
