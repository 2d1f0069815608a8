import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { limits } from '#contract/limits.ts';
import { fieldLimit, fieldProblem } from '#contract/problem.ts';
import { poolRefusal } from '#data/accounts/pool-password.ts';

const client = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? '';

/** A user's attributes in Cognito. Unconfirmed e-mail addresses are left out. */
export interface Account {
  username: string;
  email: string | undefined;
  firstName: string;
  lastName: string;
  locale: string | undefined;
}

export async function readAccount(username: string): Promise<Account> {
  const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: username }));
  const values = Object.fromEntries(
    (user.UserAttributes ?? []).map(({ Name = '', Value = '' }) => [Name, Value]),
  );
  return {
    username: user.Username ?? username,
    email: values.email_verified === 'true' ? values.email?.toLowerCase() : undefined,
    firstName: values.given_name ?? '',
    lastName: values.family_name ?? '',
    locale: values.locale,
  };
}

/** Revokes all of a user's tokens in Cognito. Cognito then issues no new tokens for existing sessions. */
export async function endSessions(username: string): Promise<void> {
  await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: username }));
}

/**
 * Has the user pool send a code to a new e-mail address, which applies once the code is entered. Only this API can
 * start the change: events/custom-message rejects requests made with a token alone.
 */
export async function startEmailChange(username: string, email: string): Promise<void> {
  const UserAttributes = [{ Name: 'email', Value: email }];
  await client
    .send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: username, UserAttributes }))
    .catch((error: unknown) => {
      throw poolRefusal(error, taken, () => fieldProblem('/email', 'taken', 'conflict'));
    });
}

const taken = new Set(['AliasExistsException']);
const wrong = new Set(['NotAuthorizedException', 'PasswordResetRequiredException']);
/** Errors for values that the contract accepts but the user pool doesn't. */
const invalid = new Set(['InvalidParameterException', 'InvalidPasswordException']);
const busy = new Set(['LimitExceededException']);

/**
 * Changes the password with the caller's own token, so that the Lambda function needs no permission to set passwords.
 */
export async function setPassword(
  AccessToken: string | undefined,
  PreviousPassword: string,
  ProposedPassword: string,
): Promise<void> {
  await client
    .send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }))
    .catch((error: unknown) => {
      const refusals: [Set<string>, () => Error][] = [
        [wrong, () => fieldProblem('/oldPassword', 'no_match')],
        [invalid, () => fieldProblem('/newPassword', 'invalid_format')],
        [busy, () => fieldLimit(limits.lockedSeconds, '/oldPassword', 'too_many_tries')],
      ];
      throw refusals.reduce((found, [meant, refusal]) => poolRefusal(found, meant, refusal), error);
    });
}
