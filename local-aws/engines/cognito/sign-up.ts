import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../http/service-error.ts';
import { checkCode, imagineCode, issueCode, useUpCode } from './codes.ts';
import { invalidParameter, notAuthorized, userNotFound } from './errors.ts';
import {
  attributes,
  clientMetadata,
  code,
  nameValues,
  newPassword,
  refuseUnwritable,
  requireAttributes,
} from './input.ts';
import { username as usernameOf } from './input.ts';
import { askPreSignUp, deliveryTo, sendMessage } from './messages.ts';
import type { Delivery } from './messages.ts';
import { clientOf, findUser, keyedHash, saveUser } from './pool.ts';
import type { Operation, Pool } from './pool.ts';
import { createVerifier } from './srp.ts';
import type { User } from './store.ts';

/** Refuses usernames that are taken or contain `@`, because e-mail addresses are aliases. */
export function refuseUsername(pool: Pool, username: string): void {
  if (username.includes('@')) {
    throw invalidParameter(
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  }
  if (pool.store.userByUsername(username) !== undefined) {
    throw new ServiceError('UsernameExistsException', 'User already exists');
  }
}

/** The delivery details that are returned when no code was sent. They are always the same for a name. */
export function imaginedDelivery(pool: Pool, name: string): Delivery {
  if (name.includes('@')) return deliveryTo(name);
  const letters = [...keyedHash(pool, `delivery:${name.toLowerCase()}`)].map((hex) =>
    String.fromCharCode(97 + Number.parseInt(hex, 16)),
  );
  return deliveryTo(`${letters[0]}@${letters[1]}`);
}

export const signUp: Operation = async (pool, input) => {
  const { options, store } = pool;
  const client = clientOf(pool, input);
  const username = usernameOf(input).toLowerCase();
  if (!options.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
  const password = newPassword(input, 'Password', options.passwordPolicy);
  const userAttributes = attributes(input, 'UserAttributes', options);
  requireAttributes(userAttributes, options);
  refuseUnwritable(userAttributes, client);
  refuseUsername(pool, username);

  const caller = { clientId: client.id, clientMetadata: clientMetadata(input) };
  const validationData = nameValues(input, 'ValidationData');
  const candidate = { username, attributes: userAttributes, validationData };
  const allowed = await askPreSignUp(pool, 'PreSignUp_SignUp', candidate, caller);
  const user: User = {
    username,
    sub: randomUUID(),
    status: allowed.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED',
    enabled: true,
    attributes: { ...userAttributes, email_verified: String(allowed.autoVerifyEmail) },
    ...createVerifier(pool.name, username, password),
    createdAt: pool.now(),
    modifiedAt: pool.now(),
  };
  store.addUser(user);
  const answer = { UserConfirmed: allowed.autoConfirmUser, UserSub: user.sub };
  if (allowed.autoConfirmUser || userAttributes.email === undefined) return answer;
  const sent = issueCode(pool, username, 'signUp');
  const delivery = await sendMessage(pool, 'CustomMessage_SignUp', user, sent, caller);
  return { ...answer, CodeDeliveryDetails: delivery };
};

export const resendConfirmationCode: Operation = async (pool, input) => {
  const client = clientOf(pool, input);
  const name = usernameOf(input);
  const user = findUser(pool, name);
  if (user === undefined) {
    if (!client.preventUserExistenceErrors) throw userNotFound();
    imagineCode(pool, name.toLowerCase(), 'signUp');
    return { CodeDeliveryDetails: imaginedDelivery(pool, name) };
  }
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  const sent = issueCode(pool, user.username, 'signUp');
  const caller = { clientId: client.id, clientMetadata: clientMetadata(input) };
  return { CodeDeliveryDetails: await sendMessage(pool, 'CustomMessage_ResendCode', user, sent, caller) };
};

export const confirmSignUp: Operation = (pool, input) => {
  const client = clientOf(pool, input);
  const name = usernameOf(input);
  const entered = code(input, 'ConfirmationCode');
  const user = findUser(pool, name);
  if (user === undefined) {
    if (!client.preventUserExistenceErrors) throw userNotFound();
    checkCode(pool, name.toLowerCase(), 'signUp', entered);
    throw userNotFound();
  }
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  checkCode(pool, user.username, 'signUp', entered);
  pool.store.transaction(() => {
    if (input.ForceAliasCreation === true) takeAliasFromOthers(pool, user);
    user.status = 'CONFIRMED';
    user.attributes.email_verified = 'true';
    // Fails if another user has verified the same e-mail address. The code then stays valid for a confirmation with
    // ForceAliasCreation.
    saveUser(pool, user);
    useUpCode(pool, user.username, 'signUp');
  });
  return {};
};

/**
 * Takes the user's e-mail address from the other user who has verified it, if there is one. That user keeps it as an
 * unverified address and can no longer sign in with it.
 */
export function takeAliasFromOthers(pool: Pool, user: User): void {
  const holder = pool.store.userByAlias(user.attributes.email ?? '');
  if (holder === undefined || holder.username === user.username) return;
  holder.attributes.email_verified = 'false';
  saveUser(pool, holder);
}
