import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Context } from 'aws-lambda';
import { writeLog } from '#data/log.ts';

const client = new CognitoIdentityProviderClient({});
const keptMs = 3 * 24 * 60 * 60 * 1000;

/**
 * Removes users who signed up and never entered the code: their usernames become free again. Run once a day; what one
 * run does not reach the next one does.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const UserPoolId = process.env.USER_POOL_ID;
  const before = new Date(Date.now() - keptMs);
  const query = { UserPoolId, Filter: 'cognito:user_status = "UNCONFIRMED"' };
  const stale: string[] = [];
  for await (const page of paginateListUsers({ client }, query)) {
    for (const user of page.Users ?? []) {
      if (user.Username && user.UserCreateDate && user.UserCreateDate < before) stale.push(user.Username);
    }
  }
  // Deleted after listing, so that paging is not disturbed.
  let removed = 0;
  for (const Username of stale) {
    if (await removeUnconfirmed({ UserPoolId, Username }, before)) removed += 1;
  }
  writeLog({
    level: 'info',
    message: 'unconfirmed users removed',
    requestId: context.awsRequestId,
    removed,
  });
}

/** The list is some seconds to minutes old: whoever has entered the code since stays. */
async function removeUnconfirmed(
  user: { UserPoolId: string | undefined; Username: string },
  before: Date,
): Promise<boolean> {
  try {
    const { UserStatus, UserCreateDate } = await client.send(new AdminGetUserCommand(user));
    if (UserStatus !== 'UNCONFIRMED' || !UserCreateDate || UserCreateDate >= before) return false;
    await client.send(new AdminDeleteUserCommand(user));
    return true;
  } catch (error) {
    if (error instanceof UserNotFoundException) return false;
    throw error;
  }
}
