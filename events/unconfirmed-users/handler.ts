import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
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
  for (const Username of stale) {
    await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
  }
  writeLog({
    level: 'info',
    message: 'unconfirmed users removed',
    requestId: context.awsRequestId,
    removed: stale.length,
  });
}
