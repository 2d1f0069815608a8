import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Context } from 'aws-lambda';
import { limits } from '#contract/limits.ts';
import { forgetUser } from '#data/first-password.ts';
import { writeLog } from '#data/log.ts';
import { newSession } from '#data/units.ts';

const client = new CognitoIdentityProviderClient({});
const dayMs = 86_400_000;

/** How long an account may wait for its user, by where it waits. */
const keptDays = { UNCONFIRMED: 3, FORCE_CHANGE_PASSWORD: limits.temporaryPasswordDays } as const;
type Waiting = keyof typeof keptDays;

/** An account that waits, and the instant by which it has waited long enough. */
interface Waiter {
  status: Waiting;
  username: string;
  before: Date;
}

/**
 * Removes users who signed up and never entered the code, and those who were made with a temporary password and never
 * came in: usernames and addresses become free again. Run once a day; what one run does not reach the next one does.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const requestId = context.awsRequestId;
  const removed = { UNCONFIRMED: 0, FORCE_CHANGE_PASSWORD: 0 };
  for (const status of Object.keys(keptDays) as Waiting[]) {
    const before = new Date(Date.now() - keptDays[status] * dayMs);
    // Deleted after listing, so that paging is not disturbed.
    for (const username of await listWaiting(status, before)) {
      if (await remove({ status, username, before }, requestId)) removed[status] += 1;
    }
  }
  writeLog({
    level: 'info',
    message: 'unconfirmed users removed',
    requestId,
    removed: removed.UNCONFIRMED,
    neverCameIn: removed.FORCE_CHANGE_PASSWORD,
  });
}

async function listWaiting(status: Waiting, before: Date): Promise<string[]> {
  const query = { UserPoolId: process.env.USER_POOL_ID, Filter: `cognito:user_status = "${status}"` };
  const found: string[] = [];
  for await (const page of paginateListUsers({ client }, query)) {
    for (const { Username, UserCreateDate } of page.Users ?? []) {
      if (Username && UserCreateDate && UserCreateDate < before) found.push(Username);
    }
  }
  return found;
}

/** The list is some seconds to minutes old: whoever has come in since stays. */
async function remove({ status, username, before }: Waiter, requestId: string): Promise<boolean> {
  const account = { UserPoolId: process.env.USER_POOL_ID, Username: username };
  try {
    const { UserStatus, UserAttributes, UserLastModifiedDate } = await client.send(
      new AdminGetUserCommand(account),
    );
    if (UserStatus !== status) return false;
    if (status === 'FORCE_CHANGE_PASSWORD') {
      // Another password was mailed, or an operator gave one to somebody who had their own.
      if (!UserLastModifiedDate || UserLastModifiedDate >= before) return false;
      const id = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
      const now = new Date().toISOString();
      // The table first: an account without a profile is found by the next run, a profile without an account by nobody.
      if (!(await forgetUser({ ...newSession(), requestId, now }, id, before.toISOString()))) return false;
    }
    await client.send(new AdminDeleteUserCommand(account));
    return true;
  } catch (error) {
    if (error instanceof UserNotFoundException) return false;
    throw error;
  }
}
