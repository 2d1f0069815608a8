import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
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

let pool: PoolUnderTest;
beforeAll(async () => {
  pool = await startPool();
});
afterAll(() => pool.stop());

const name = () => `u${randomUUID().slice(0, 8)}`;
const initiate = (USERNAME: string, SRP_A = randomUUID().replaceAll('-', '')) =>
  pool.sdk.send(
    new InitiateAuthCommand({
      ClientId: 'web',
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME, SRP_A },
    }),
  );

type Challenge = Awaited<ReturnType<typeof initiate>>;

function answer(challenge: Challenge, changes: { Session?: string; ClientId?: string } = {}) {
  const { USERNAME, SECRET_BLOCK } = challenge.ChallengeParameters!;
  return pool.sdk.send(
    new RespondToAuthChallengeCommand({
      ClientId: 'web',
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: challenge.Session,
      ChallengeResponses: {
        USERNAME: USERNAME!,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK!,
        TIMESTAMP: 'Fri Nov 20 09:00:00 UTC 2026',
        PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32, 7).toString('base64'),
      },
      ...changes,
    }),
  );
}

describe('the password exchange', () => {
  test('looks the same for known and unknown users', async () => {
    const { username } = await addUser(pool, name());
    const real = await initiate(username);
    const imagined = await initiate('nobodyhere');
    const shape = ({ ChallengeName, ChallengeParameters, Session }: Challenge) => ({
      ChallengeName,
      session: Session?.length,
      names: Object.keys(ChallengeParameters!).sort(),
      salt: ChallengeParameters!.SALT?.length,
      block: ChallengeParameters!.SECRET_BLOCK?.length,
    });
    expect(shape(imagined)).toEqual(shape(real));
    expect(imagined.ChallengeParameters!.SRP_B!.length).toBeGreaterThan(750);
    expect(real.ChallengeParameters!.USER_ID_FOR_SRP).toBe(username);
    expect(imagined.ChallengeParameters!.USER_ID_FOR_SRP).toBe('nobodyhere');
    const message = 'Incorrect username or password.';
    await expect(answer(real)).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
    await expect(answer(imagined)).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
  });

  test('generates the same salt and id for the same unknown e-mail every time', async () => {
    const [first, second] = [await initiate('No@Where.es'), await initiate('no@where.es')];
    for (const parameter of ['SALT', 'USER_ID_FOR_SRP']) {
      expect(first.ChallengeParameters![parameter]).toBe(second.ChallengeParameters![parameter]);
    }
    expect(first.ChallengeParameters!.USER_ID_FOR_SRP).toMatch(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/);
  });

  test.each(['0', 'not hex', ''])('refuses the public value %j', async (SRP_A) => {
    expect(await refusal(initiate('anybody', SRP_A))).toBe('InvalidParameterException');
  });

  test('accepts one answer per challenge, from the same client and in time', async () => {
    const { username } = await addUser(pool, name());
    const challenge = await initiate(username);
    await expect(answer(challenge, { Session: 'A'.repeat(64) })).rejects.toThrow('Invalid session');
    await expect(answer(challenge, { ClientId: 'plain' })).rejects.toThrow('Invalid session');
    await expect(answer(challenge)).rejects.toThrow('Incorrect');
    await expect(answer(challenge)).rejects.toThrow('Invalid session');
    const late = await initiate(username);
    pool.pass(181);
    await expect(answer(late)).rejects.toThrow('session is expired');
  });

  test('is the only sign-in for a client that does not allow passwords', async () => {
    const command = new InitiateAuthCommand({
      ClientId: 'web',
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'anybody', PASSWORD: password },
    });
    expect(await refusal(pool.sdk.send(command))).toBe('InvalidParameterException');
  });
});

