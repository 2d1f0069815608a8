import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceError } from '../../http/service-error.ts';
import { notAuthorized, userNotFound } from './errors.ts';
import { attributeList, attributes, newPassword, optionalText, username as usernameOf } from './input.ts';
import type { PasswordPolicy } from './options.ts';
import { askPreSignUp, sendMessage } from './messages.ts';
import { findUser, saveUser } from './pool.ts';
import type { Input, Operation, Output, Pool } from './pool.ts';
import { adminCaller, writeAttributes } from './profile.ts';
import { setPassword } from './passwords.ts';
import { refuseUsername, takeAliasFromOthers } from './sign-up.ts';
import { factorView, setPreferenceOf } from './second-factor.ts';
import { createVerifier } from './srp.ts';
import type { User } from './store.ts';

/** The user that an admin call refers to by username, sub or verified e-mail. */
function namedUser(pool: Pool, input: Input): User {
  const name = usernameOf(input);
  const user = findUser(pool, name) ?? pool.store.userBySub(name);
  if (user === undefined) throw userNotFound();
  return user;
}

/** A user as returned by `ListUsers` and `AdminCreateUser`. */
export function userView(user: User): Output {
  return {
    Username: user.username,
    Attributes: attributeList({ sub: user.sub, ...user.attributes }),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

function temporaryPassword(input: Input, policy: PasswordPolicy): string {
  if (optionalText(input, 'TemporaryPassword') !== undefined) {
    return newPassword(input, 'TemporaryPassword', policy);
  }
  const random = randomBytes(Math.max(9, policy.minimumLength)).toString('base64url');
  return `${random}aA1!`;
}

export const adminCreateUser: Operation = async (pool, input) => {
  if (input.MessageAction === 'RESEND') return resendInvitation(pool, input);
  const { options, store } = pool;
  const username = usernameOf(input).toLowerCase();
  const userAttributes = attributes(input, 'UserAttributes', options);
  const password = temporaryPassword(input, options.passwordPolicy);
  refuseUsername(pool, username);
  const caller = adminCaller(input);
  await askPreSignUp(pool, 'PreSignUp_AdminCreateUser', { username, attributes: userAttributes }, caller);
  const now = pool.now();
  const user: User = {
    username,
    sub: randomUUID(),
    status: 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    attributes: { email_verified: 'false', ...userAttributes },
    ...createVerifier(pool.name, username, password),
    temporaryPasswordUntil: now + options.passwordPolicy.temporaryPasswordDays * 86_400_000,
    createdAt: now,
    modifiedAt: now,
  };
  store.transaction(() => {
    if (input.ForceAliasCreation === true) takeAliasFromOthers(pool, user);
    store.addUser(user);
  });
  await sendInvitation(pool, input, user, password);
  return { User: userView(user) };
};

async function sendInvitation(pool: Pool, input: Input, user: User, password: string): Promise<void> {
  if (input.MessageAction === 'SUPPRESS' || user.attributes.email === undefined) return;
  await sendMessage(pool, 'CustomMessage_AdminCreateUser', user, password, adminCaller(input));
}

async function resendInvitation(pool: Pool, input: Input): Promise<Output> {
  const user = namedUser(pool, input);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError(
      'UnsupportedUserStateException',
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  const { passwordPolicy } = pool.options;
  const password = temporaryPassword(input, passwordPolicy);
  Object.assign(user, createVerifier(pool.name, user.username, password));
  user.temporaryPasswordUntil = pool.now() + passwordPolicy.temporaryPasswordDays * 86_400_000;
  saveUser(pool, user);
  await sendInvitation(pool, input, user, password);
  return { User: userView(user) };
}

export const adminSetUserPassword: Operation = (pool, input) => {
  const user = namedUser(pool, input);
  const { passwordPolicy } = pool.options;
  const password = newPassword(input, 'Password', passwordPolicy);
  if (input.Permanent === true) {
    setPassword(pool, user, password);
    return {};
  }
  Object.assign(user, createVerifier(pool.name, user.username, password));
  user.status = 'FORCE_CHANGE_PASSWORD';
  user.temporaryPasswordUntil = pool.now() + passwordPolicy.temporaryPasswordDays * 86_400_000;
  saveUser(pool, user);
  return {};
};

export const adminGetUser: Operation = (pool, input) => {
  const user = namedUser(pool, input);
  const { Attributes, ...view } = userView(user);
  return { ...view, UserAttributes: Attributes, ...factorView(user) };
};

export const adminUpdateUserAttributes: Operation = async (pool, input) => {
  const user = namedUser(pool, input);
  const userAttributes = attributes(input, 'UserAttributes', pool.options);
  await writeAttributes(pool, user, userAttributes, adminCaller(input));
  return {};
};

export const adminConfirmSignUp: Operation = (pool, input) => {
  const user = namedUser(pool, input);
  if (user.status !== 'UNCONFIRMED') {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  user.status = 'CONFIRMED';
  saveUser(pool, user);
  return {};
};

export const adminUserGlobalSignOut: Operation = (pool, input) => {
  pool.store.endSessionsOf(namedUser(pool, input).username);
  return {};
};

export const adminSetUserMfaPreference: Operation = (pool, input) =>
  setPreferenceOf(pool, namedUser(pool, input), input);

/** Disables a user and ends their sessions. */
export const adminDisableUser: Operation = (pool, input) => {
  const user = namedUser(pool, input);
  user.enabled = false;
  pool.store.transaction(() => {
    saveUser(pool, user);
    pool.store.endSessionsOf(user.username);
  });
  return {};
};

export const adminEnableUser: Operation = (pool, input) => {
  const user = namedUser(pool, input);
  user.enabled = true;
  saveUser(pool, user);
  return {};
};

export const adminDeleteUser: Operation = (pool, input) => {
  const user = namedUser(pool, input);
  pool.store.transaction(() => pool.store.deleteUser(user.username));
  return {};
};
