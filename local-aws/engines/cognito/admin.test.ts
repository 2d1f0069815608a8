import { randomUUID } from 'node:crypto';
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminEnableUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AdminCreateUserCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../../http/service-error.ts';
import { addUser, password, passwordSignIn, poolId, refusal, signUp, startPool } from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';

let pool: PoolUnderTest;
const messages: CustomMessageTriggerEvent[] = [];
const rights: string[][] = [];
beforeAll(async () => {
  pool = await startPool({
    triggers: {
      preSignUp: async (event) => {
        if (event.triggerSource !== 'PreSignUp_AdminCreateUser') return event;
        if (event.request.userAttributes.email === 'taken@example.com') throw new Error('EmailTaken');
        return event;
      },
      customMessage: async (event) => {
        messages.push(structuredClone(event));
        if (event.triggerSource !== 'CustomMessage_AdminCreateUser') return event;
        event.response.emailMessage = `${event.request.usernameParameter} | ${event.request.codeParameter}`;
        return event;
      },
    },
    authorize: (...requested) => {
      rights.push(requested);
      if (requested[0] === 'AKIANOBODY') throw new ServiceError('AccessDeniedException', 'not authorized');
    },
  });
});
afterAll(() => pool.stop());

const name = () => `u${randomUUID().slice(0, 8)}`;
const named = (Username: string) => ({ UserPoolId: poolId, Username });

function create(Username: string, email: string, more: Partial<AdminCreateUserCommandInput> = {}) {
  const UserAttributes = [{ Name: 'email', Value: email }];
  return pool.sdk.send(new AdminCreateUserCommand({ ...named(Username), UserAttributes, ...more }));
}

describe('users created by an admin', () => {
  test('receive username and temporary password by e-mail, valid for one sign-in', async () => {
    const username = name();
    const { User } = await create(username, `${username}@example.com`);
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true, Username: username });
    expect(User?.UserCreateDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(messages.at(-1)).toMatchObject({
      triggerSource: 'CustomMessage_AdminCreateUser',
      callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
      request: { usernameParameter: '{username}', codeParameter: '{####}' },
    });
    const [sentName, temporary] = pool.mailbox.list(`${username}@example.com`)[0]!.text.split(' | ');
    expect(sentName).toBe(username);
    expect(await passwordSignIn(pool, username, temporary)).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
    await create(username, '', { MessageAction: 'RESEND', UserAttributes: undefined });
    const [, second] = pool.mailbox.list(`${username}@example.com`)[0]!.text.split(' | ');
    expect(second).not.toBe(temporary);
    expect(await refusal(passwordSignIn(pool, username, temporary))).toBe('NotAuthorizedException');
  });

  test('have an alias only with a verified e-mail', async () => {
    const [unverified, verified] = [name(), name()];
    await create(unverified, `${unverified}@example.com`, { TemporaryPassword: password });
    expect(await refusal(passwordSignIn(pool, `${unverified}@example.com`))).toBe('UserNotFoundException');
    const UserAttributes = [
      { Name: 'email', Value: `${verified}@example.com` },
      { Name: 'email_verified', Value: 'true' },
    ];
    await create(verified, '', { TemporaryPassword: password, UserAttributes });
    await passwordSignIn(pool, `${verified}@example.com`);
    expect(await refusal(create(name(), '', { UserAttributes }))).toBe('AliasExistsException');
  });

  test('are refused by the trigger and by a taken username', async () => {
    expect(await refusal(create(name(), 'taken@example.com'))).toBe('UserLambdaValidationException');
    const { username } = await addUser(pool, name());
    expect(await refusal(create(username, 'm@example.com'))).toBe('UsernameExistsException');
  });
});

test('an admin reads a user by username, sub and e-mail', async () => {
  const { username, sub, email } = await addUser(pool, name());
  for (const who of [username, sub, email]) {
    const user = await pool.sdk.send(new AdminGetUserCommand(named(who)));
    expect(user).toMatchObject({ Username: username, UserStatus: 'CONFIRMED', Enabled: true });
    expect(user.UserAttributes).toContainEqual({ Name: 'sub', Value: sub });
  }
  expect(await refusal(pool.sdk.send(new AdminGetUserCommand(named('nobody'))))).toBe(
    'UserNotFoundException',
  );
});

