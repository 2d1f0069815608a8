import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Context } from 'aws-lambda';
import { limits } from '#contract/limits.ts';
import { forgetUser } from '#data/organization/first-password.ts';
import { writeLog } from '#data/store/log.ts';
import { newSession } from '#data/store/units.ts';

const client = new CognitoIdentityProviderClient({});
const dayMs = 86_400_000;

/** Days that an account is kept in each status while its user hasn't signed in. */
const keptDays = { UNCONFIRMED: 3, FORCE_CHANGE_PASSWORD: limits.temporaryPasswordDays } as const;
type Waiting = keyof typeof keptDays;

/** An account with a pending status, and the time before which it counts as abandoned. */
interface PendingAccount {
  status: Waiting;
  username: string;
  before: Date;
}

/**
 * Deletes users who never entered their sign-up code, and users with a temporary password who never signed in, so
 * that usernames and addresses become available again. Runs daily; the next run continues where this one stops.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const requestId = context.awsRequestId;
  const removed = { UNCONFIRMED: 0, FORCE_CHANGE_PASSWORD: 0 };
  for (const status of Object.keys(keptDays) as Waiting[]) {
    const before = new Date(Date.now() - keptDays[status] * dayMs);
    // Deleted only after listing, so that deletions don't disturb pagination.
    for (const username of await listPending(status, before)) {
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

async function listPending(status: Waiting, before: Date): Promise<string[]> {
  const query = { UserPoolId: process.env.USER_POOL_ID, Filter: `cognito:user_status = "${status}"` };
  const found: string[] = [];
  for await (const page of paginateListUsers({ client }, query)) {
    for (const { Username, UserCreateDate } of page.Users ?? []) {
      if (Username && UserCreateDate && UserCreateDate < before) found.push(Username);
    }
  }
  return found;
}

/** The list can be minutes old, so users who signed in since are kept. */
async function remove({ status, username, before }: PendingAccount, requestId: string): Promise<boolean> {
  const account = { UserPoolId: process.env.USER_POOL_ID, Username: username };
  try {
    const { UserStatus, UserAttributes, UserLastModifiedDate } = await client.send(
      new AdminGetUserCommand(account),
    );
    if (UserStatus !== status) return false;
    if (status === 'FORCE_CHANGE_PASSWORD') {
      // A new temporary password was sent, or an operator reset the password of an existing user.
      if (!UserLastModifiedDate || UserLastModifiedDate >= before) return false;
      const id = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
      const now = new Date().toISOString();
      // The table comes first: the next run would find an account without a profile, but not a profile without an
      // account.
      if (!(await forgetUser({ ...newSession(), requestId, now }, id, before.toISOString()))) return false;
    }
    await client.send(new AdminDeleteUserCommand(account));
    return true;
  } catch (error) {
    if (error instanceof UserNotFoundException) return false;
    throw error;
  }
}
