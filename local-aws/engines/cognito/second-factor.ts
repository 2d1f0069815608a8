import { ServiceError } from '../../http/service-error.ts';
import { invalidParameter, notAuthorized, userNotFound } from './errors.ts';
import { requiredText } from './input.ts';
import { countWrongPassword, forgetWrongPasswords, refuseLockedSignIn } from './limits.ts';
import type { ClientOptions } from './options.ts';
import { callerOf, openChallenge, putChallenge, saveUser, takeChallenge } from './pool.ts';
import type { Input, Operation, Output, Pool } from './pool.ts';
import { startSession } from './sessions.ts';
import type { User } from './store.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

/**
 * Wrong codes are counted separately from wrong passwords, because every correct password resets the count of the
 * latter.
 */
const attemptsOf = (user: User): string => `totp:${user.username}`;

function requireSoftwareTokens(pool: Pool): void {
  if (pool.options.softwareTokens) return;
  throw new ServiceError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA is not enabled for the userPool.',
  );
}

/** Creates a new secret. A verified one stays in use until the new one is verified. */
export const associateSoftwareToken: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  requireSoftwareTokens(pool);
  const secret = newTotpSecret();
  user.unverifiedTotpSecret = secret;
  saveUser(pool, user);
  return { SecretCode: secret };
};

export const verifySoftwareToken: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  requireSoftwareTokens(pool);
  const code = requiredText(input, 'UserCode');
  if (!/^[0-9]{6}$/.test(code)) throw invalidParameter('User code does not match [0-9]+ of length 6');
  const secret = user.unverifiedTotpSecret ?? user.totp?.secret;
  if (secret === undefined) {
    throw new ServiceError('SoftwareTokenMFANotFoundException', 'User does not have a software token.');
  }
  refuseLockedSignIn(pool, attemptsOf(user));
  const step = stepOfCode(secret, code, pool.now());
  if (step === undefined) {
    countWrongPassword(pool, attemptsOf(user));
    throw new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch');
  }
  forgetWrongPasswords(pool, attemptsOf(user));
  user.totp = { secret, lastStep: step };
  delete user.unverifiedTotpSecret;
  saveUser(pool, user);
  return { Status: 'SUCCESS' };
};

interface FactorSettings {
  Enabled?: boolean;
  PreferredMfa?: boolean;
}

/** Sets whether sign-in asks for a code of the authenticator app. Other factors can't be enabled. */
function setPreference(pool: Pool, user: User, input: Input): void {
  const messages = [input.SMSMfaSettings, input.EmailMfaSettings] as (FactorSettings | undefined)[];
  if (messages.some((settings) => settings?.Enabled)) {
    throw invalidParameter('Only software tokens are enabled for this user pool.');
  }
  const requested = input.SoftwareTokenMfaSettings as FactorSettings | undefined;
  if (requested === undefined) return;
  const isOn = requested.Enabled === true;
  if (isOn) requireSoftwareTokens(pool);
  if (isOn && user.totp === undefined) throw invalidParameter('User has not verified software token mfa');
  if (!isOn && requested.PreferredMfa === true) {
    throw invalidParameter('User has not enabled the preferred factor software token mfa');
  }
  user.usesTotp = isOn;
  saveUser(pool, user);
}

export const setUserMfaPreference: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  setPreference(pool, user, input);
  return {};
};

export const setPreferenceOf = (pool: Pool, user: User, input: Input): Output => {
  setPreference(pool, user, input);
  return {};
};

/** Second factors as shown by `GetUser` and `AdminGetUser`; nothing if there is none. */
export function factorView({ usesTotp }: User): Output {
  return usesTotp === true
    ? { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'], PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' }
    : {};
}

/** Continues after the password: returns tokens, or asks for a code if the user has a second factor. */
export function askSecondFactor(pool: Pool, user: User, client: ClientOptions): Output | Promise<Output> {
  if (user.usesTotp !== true) return startSession(pool, user, client);
  return {
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: putChallenge(pool, {
      name: 'SOFTWARE_TOKEN_MFA',
      clientId: client.id,
      username: user.username,
      expiresAt: pool.now() + client.challengeSeconds * 1000,
    }),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username },
  };
}

/** A wrong code leaves the session open for another attempt; a correct one closes it. */
export function answerSecondFactor(pool: Pool, client: ClientOptions, input: Input, responses: Input) {
  const session = requiredText(input, 'Session');
  const code = requiredText(responses, 'SOFTWARE_TOKEN_MFA_CODE');
  const { username } = openChallenge(pool, 'SOFTWARE_TOKEN_MFA', client, session);
  const named = requiredText(responses, 'USERNAME').toLowerCase();
  const user = pool.store.userByUsername(username);
  if (user === undefined) throw userNotFound();
  if (named !== user.username && named !== user.attributes.email?.toLowerCase() && named !== user.sub) {
    throw notAuthorized('Invalid session for the user.');
  }
  if (!user.enabled) throw notAuthorized('User is disabled.');
  // The second factor was turned off after the challenge was sent, so the session is no longer valid.
  if (user.totp === undefined || user.usesTotp !== true) throw notAuthorized('Invalid session for the user.');
  refuseLockedSignIn(pool, attemptsOf(user));
  const step = stepOfCode(user.totp.secret, code, pool.now());
  if (step === undefined) {
    countWrongPassword(pool, attemptsOf(user));
    throw new ServiceError('CodeMismatchException', 'Invalid code received for user');
  }
  if (step <= user.totp.lastStep) {
    throw new ServiceError('ExpiredCodeException', 'Your software token has already been used once.');
  }
  takeChallenge(pool, 'SOFTWARE_TOKEN_MFA', client, session);
  forgetWrongPasswords(pool, attemptsOf(user));
  user.totp.lastStep = step;
  saveUser(pool, user);
  return startSession(pool, user, client);
}
