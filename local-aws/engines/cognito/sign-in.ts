import { ServiceError } from '../../http/service-error.ts';
import { invalidParameter, notAuthorized, userNotFound, wrongPassword } from './errors.ts';
import { attributes, newPassword, optionalText, refuseUnwritable, requiredText } from './input.ts';
import { countWrongPassword, forgetWrongPasswords, refuseLockedSignIn } from './limits.ts';
import type { ClientOptions } from './options.ts';
import { clientOf, findUser, keyedHash, putChallenge, saveUser, takeChallenge } from './pool.ts';
import type { Input, Operation, Output, Pool } from './pool.ts';
import { answerSecondFactor, askSecondFactor } from './second-factor.ts';
import { refresh } from './sessions.ts';
import { createVerifier, imaginedVerifier, openExchange, passwordMatches, proves } from './srp.ts';
import type { User } from './store.ts';

function requireFlow(client: ClientOptions, flow: string): void {
  if (!client.explicitAuthFlows.includes(`ALLOW_${flow}`)) {
    throw invalidParameter(`${flow.replace('_AUTH', '')} auth flow not enabled for this client`);
  }
}

export const initiateAuth: Operation = (pool, input) => {
  const client = clientOf(pool, input);
  const flow = requiredText(input, 'AuthFlow');
  const parameters = (input.AuthParameters ?? {}) as Input;
  switch (flow) {
    case 'USER_SRP_AUTH':
      requireFlow(client, flow);
      return startSrp(pool, client, requiredText(parameters, 'USERNAME'), requiredText(parameters, 'SRP_A'));
    case 'USER_PASSWORD_AUTH':
      requireFlow(client, flow);
      return signInByPassword(
        pool,
        client,
        requiredText(parameters, 'USERNAME'),
        requiredText(parameters, 'PASSWORD'),
      );
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN':
      requireFlow(client, 'REFRESH_TOKEN_AUTH');
      return refresh(pool, client, requiredText(parameters, 'REFRESH_TOKEN'));
    default:
      throw invalidParameter(`Initiate Auth method not supported: ${flow}`);
  }
};

/** Password sign-in by a server, for clients that allow it. */
export const adminInitiateAuth: Operation = (pool, input) => {
  const client = clientOf(pool, input);
  const flow = requiredText(input, 'AuthFlow');
  const parameters = (input.AuthParameters ?? {}) as Input;
  if (flow !== 'ADMIN_USER_PASSWORD_AUTH')
    throw invalidParameter(`Initiate Auth method not supported: ${flow}`);
  requireFlow(client, flow);
  const name = requiredText(parameters, 'USERNAME');
  return signInByPassword(pool, client, name, requiredText(parameters, 'PASSWORD'));
};

/**
 * Returns what a sign-in with a name needs. If the client hides unknown users, an unknown name gets derived data that
 * is the same each time, so that the exchange takes the same course as for a known user.
 */
function signInSubject(pool: Pool, client: ClientOptions, name: string) {
  const user = findUser(pool, name);
  if (user !== undefined) return { user, subject: user.username, userId: user.username, kept: user };
  if (!client.preventUserExistenceErrors) throw userNotFound();
  const folded = name.toLowerCase();
  const digest = keyedHash(pool, `user:${folded}`);
  const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-a$4-$5');
  const kept = imaginedVerifier(pool.secret, folded);
  return { user: undefined, subject: folded, userId: folded.includes('@') ? uuid : folded, kept };
}

