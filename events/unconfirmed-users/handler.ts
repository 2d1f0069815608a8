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

/**
 * Days that an account is kept in each status while its user hasn't signed in. New members (FORCE_CHANGE_PASSWORD) come
 * first, because strangers can sign up more users than one run removes.
 */
const keptDays = { FORCE_CHANGE_PASSWORD: limits.temporaryPasswordDays, UNCONFIRMED: 3 } as const;
type Waiting = keyof typeof keptDays;

/** An account that its user hasn't activated, and the instant before which such accounts count as abandoned. */
interface PendingAccount {
  status: Waiting;
  username: string;
  before: Date;
}

/** Time reserved to finish a removal and to write the log. */
const reservedMs = 15_000;

/**
 * Deletes users who never entered their sign-up code, and users with a temporary password who never signed in, so that
 * usernames and e-mail addresses become available again. Runs daily. A run that runs out of time stops, and the next
 * one starts over, with fewer users.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const requestId = context.awsRequestId;
  const removed = { UNCONFIRMED: 0, FORCE_CHANGE_PASSWORD: 0 };
  let isComplete = true;
  for await (const account of listAbandoned()) {
    isComplete = context.getRemainingTimeInMillis() > reservedMs;
    if (!isComplete) break;
    if (await remove(account, requestId)) removed[account.status] += 1;
  }
  writeLog({
    level: 'info',
    message: 'unconfirmed users removed',
    requestId,
    isComplete,
    removed: removed.UNCONFIRMED,
    neverCameIn: removed.FORCE_CHANGE_PASSWORD,
  });
}

/**
 * Reads one page of users at a time. A user who moves to an earlier page because of a deletion is found by the next
 * run.
 */
async function* listAbandoned(): AsyncGenerator<PendingAccount> {
  for (const status of Object.keys(keptDays) as Waiting[]) {
    const before = new Date(Date.now() - keptDays[status] * dayMs);
    const query = { UserPoolId: process.env.USER_POOL_ID, Filter: `cognito:user_status = "${status}"` };
    for await (const page of paginateListUsers({ client }, query)) {
      for (const { Username, UserCreateDate } of page.Users ?? []) {
        if (Username && UserCreateDate && UserCreateDate < before)
          yield { status, username: Username, before };
      }
    }
  }
}

/**
 * Deletes an abandoned account, unless its user has confirmed or signed in since the page was read, or a new temporary
 * password was sent. Returns whether it was deleted.
 */
async function remove({ status, username, before }: PendingAccount, requestId: string): Promise<boolean> {
  const account = { UserPoolId: process.env.USER_POOL_ID, Username: username };
  try {
    const { UserStatus, UserAttributes, UserLastModifiedDate } = await client.send(
      new AdminGetUserCommand(account),
    );
    if (UserStatus !== status) return false;
    if (status === 'FORCE_CHANGE_PASSWORD') {
      // Modified recently: a new temporary password was sent, or an operator reset the password of an existing user.
      if (!UserLastModifiedDate || UserLastModifiedDate >= before) return false;
      const id = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
      const now = new Date().toISOString();
      // The table comes first: the next run would find an account without a profile, but not a profile without an
      // account.
      if (
        !(await forgetUser({ ...newSession(), requestId, now, via: 'automation' }, id, before.toISOString()))
      )
        return false;
    }
    await client.send(new AdminDeleteUserCommand(account));
    return true;
  } catch (error) {
    if (error instanceof UserNotFoundException) return false;
    throw error;
  }
}
