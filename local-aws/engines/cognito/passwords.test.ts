import { randomUUID } from 'node:crypto';
import {
  AdminDisableUserCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addUser,
  password,
  passwordSignIn,
  poolId,
  refusal,
  signUp,
  startPool,
  tokensOf,
} from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';

let pool: PoolUnderTest;
const sources: string[] = [];
beforeAll(async () => {
  pool = await startPool({
    triggers: {
      customMessage: async (event) => {
        sources.push(event.triggerSource);
        return event;
      },
    },
  });
});
afterAll(() => pool.stop());

const name = () => `u${randomUUID().slice(0, 8)}`;
const forget = (Username: string, ClientId = 'web') =>
  pool.sdk.send(new ForgotPasswordCommand({ ClientId, Username }));
const reset = (Username: string, ConfirmationCode: string, Password = 'my next password') =>
  pool.sdk.send(new ConfirmForgotPasswordCommand({ ClientId: 'web', Username, ConfirmationCode, Password }));

test('a forgotten password is reset with an e-mailed code, once, within an hour', async () => {
  const { username, email } = await addUser(pool, name());
  const { CodeDeliveryDetails } = await forget(email);
  expect(CodeDeliveryDetails).toMatchObject({ Destination: 'u***@e***', DeliveryMedium: 'EMAIL' });
  expect(sources.at(-1)).toBe('CustomMessage_ForgotPassword');
  const code = pool.code(email);
  expect(await refusal(reset(email, code, 'short'))).toBe('InvalidPasswordException');
  await reset(email, code);
  expect(await refusal(reset(email, code))).toBe('ExpiredCodeException');
  expect(await refusal(passwordSignIn(pool, username, password))).toBe('NotAuthorizedException');
  await passwordSignIn(pool, username, 'my next password');
  await forget(username);
  pool.pass(3601);
  expect(await refusal(reset(username, pool.code(email)))).toBe('ExpiredCodeException');
});

test('unknown, unconfirmed and disabled users get the same answer and no e-mail', async () => {
  const unconfirmed = name();
  await signUp(pool, unconfirmed, `${unconfirmed}@example.com`);
  const disabled = await addUser(pool, name());
  await pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: disabled.username }));
  const before = pool.mailbox.list().length;
  for (const who of ['nobody', 'nobody@example.com', unconfirmed, disabled.username]) {
    const { CodeDeliveryDetails } = await forget(who);
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });
    expect(CodeDeliveryDetails?.Destination).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/);
    expect(await refusal(reset(who, '123456'))).toBe('CodeMismatchException');
  }
  expect(pool.mailbox.list()).toHaveLength(before);
  expect(await refusal(forget('nobody', 'plain'))).toBe('UserNotFoundException');
});

test('guessing and requesting codes is limited, for known and unknown users alike', async () => {
  const { username } = await addUser(pool, name());
  for (const who of [username, name()]) {
    await forget(who);
    for (let guess = 0; guess < 10; guess++)
      expect(await refusal(reset(who, 'wrong'))).toBe('CodeMismatchException');
    expect(await refusal(reset(who, 'wrong'))).toBe('LimitExceededException');
    for (let mail = 1; mail < 10; mail++) await forget(who);
    expect(await refusal(forget(who))).toBe('LimitExceededException');
  }
});

test('changing the password requires the current one and a valid new one', async () => {
  const { username } = await addUser(pool, name());
  const { accessToken: AccessToken } = await tokensOf(pool, username);
  const change = (PreviousPassword: string, ProposedPassword: string) =>
    pool.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
  expect(await refusal(change('wrong password', 'my next password'))).toBe('NotAuthorizedException');
  expect(await refusal(change(password, 'short'))).toBe('InvalidPasswordException');
  await change(password, 'my next password');
  await passwordSignIn(pool, username, 'my next password');
  expect(await refusal(passwordSignIn(pool, username, password))).toBe('NotAuthorizedException');
  for (let guess = 0; guess < 4; guess++) await refusal(change('wrong password', 'my next password'));
  await expect(change('my next password', password)).rejects.toThrow('Password attempts exceeded');
});
