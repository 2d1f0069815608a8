import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  type AttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import { fieldProblem, ProblemError } from '#contract/problem.ts';

const client = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? '';

interface NewAccount {
  username: string;
  email: string;
  firstName: string;
  lastName?: string | undefined;
  locale: string;
}

/**
 * Creates an account with a temporary password and returns the account's id. Cognito sends the password in our e-mail.
 * The e-mail address counts as verified, because only its owner receives the password (docs/decisions/0023). An account
 * that an interrupted request left behind is reused if `isUnused` confirms that it has no profile.
 */
export async function createAccount(
  account: NewAccount,
  isUnused: (userId: string) => Promise<boolean>,
): Promise<string> {
  const { username, email, firstName, lastName, locale } = account;
  const attributes = { email, email_verified: 'true', given_name: firstName, family_name: lastName, locale };
  const UserAttributes = Object.entries(attributes).flatMap(([Name, Value]) =>
    Value ? [{ Name, Value }] : [],
  );
  const input = { UserPoolId, Username: username, DesiredDeliveryMediums: ['EMAIL' as const] };
  try {
    const { User } = await client.send(new AdminCreateUserCommand({ ...input, UserAttributes }));
    return valueOf(User?.Attributes, 'sub');
  } catch (error) {
    if (nameOf(error) !== 'UsernameExistsException') throw refusalOf(error);
  }
  const begun = await client.send(new AdminGetUserCommand({ UserPoolId, Username: username }));
  const id = valueOf(begun.UserAttributes, 'sub');
  const isBegun =
    begun.UserStatus === 'FORCE_CHANGE_PASSWORD' && valueOf(begun.UserAttributes, 'email') === email;
  if (!isBegun || !(await isUnused(id))) throw fieldProblem('/username', 'taken', 'conflict');
  await client.send(new AdminCreateUserCommand({ ...input, MessageAction: 'RESEND' }));
  return id;
}

/**
 * When the account of a user who has only a temporary password last changed. Undefined for other users, and if there is
 * no such account.
 */
export async function readPendingAccount(username: string): Promise<{ modifiedAt: Date } | undefined> {
  try {
    const account = await client.send(new AdminGetUserCommand({ UserPoolId, Username: username }));
    const { UserStatus, UserLastModifiedDate = new Date() } = account;
    return UserStatus === 'FORCE_CHANGE_PASSWORD' ? { modifiedAt: UserLastModifiedDate } : undefined;
  } catch (error) {
    if (nameOf(error) === 'UserNotFoundException') return undefined;
    throw error;
  }
}

/** Refuses users who have a password of their own, because they get no temporary one. */
export async function checkPasswordMissing(username: string): Promise<void> {
  const { UserStatus } = await ofAccount(
    client.send(new AdminGetUserCommand({ UserPoolId, Username: username })),
  );
  if (UserStatus !== 'FORCE_CHANGE_PASSWORD') throw hasPassword();
}

/** Sends a new temporary password and invalidates the previous one. */
export async function resendPassword(username: string): Promise<void> {
  const account = { UserPoolId, Username: username };
  const mail = { DesiredDeliveryMediums: ['EMAIL' as const], MessageAction: 'RESEND' as const };
  await ofAccount(client.send(new AdminCreateUserCommand({ ...account, ...mail })));
}

async function ofAccount<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const name = nameOf(error);
    if (name === 'UserNotFoundException') throw new ProblemError('not_found');
    if (name === 'UnsupportedUserStateException') throw hasPassword();
    throw name === 'TooManyRequestsException' ? new ProblemError('unavailable') : error;
  }
}

export const hasPassword = (): ProblemError => fieldProblem('/userId', 'has_password', 'conflict');

const valueOf = (attributes: AttributeType[] | undefined, name: string): string =>
  attributes?.find((attribute) => attribute.Name === name)?.Value ?? '';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/**
 * Converts errors of the user pool. The pool can contain e-mail addresses that the table lacks: those of users who
 * never signed in.
 */
function refusalOf(error: unknown): unknown {
  const name = nameOf(error);
  if (name === 'AliasExistsException' || name === 'UserLambdaValidationException')
    return fieldProblem('/email', 'has_account', 'conflict');
  if (name === 'InvalidParameterException') return fieldProblem('/username', 'invalid_format');
  return name === 'TooManyRequestsException' ? new ProblemError('unavailable') : error;
}
