import { randomUUID } from 'node:crypto';
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, poolId, refusal, startPool, tokensOf } from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';
import { cognitoOptionsFromTemplate } from './options.ts';

// A client with refresh token rotation and password sign-in. Cognito allows this combination.
const rotating = cognitoOptionsFromTemplate(
  {},
  {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    RefreshTokenValidity: 30,
  },
  'plain',
);
const resting = cognitoOptionsFromTemplate(
  {},
  { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], AccessTokenValidity: 1 },
  'plain',
);
const web = cognitoOptionsFromTemplate({}, {}, 'web');

let pool: PoolUnderTest;
let still: PoolUnderTest;
beforeAll(async () => {
  pool = await startPool({ clients: [...web.clients, ...rotating.clients] });
  still = await startPool({ clients: [...web.clients, ...resting.clients] });
});
afterAll(async () => {
  await pool.stop();
  await still.stop();
});

const name = () => `u${randomUUID().slice(0, 8)}`;
const refresh = (on: PoolUnderTest, RefreshToken: string, ClientId = 'plain') =>
  on.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
const whoIs = (on: PoolUnderTest, AccessToken: string) => on.sdk.send(new GetUserCommand({ AccessToken }));

test('a refresh token is rotated by each use and accepted again only within the grace period', async () => {
  const { username } = await addUser(pool, name());
  const { refreshToken } = await tokensOf(pool, username);
  const { AuthenticationResult: next } = await refresh(pool, refreshToken);
  expect(next?.RefreshToken).not.toBe(refreshToken);
  await whoIs(pool, next!.AccessToken!);
  pool.pass(59);
  await refresh(pool, refreshToken);
  pool.pass(2);
  expect(await refusal(refresh(pool, refreshToken))).toBe('RefreshTokenReuseException');
  await refresh(pool, next!.RefreshToken!);
});

test('refreshing does not extend the session', async () => {
  const { username } = await addUser(pool, name());
  const { refreshToken } = await tokensOf(pool, username);
  pool.pass(29 * 86400);
  const { AuthenticationResult: next } = await refresh(pool, refreshToken);
  pool.pass(86400);
  expect(await refusal(refresh(pool, next!.RefreshToken!))).toBe('NotAuthorizedException');
});

test('without rotation both refresh flows work repeatedly', async () => {
  const { username } = await addUser(still, name());
  const { refreshToken } = await tokensOf(still, username);
  expect((await refresh(still, refreshToken)).AuthenticationResult?.RefreshToken).toBeUndefined();
  const again = new InitiateAuthCommand({
    ClientId: 'plain',
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  expect((await still.sdk.send(again)).AuthenticationResult?.AccessToken).toBeDefined();
  expect(await refusal(pool.sdk.send(again))).toBe('InvalidParameterException');
});

test('a refresh token is rejected for another client', async () => {
  const { username } = await addUser(pool, name());
  const { refreshToken } = await tokensOf(pool, username);
  expect(await refusal(refresh(pool, refreshToken, 'web'))).toBe('NotAuthorizedException');
  expect(await refusal(pool.sdk.send(new RevokeTokenCommand({ ClientId: 'web', Token: refreshToken })))).toBe(
    'UnauthorizedException',
  );
});

test('revoking ends one session with its access tokens, not the others', async () => {
  const { username } = await addUser(pool, name());
  const here = await tokensOf(pool, username);
  const elsewhere = await tokensOf(pool, username);
  await pool.sdk.send(new RevokeTokenCommand({ ClientId: 'plain', Token: here.refreshToken }));
  expect(await refusal(refresh(pool, here.refreshToken))).toBe('NotAuthorizedException');
  await expect(whoIs(pool, here.accessToken)).rejects.toThrow('revoked');
  await whoIs(pool, elsewhere.accessToken);
  await refresh(pool, elsewhere.refreshToken);
  await pool.sdk.send(new RevokeTokenCommand({ ClientId: 'plain', Token: 'unknown' }));
  const wrongKind = new RevokeTokenCommand({ ClientId: 'plain', Token: here.accessToken });
  expect(await refusal(pool.sdk.send(wrongKind))).toBe('UnsupportedTokenTypeException');
});

test.each([
  ['the user', (_: string, AccessToken: string) => pool.sdk.send(new GlobalSignOutCommand({ AccessToken }))],
  [
    'an admin',
    (Username: string) => pool.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username })),
  ],
  [
    'disabling the user',
    (Username: string) => pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username })),
  ],
])('signing out everywhere by %s ends every sign-in', async (_who, signOut) => {
  const { username } = await addUser(pool, name());
  const [here, elsewhere] = [await tokensOf(pool, username), await tokensOf(pool, username)];
  await signOut(username, here.accessToken);
  await pool.sdk.send(new AdminEnableUserCommand({ UserPoolId: poolId, Username: username }));
  for (const { accessToken, refreshToken } of [here, elsewhere]) {
    expect(await refusal(whoIs(pool, accessToken))).toBe('NotAuthorizedException');
    expect(await refusal(refresh(pool, refreshToken))).toBe('NotAuthorizedException');
  }
});

test('access tokens expire, and id tokens and forged tokens are rejected', async () => {
  const { username } = await addUser(still, name());
  const { accessToken, idToken } = await tokensOf(still, username);
  const [head, , signature] = accessToken.split('.');
  const forged = Buffer.from(JSON.stringify({ username: 'other', token_use: 'access' })).toString(
    'base64url',
  );
  await expect(whoIs(still, `${head}.${forged}.${signature}`)).rejects.toThrow('Invalid Access Token');
  await expect(whoIs(still, idToken)).rejects.toThrow('Invalid Access Token');
  await whoIs(still, accessToken);
  still.pass(3601);
  await expect(whoIs(still, accessToken)).rejects.toThrow('Access Token has expired');
});