function startSrp(pool: Pool, client: ClientOptions, name: string, clientPublic: string): Output {
  const { subject, userId, kept } = signInSubject(pool, client, name);
  const exchange = openExchange(clientPublic, kept);
  if (exchange === undefined) throw invalidParameter('Invalid SRP_A');
  const session = putChallenge(pool, {
    name: 'PASSWORD_VERIFIER',
    clientId: client.id,
    username: userId,
    subject,
    exchange,
    expiresAt: pool.now() + client.challengeSeconds * 1000,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: session,
    ChallengeParameters: {
      SALT: kept.salt,
      SECRET_BLOCK: session,
      SRP_B: exchange.serverPublic.toString(16),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}

function signInByPassword(pool: Pool, client: ClientOptions, name: string, password: string) {
  const { user, subject, userId, kept } = signInSubject(pool, client, name);
  refuseLockedSignIn(pool, subject);
  const matches = passwordMatches(pool.name, userId, password, kept);
  return finishPassword(pool, client, user, subject, matches);
}

export const respondToAuthChallenge: Operation = (pool, input) => {
  const client = clientOf(pool, input);
  const challenge = requiredText(input, 'ChallengeName');
  const responses = (input.ChallengeResponses ?? {}) as Input;
  switch (challenge) {
    case 'PASSWORD_VERIFIER':
      return answerPasswordVerifier(pool, client, input, responses);
    case 'NEW_PASSWORD_REQUIRED':
      return answerNewPassword(pool, client, requiredText(input, 'Session'), responses);
    case 'SOFTWARE_TOKEN_MFA':
      return answerSecondFactor(pool, client, input, responses);
    default:
      throw invalidParameter(`Challenge not supported: ${challenge}`);
  }
};

function answerPasswordVerifier(pool: Pool, client: ClientOptions, input: Input, responses: Input) {
  // Clients may omit the session here, because the secret block identifies the exchange.
  const secretBlock = requiredText(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const session = optionalText(input, 'Session') ?? secretBlock;
  const challenge = takeChallenge(pool, 'PASSWORD_VERIFIER', client, session);
  const { subject, username } = challenge;
  refuseLockedSignIn(pool, subject);
  const proven = proves(challenge.exchange, {
    poolName: pool.name,
    username,
    secretBlock,
    timestamp: requiredText(responses, 'TIMESTAMP'),
    signature: requiredText(responses, 'PASSWORD_CLAIM_SIGNATURE'),
  });
  return finishPassword(pool, client, pool.store.userByUsername(username), subject, proven);
}

/** Continues after the password was checked. The user's state is revealed only if the password was correct. */
function finishPassword(
  pool: Pool,
  client: ClientOptions,
  user: User | undefined,
  subject: string,
  matches: boolean,
): Output | Promise<Output> {
  if (user === undefined || !matches) {
    countWrongPassword(pool, subject);
    throw wrongPassword();
  }
  forgetWrongPasswords(pool, subject);
  if (!user.enabled) throw notAuthorized('User is disabled.');
  switch (user.status) {
    case 'UNCONFIRMED':
      throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
    case 'RESET_REQUIRED':
      throw new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');
    case 'FORCE_CHANGE_PASSWORD':
      return askNewPassword(pool, client, user);
    case 'CONFIRMED':
      return askSecondFactor(pool, user, client);
  }
}

function askNewPassword(pool: Pool, client: ClientOptions, user: User): Output {
  if (user.temporaryPasswordUntil !== undefined && user.temporaryPasswordUntil <= pool.now()) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  const { username } = user;
  const missing = pool.options.requiredAttributes.filter((name) => user.attributes[name] === undefined);
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: putChallenge(pool, {
      name: 'NEW_PASSWORD_REQUIRED',
      clientId: client.id,
      username,
      expiresAt: pool.now() + client.challengeSeconds * 1000,
    }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: username,
      requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

function answerNewPassword(pool: Pool, client: ClientOptions, session: string, responses: Input) {
  const { options } = pool;
  // Checked before the session is closed, so that a better password can be sent after a weak one.
  const password = newPassword(responses, 'NEW_PASSWORD', options.passwordPolicy);
  const list = Object.entries(responses).filter(([name]) => name.startsWith('userAttributes.'));
  const UserAttributes = list.map(([name, Value]) => ({ Name: name.slice('userAttributes.'.length), Value }));
  const userAttributes = attributes({ UserAttributes }, 'UserAttributes', options);
  refuseUnwritable(userAttributes, client);
  const { username } = takeChallenge(pool, 'NEW_PASSWORD_REQUIRED', client, session);
  const user = pool.store.userByUsername(username);
  if (user === undefined) throw userNotFound();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  Object.assign(user, createVerifier(pool.name, username, password), { status: 'CONFIRMED' });
  delete user.temporaryPasswordUntil;
  Object.assign(user.attributes, userAttributes);
  if (userAttributes.email !== undefined) user.attributes.email_verified = 'false';
  saveUser(pool, user);
  return askSecondFactor(pool, user, client);
}
