import { checkCode, imagineCode, issueCode, useUpCode } from './codes.ts';
import { invalidParameter, notAuthorized, userNotFound, wrongPassword } from './errors.ts';
import { clientMetadata, code, newPassword, requiredText, username as usernameOf } from './input.ts';
import { countWrongPassword, forgetWrongPasswords, refuseLockedSignIn } from './limits.ts';
import { sendMessage } from './messages.ts';
import { callerOf, clientOf, findUser, saveUser } from './pool.ts';
import type { Operation, Pool } from './pool.ts';
import { imaginedDelivery } from './sign-up.ts';
import { createVerifier, passwordMatches } from './srp.ts';
import type { User } from './store.ts';

/** Sets a permanent password, confirms the user and resets the count of wrong passwords. */
export function setPassword(pool: Pool, user: User, password: string): void {
  Object.assign(user, createVerifier(pool.name, user.username, password), { status: 'CONFIRMED' });
  delete user.temporaryPasswordUntil;
  saveUser(pool, user);
  forgetWrongPasswords(pool, user.username);
}

/** Returns the user if they are enabled and have a verified e-mail address, to which a code can be sent. */
function resettable(user: User | undefined): User | undefined {
  return user?.enabled === true && user.attributes.email_verified === 'true' ? user : undefined;
}

export const forgotPassword: Operation = async (pool, input) => {
  const client = clientOf(pool, input);
  const name = usernameOf(input);
  const found = findUser(pool, name);
  const user = resettable(found);
  if (user === undefined) {
    if (!client.preventUserExistenceErrors) {
      if (found === undefined) throw userNotFound();
      throw invalidParameter(
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      );
    }
    imagineCode(pool, found?.username ?? name.toLowerCase(), 'resetPassword');
    return { CodeDeliveryDetails: imaginedDelivery(pool, name) };
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
  const sent = issueCode(pool, user.username, 'resetPassword');
  const caller = { clientId: client.id, clientMetadata: clientMetadata(input) };
  return { CodeDeliveryDetails: await sendMessage(pool, 'CustomMessage_ForgotPassword', user, sent, caller) };
};

export const confirmForgotPassword: Operation = (pool, input) => {
  const client = clientOf(pool, input);
  const name = usernameOf(input);
  const entered = code(input, 'ConfirmationCode');
  const password = newPassword(input, 'Password', pool.options.passwordPolicy);
  const found = findUser(pool, name);
  if (found === undefined && !client.preventUserExistenceErrors) throw userNotFound();
  checkCode(pool, found?.username ?? name.toLowerCase(), 'resetPassword', entered);
  const user = resettable(found);
  if (user === undefined) throw userNotFound();
  pool.store.transaction(() => {
    setPassword(pool, user, password);
    useUpCode(pool, user.username, 'resetPassword');
  });
  return {};
};

export const changePassword: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  const password = newPassword(input, 'ProposedPassword', pool.options.passwordPolicy);
  refuseLockedSignIn(pool, user.username);
  if (!passwordMatches(pool.name, user.username, requiredText(input, 'PreviousPassword'), user)) {
    countWrongPassword(pool, user.username);
    throw wrongPassword();
  }
  setPassword(pool, user, password);
  return {};
};