test('an admin can set a permanent or a temporary password', async () => {
  const { username } = await addUser(pool, name());
  const set = (Password: string, Permanent: boolean) =>
    pool.sdk.send(new AdminSetUserPasswordCommand({ ...named(username), Password, Permanent }));
  await set('set by an admin', true);
  expect((await passwordSignIn(pool, username, 'set by an admin')).AuthenticationResult).toBeDefined();
  await set('set for now', false);
  expect((await passwordSignIn(pool, username, 'set for now')).ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  expect(await refusal(set('short', true))).toBe('InvalidPasswordException');
});

test('an admin changes a verified e-mail immediately', async () => {
  const { username } = await addUser(pool, name());
  const email = `${name()}@example.com`;
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
  await pool.sdk.send(new AdminUpdateUserAttributesCommand({ ...named(username), UserAttributes }));
  await passwordSignIn(pool, email);
});

test('an admin confirms, disables, enables and removes users', async () => {
  const username = name();
  await signUp(pool, username, `${username}@example.com`);
  await pool.sdk.send(new AdminConfirmSignUpCommand(named(username)));
  await passwordSignIn(pool, username);
  await pool.sdk.send(new AdminDisableUserCommand(named(username)));
  expect(await refusal(passwordSignIn(pool, username))).toBe('NotAuthorizedException');
  await pool.sdk.send(new AdminEnableUserCommand(named(username)));
  await passwordSignIn(pool, username);
  await pool.sdk.send(new AdminDeleteUserCommand(named(username)));
  expect(await refusal(passwordSignIn(pool, username))).toBe('UserNotFoundException');
});

test('users are listed by filter, page by page, each once', async () => {
  const prefix = name();
  for (let number = 0; number < 7; number++)
    await signUp(pool, `${prefix}${number}`, `${prefix}${number}@x.es`);
  await addUser(pool, `${prefix}confirmed`, `${prefix}c@x.es`);
  const list = async (Filter: string) => {
    const found: string[] = [];
    const pages = paginateListUsers({ client: pool.sdk, pageSize: 3 }, { UserPoolId: poolId, Filter });
    for await (const { Users } of pages) found.push(...Users!.map(({ Username }) => Username!));
    return found.filter((username) => username.startsWith(prefix));
  };
  const unconfirmed = Array.from({ length: 7 }, (_, number) => `${prefix}${number}`);
  expect(await list('cognito:user_status = "UNCONFIRMED"')).toEqual(unconfirmed);
  expect(await list(`email = "${prefix}3@x.es"`)).toEqual([`${prefix}3`]);
  expect(await list(`username ^= "${prefix}"`)).toEqual([...unconfirmed, `${prefix}confirmed`]);
  const broken = new ListUsersCommand({ UserPoolId: poolId, Filter: 'shoe > 3' });
  expect(await refusal(pool.sdk.send(broken))).toBe('InvalidParameterException');
});

describe('permissions', () => {
  test('are checked with the signing key, the action and the pool', async () => {
    await pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
    const arn = `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${poolId}`;
    expect(rights.at(-1)).toEqual(['AKIATRIAL', 'cognito-idp:ListUsers', arn]);
  });

  test('are required for admin calls and not for user calls', async () => {
    const client = new CognitoIdentityProviderClient({
      endpoint: pool.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
    });
    const calls = [new AdminGetUserCommand(named('me')), new AdminDeleteUserCommand(named('me'))];
    for (const call of calls) {
      expect(await refusal(client.send(call as AdminGetUserCommand))).toBe('AccessDeniedException');
    }
    const unsigned = await fetch(pool.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers' },
      body: JSON.stringify({ UserPoolId: poolId }),
    });
    expect(unsigned.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException:');
  });

  test('are limited to this pool', async () => {
    const other = new ListUsersCommand({ UserPoolId: 'eu-west-1_Other' });
    expect(await refusal(pool.sdk.send(other))).toBe('ResourceNotFoundException');
  });
});
