import { randomUUID } from 'node:crypto';
import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addUser,
  password,
  passwordSignIn,
  poolId,
  refusal,
  startPool,
  tokensOf,
} from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';
import { totpCode, totpStep } from './totp.ts';

let pool: PoolUnderTest;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(() => pool.stop());

const name = () => `u${randomUUID().slice(0, 8)}`;
/** Advances the clock by a minute and returns the app's code, so that every call uses a new time step. */
function nextCode(secret: string): string {
  pool.pass(60);
  return totpCode(secret, totpStep(pool.now()));
}
const wrong = (secret: string) => String((Number(nextCode(secret)) + 1) % 1_000_000).padStart(6, '0');

async function associate(AccessToken: string): Promise<string> {
  return (await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))).SecretCode!;
}
const verify = (AccessToken: string, UserCode: string) =>
  pool.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
const prefer = (AccessToken: string, Enabled: boolean) =>
  pool.sdk.send(
    new SetUserMFAPreferenceCommand({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
    }),
  );

async function protectedUser() {
  const user = await addUser(pool, name());
  const { accessToken } = await tokensOf(pool, user.username);
  const secret = await associate(accessToken);
  await verify(accessToken, nextCode(secret));
  await prefer(accessToken, true);
  return { ...user, accessToken, secret };
}

const answer = (Session: string | undefined, USERNAME: string, code: string, ClientId = 'plain') =>
  pool.sdk.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session,
      ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );

describe('setting up an app', () => {
  test('requires a correct code before it can be preferred', async () => {
    const { username } = await addUser(pool, name());
    const { accessToken } = await tokensOf(pool, username);
    expect(await refusal(verify(accessToken, '000000'))).toBe('SoftwareTokenMFANotFoundException');
    expect(await refusal(prefer(accessToken, true))).toBe('InvalidParameterException');
    const secret = await associate(accessToken);
    expect(await refusal(prefer(accessToken, true))).toBe('InvalidParameterException');
    expect(await refusal(verify(accessToken, wrong(secret)))).toBe('EnableSoftwareTokenMFAException');
    expect(await refusal(verify(accessToken, '12345'))).toBe('InvalidParameterException');
    expect((await verify(accessToken, nextCode(secret))).Status).toBe('SUCCESS');
    // The app is verified but not preferred yet, so the password alone is still enough.
    expect((await passwordSignIn(pool, username)).AuthenticationResult).toBeDefined();
    await prefer(accessToken, true);
    const seen = await pool.sdk.send(new GetUserCommand({ AccessToken: accessToken }));
    expect(seen).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
    expect((await passwordSignIn(pool, username)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('again keeps the previous app valid until the new one is verified', async () => {
    const { username, secret, accessToken } = await protectedUser();
    const next = await associate(accessToken);
    const first = await passwordSignIn(pool, username);
    expect(await refusal(answer(first.Session, username, nextCode(next)))).toBe('CodeMismatchException');
    expect((await answer(first.Session, username, nextCode(secret))).AuthenticationResult).toBeDefined();
    await verify(accessToken, nextCode(next));
    const second = await passwordSignIn(pool, username);
    expect(await refusal(answer(second.Session, username, nextCode(secret)))).toBe('CodeMismatchException');
    expect((await answer(second.Session, username, nextCode(next))).AuthenticationResult).toBeDefined();
  });
});

describe('the challenge', () => {
  test('accepts a code and its session once', async () => {
    const { username, secret } = await protectedUser();
    const { Session } = await passwordSignIn(pool, username);
    const code = nextCode(secret);
    expect((await answer(Session, username, code)).AuthenticationResult).toBeDefined();
    expect(await refusal(answer(Session, username, code))).toBe('NotAuthorizedException');
    const again = await passwordSignIn(pool, username);
    expect(await refusal(answer(again.Session, username, code))).toBe('ExpiredCodeException');
    // Using a code also invalidates earlier ones.
    const before = totpCode(secret, totpStep(pool.now()) - 1);
    expect(await refusal(answer(again.Session, username, before))).toBe('ExpiredCodeException');
    expect((await answer(again.Session, username, nextCode(secret))).AuthenticationResult).toBeDefined();
  });

  test('must be answered for the same user, by the same client and in time', async () => {
    const { username, secret } = await protectedUser();
    const other = await protectedUser();
    const { Session } = await passwordSignIn(pool, username);
    const refused = 'NotAuthorizedException';
    expect(await refusal(answer(Session, other.username, nextCode(other.secret)))).toBe(refused);
    expect(await refusal(answer(Session, username, nextCode(secret), 'web'))).toBe(refused);
    expect(await refusal(answer('A'.repeat(64), username, nextCode(secret)))).toBe(refused);
    pool.pass(180);
    expect(await refusal(answer(Session, username, nextCode(secret)))).toBe(refused);
  });

  test('locks after five wrong codes, including new sign-ins, and unlocks again', async () => {
    const { username, secret } = await protectedUser();
    const { Session } = await passwordSignIn(pool, username);
    const bad = wrong(secret);
    for (let tried = 0; tried < 5; tried += 1) {
      expect(await refusal(answer(Session, username, bad))).toBe('CodeMismatchException');
    }
    const right = totpCode(secret, totpStep(pool.now()));
    expect(await refusal(answer(Session, username, right))).toBe('NotAuthorizedException');
    const again = await passwordSignIn(pool, username);
    expect(await refusal(answer(again.Session, username, right))).toBe('NotAuthorizedException');
    expect((await answer(again.Session, username, nextCode(secret))).AuthenticationResult).toBeDefined();
  });

  test('also follows a required password change', async () => {
    const { username, secret } = await protectedUser();
    const user = { UserPoolId: poolId, Username: username };
    await pool.sdk.send(new AdminSetUserPasswordCommand({ ...user, Password: 'for the start' }));
    const { Session, ChallengeName } = await passwordSignIn(pool, username, 'for the start');
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const next = await pool.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: 'plain',
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: username, NEW_PASSWORD: password },
      }),
    );
    expect(next).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
    expect((await answer(next.Session, username, nextCode(secret))).AuthenticationResult).toBeDefined();
  });
});

describe('our own server client', () => {
  const initiate = (USERNAME: string, PASSWORD: string, ClientId = 'server') =>
    pool.sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );

  test('verifies a password equally for known and unknown users', async () => {
    const { username, email, secret } = await protectedUser();
    expect(await refusal(initiate(username, password, 'web'))).toBe('InvalidParameterException');
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(initiate(username, 'not the password')).rejects.toMatchObject(refused);
    await expect(initiate(name(), password)).rejects.toMatchObject(refused);
    const { ChallengeName, Session } = await initiate(email, password);
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const respond = (code: string) =>
      pool.sdk.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: poolId,
          ClientId: 'server',
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session,
          ChallengeResponses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code },
        }),
      );
    expect(await refusal(respond(wrong(secret)))).toBe('CodeMismatchException');
    expect((await respond(nextCode(secret))).AuthenticationResult).toBeDefined();
  });

  test('turns off the second factor, so that the password is enough', async () => {
    const { username } = await protectedUser();
    const { Session } = await passwordSignIn(pool, username);
    const Username = username;
    const settings = { SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } };
    await pool.sdk.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId: poolId, Username, ...settings }));
    const seen = await pool.sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
    expect(seen.UserMFASettingList).toBeUndefined();
    expect(await refusal(answer(Session, username, '000000'))).toBe('NotAuthorizedException');
    expect((await passwordSignIn(pool, username)).AuthenticationResult).toBeDefined();
  });
});
