import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, poolId, startPool } from './pool-under-test.ts';
import type { PoolUnderTest } from './pool-under-test.ts';
import { totpCode, totpStep } from './totp.ts';

let pool: PoolUnderTest;
const kept = new Map<string, string>();

beforeAll(async () => {
  pool = await startPool();
  const Cognito = { userPoolId: poolId, userPoolClientId: 'web', userPoolEndpoint: pool.endpoint };
  Amplify.configure({ Auth: { Cognito } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: async (key) => kept.get(key) ?? null,
    setItem: async (key, value) => void kept.set(key, value),
    removeItem: async (key) => void kept.delete(key),
    clear: async () => kept.clear(),
  });
});
afterAll(() => pool.stop());

const nameOf = async (call: Promise<unknown>) => call.then(() => 'no error').catch((e: Error) => e.name);

async function register(username: string): Promise<string> {
  const email = `${username}@example.com`;
  const userAttributes = { email, locale: 'es', given_name: 'María', family_name: 'Gómez' };
  const { nextStep } = await auth.signUp({ username, password, options: { userAttributes } });
  expect(nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
  const confirmationCode = pool.code(email);
  const done = await auth.confirmSignUp({ username, confirmationCode });
  expect(done.isSignUpComplete).toBe(true);
  return email;
}

test('a user signs up, in, out and in again by e-mail, and the password is never sent', async () => {
  const email = await register('maria');
  const signedIn = await auth.signIn({ username: 'Maria', password });
  expect(signedIn).toMatchObject({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
  expect(await auth.getCurrentUser()).toMatchObject({ username: 'maria' });
  expect(await auth.fetchUserAttributes()).toMatchObject({ email, given_name: 'María', locale: 'es' });

  const first = (await auth.fetchAuthSession()).tokens!;
  const second = (await auth.fetchAuthSession({ forceRefresh: true })).tokens!;
  expect(second.accessToken.payload.jti).not.toBe(first.accessToken.payload.jti);
  expect(second.accessToken.payload.origin_jti).toBe(first.accessToken.payload.origin_jti);

  await auth.signOut();
  expect(await nameOf(auth.getCurrentUser())).toBe('UserUnAuthenticatedException');
  expect((await auth.signIn({ username: email.toUpperCase(), password })).isSignedIn).toBe(true);
  await auth.signOut({ global: true });
});

test('a wrong password and an unknown user cannot be told apart', async () => {
  await register('paula');
  const refusalOf = (username: string) =>
    auth.signIn({ username, password: 'wrong password' }).catch((e: Error) => `${e.name}: ${e.message}`);
  expect(await refusalOf('paula')).toBe('NotAuthorizedException: Incorrect username or password.');
  expect(await refusalOf('nobody')).toBe(await refusalOf('paula'));
});

test('signing in before confirming leads to the code page, where the code can be resent', async () => {
  const options = { userAttributes: { email: 'late@example.com' } };
  await auth.signUp({ username: 'late', password, options });
  const { nextStep } = await auth.signIn({ username: 'late', password });
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_UP');
  await auth.resendSignUpCode({ username: 'late' });
  await auth.confirmSignUp({ username: 'late', confirmationCode: pool.code('late@example.com') });
  expect((await auth.signIn({ username: 'late', password })).isSignedIn).toBe(true);
  await auth.signOut();
});

test('a forgotten password is reset, and a known one changed', async () => {
  const email = await register('rosa');
  const { nextStep } = await auth.resetPassword({ username: email });
  expect(nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
  const input = { username: email, confirmationCode: pool.code(email) };
  await auth.confirmResetPassword({ ...input, newPassword: 'a long passphrase, ñandú' });
  await auth.signIn({ username: 'rosa', password: 'a long passphrase, ñandú' });
  await auth.updatePassword({ oldPassword: 'a long passphrase, ñandú', newPassword: password });
  await auth.signOut();
  expect((await auth.signIn({ username: 'rosa', password })).isSignedIn).toBe(true);
  await auth.signOut();
});

test('a new e-mail is confirmed by its code', async () => {
  await register('elena');
  await auth.signIn({ username: 'elena', password });
  const steps = await auth.updateUserAttributes({ userAttributes: { email: 'new@example.com' } });
  expect(steps.email.nextStep.updateAttributeStep).toBe('CONFIRM_ATTRIBUTE_WITH_CODE');
  await auth.sendUserAttributeVerificationCode({ userAttributeKey: 'email' });
  const confirmationCode = pool.code('new@example.com');
  await auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode });
  expect((await auth.fetchUserAttributes()).email).toBe('new@example.com');
  await auth.deleteUser();
  expect(await nameOf(auth.signIn({ username: 'elena', password }))).toBe('NotAuthorizedException');
});

test('a user created by an admin chooses a password at the first sign-in', async () => {
  const user = { UserPoolId: poolId, Username: 'made' };
  const UserAttributes = [{ Name: 'email', Value: 'made@example.com' }];
  await pool.sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await pool.sdk.send(new AdminSetUserPasswordCommand({ ...user, Password: 'for the start' }));
  const { nextStep } = await auth.signIn({ username: 'made', password: 'for the start' });
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
  expect((await auth.confirmSignIn({ challengeResponse: password })).isSignedIn).toBe(true);
  await auth.signOut();
});

test('a second factor is set up and required at sign-in, and a wrong code can be corrected', async () => {
  await register('diana');
  await auth.signIn({ username: 'diana', password });
  const setup = await auth.setUpTOTP();
  const { sharedSecret } = setup;
  expect(setup.getSetupUri('Cobalt CRM', 'diana').href).toContain(`secret=${sharedSecret}`);
  const code = () => {
    pool.pass(60);
    return totpCode(sharedSecret, totpStep(pool.now()));
  };
  expect(await nameOf(auth.verifyTOTPSetup({ code: '000000' }))).toBe('EnableSoftwareTokenMFAException');
  await auth.verifyTOTPSetup({ code: code() });
  await auth.updateMFAPreference({ totp: 'PREFERRED' });
  expect(await auth.fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
  await auth.signOut();

  const { nextStep } = await auth.signIn({ username: 'diana', password });
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  expect(await nameOf(auth.confirmSignIn({ challengeResponse: '000000' }))).toBe('CodeMismatchException');
  expect((await auth.confirmSignIn({ challengeResponse: code() })).isSignedIn).toBe(true);
  await auth.updateMFAPreference({ totp: 'DISABLED' });
  await auth.signOut();
  expect((await auth.signIn({ username: 'diana', password })).isSignedIn).toBe(true);
  await auth.signOut();
});
