import { checkCode, issueCode, useUpCode } from './codes.ts';
import { invalidParameter } from './errors.ts';
import { attributeList, attributes, clientMetadata, code, refuseUnwritable, requiredText } from './input.ts';
import { adminClientId, sendMessage } from './messages.ts';
import type { Delivery, TriggerCaller } from './messages.ts';
import { callerOf, saveUser } from './pool.ts';
import type { Input, Operation, Pool } from './pool.ts';
import { factorView } from './second-factor.ts';
import type { User } from './store.ts';

export const getUser: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  return {
    Username: user.username,
    UserAttributes: attributeList({ sub: user.sub, ...user.attributes }),
    ...factorView(user),
  };
};

/**
 * Updates attributes. A code is sent to a new e-mail address, unless an admin also sets `email_verified` to `true`. If
 * the pool verifies e-mail addresses before updates, the old address stays in use until the code is entered.
 */
export async function writeAttributes(
  pool: Pool,
  user: User,
  userAttributes: Record<string, string>,
  caller: TriggerCaller,
): Promise<Delivery[]> {
  const { email, ...others } = userAttributes;
  Object.assign(user.attributes, others);
  const changes = email !== undefined && email !== user.attributes.email;
  const needsCode = changes && userAttributes.email_verified !== 'true';
  if (email !== undefined) delete user.pendingEmail;
  if (needsCode && pool.options.verifyEmailBeforeUpdate) {
    user.pendingEmail = email;
  } else if (changes) {
    user.attributes.email = email;
    if (needsCode) user.attributes.email_verified = 'false';
  }
  if (!needsCode) {
    saveUser(pool, user);
    return [];
  }
  const sent = issueCode(pool, user.username, 'verifyEmail');
  saveUser(pool, user);
  return [await sendMessage(pool, 'CustomMessage_UpdateUserAttribute', user, sent, caller, email)];
}

export const updateUserAttributes: Operation = async (pool, input) => {
  const { user, session } = await callerOf(pool, input);
  const userAttributes = attributes(input, 'UserAttributes', pool.options);
  const client = pool.options.clients.find(({ id }) => id === session.clientId);
  if (client !== undefined) refuseUnwritable(userAttributes, client);
  const caller = { clientId: session.clientId, clientMetadata: clientMetadata(input) };
  return { CodeDeliveryDetailsList: await writeAttributes(pool, user, userAttributes, caller) };
};

function requireEmailName(input: Input): void {
  if (requiredText(input, 'AttributeName') !== 'email') {
    throw invalidParameter('Only the attribute email can be verified in this user pool.');
  }
}

export const getUserAttributeVerificationCode: Operation = async (pool, input) => {
  const { user, session } = await callerOf(pool, input);
  requireEmailName(input);
  const to = user.pendingEmail ?? user.attributes.email;
  if (to === undefined) throw invalidParameter('User does not have an email.');
  const sent = issueCode(pool, user.username, 'verifyEmail');
  const caller = { clientId: session.clientId, clientMetadata: clientMetadata(input) };
  const source = 'CustomMessage_VerifyUserAttribute';
  return { CodeDeliveryDetails: await sendMessage(pool, source, user, sent, caller, to) };
};

export const verifyUserAttribute: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  requireEmailName(input);
  checkCode(pool, user.username, 'verifyEmail', code(input, 'Code'));
  pool.store.transaction(() => {
    if (user.pendingEmail !== undefined) user.attributes.email = user.pendingEmail;
    delete user.pendingEmail;
    user.attributes.email_verified = 'true';
    saveUser(pool, user);
    useUpCode(pool, user.username, 'verifyEmail');
  });
  return {};
};

export const deleteUser: Operation = async (pool, input) => {
  const { user } = await callerOf(pool, input);
  pool.store.transaction(() => pool.store.deleteUser(user.username));
  return {};
};

export function adminCaller(input: Input): TriggerCaller {
  return { clientId: adminClientId, clientMetadata: clientMetadata(input) };
}
