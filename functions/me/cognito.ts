import {
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

const client = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? '';

/** What Cognito knows of a user. An e-mail that was not confirmed yet is not given. */
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

/** Ends the refresh tokens of every session. */
export async function endSessions(username: string): Promise<void> {
  await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: username }));
}