describe('wrong passwords', () => {
  test('lock sign-in after the fifth for 1, 2, 4 … seconds, even for the correct one, until 15 minutes without attempts', async () => {
    const { username, email } = await addUser(pool, name());
    const wrong = () => passwordSignIn(pool, username, 'wrong password').catch((e: Error) => e.message);
    for (let attempt = 0; attempt < 5; attempt++) expect(await wrong()).toMatch(/^Incorrect/);
    expect(await wrong()).toBe('Password attempts exceeded');
    await expect(passwordSignIn(pool, email)).rejects.toThrow('Password attempts exceeded');
    pool.pass(1);
    expect(await wrong()).toMatch(/^Incorrect/);
    pool.pass(1);
    expect(await wrong()).toBe('Password attempts exceeded');
    pool.pass(1);
    await passwordSignIn(pool, username);
    for (let attempt = 0; attempt < 4; attempt++) expect(await wrong()).toMatch(/^Incorrect/);
    pool.pass(901);
    for (let attempt = 0; attempt < 5; attempt++) expect(await wrong()).toMatch(/^Incorrect/);
  });

  test('lock unknown names in the same way', async () => {
    const unknown = name();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(answer(await initiate(unknown))).rejects.toThrow('Incorrect');
    }
    await expect(answer(await initiate(unknown))).rejects.toThrow('Password attempts exceeded');
  });
});

describe('who may sign in', () => {
  test('only the correct password reveals that a user is disabled', async () => {
    const { username } = await addUser(pool, name());
    await pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: username }));
    await expect(passwordSignIn(pool, username)).rejects.toThrow('User is disabled.');
    await expect(passwordSignIn(pool, username, 'wrong password')).rejects.toThrow('Incorrect');
  });

  test('a temporary password must be replaced by a valid one and expires', async () => {
    const create = new AdminCreateUserCommand({
      UserPoolId: poolId,
      Username: name(),
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: 'm@example.com' }],
    });
    const { User } = await pool.sdk.send(create);
    const username = User!.Username!;
    const challenge = await passwordSignIn(pool, username);
    expect(challenge).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const respond = (NEW_PASSWORD: string) =>
      pool.sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId: 'plain',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: challenge.Session,
          ChallengeResponses: { USERNAME: username, NEW_PASSWORD },
        }),
      );
    expect(await refusal(respond('short'))).toBe('InvalidPasswordException');
    expect((await respond('my own password')).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(respond('my own password'))).toBe('NotAuthorizedException');
    await passwordSignIn(pool, username, 'my own password');

    const { User: late } = await pool.sdk.send(
      new AdminCreateUserCommand({ ...create.input, Username: name() }),
    );
    pool.pass(7 * 86400 + 1);
    await expect(passwordSignIn(pool, late!.Username!)).rejects.toThrow('Temporary password has expired');
  });
});

describe('tokens', () => {
  test('are verified by the key set and by the standard library', async () => {
    // The clock stands still, so that `auth_time` and `iat` are the same second.
    const now = Date.now();
    const fresh = await startPool({ now: () => now });
    const { username, sub, email } = await addUser(fresh, name());
    const { accessToken, idToken } = await tokensOf(fresh, username);
    const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`;
    const keySet = new URL(`${fresh.endpoint}/${poolId}/.well-known/jwks.json`);
    const { payload } = await jwtVerify(accessToken, createRemoteJWKSet(keySet), { issuer });
    expect(payload).toMatchObject({ token_use: 'access', username, sub, client_id: 'plain' });
    expect(payload).toMatchObject({ scope: 'aws.cognito.signin.user.admin', auth_time: payload.iat });
    expect(payload.exp! - payload.iat!).toBe(3600);

    const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, clientId: 'plain', tokenUse: 'id' });
    verifier.cacheJwks((await (await fetch(keySet)).json()) as Parameters<typeof verifier.cacheJwks>[0]);
    expect(await verifier.verify(idToken)).toMatchObject({
      'cognito:username': username,
      email,
      email_verified: true,
      origin_jti: payload.origin_jti,
    });
    await fresh.stop();
  });
});
