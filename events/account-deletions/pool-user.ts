import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { isInPool } from '#data/accounts/pool-user.ts';

const client = new CognitoIdentityProviderClient({});

/** Deletes a user at the user pool, unless the username belongs to someone else by now. */
export async function deletePoolUser(username: string, userId: string): Promise<void> {
  if (!(await isInPool(username, userId))) return;
  try {
    await client.send(
      new AdminDeleteUserCommand({ UserPoolId: process.env.USER_POOL_ID, Username: username }),
    );
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}
