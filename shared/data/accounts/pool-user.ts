import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

const client = new CognitoIdentityProviderClient({});

/**
 * Whether the user pool still has a user. A username alone doesn't say so: someone else can have it once its user is
 * gone.
 */
export async function isInPool(username: string, userId: string): Promise<boolean> {
  try {
    const { UserAttributes } = await client.send(
      new AdminGetUserCommand({ UserPoolId: process.env.USER_POOL_ID, Username: username }),
    );
    return UserAttributes?.find(({ Name }) => Name === 'sub')?.Value === userId;
  } catch (error) {
    if (error instanceof UserNotFoundException) return false;
    throw error;
  }
}
