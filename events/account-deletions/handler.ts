import type { Context } from 'aws-lambda';
import { dueAccount, userOfDue } from '#data/organization/account-deletion.ts';
import { ifEquals, under } from '#data/store/condition.ts';
import { dueAccountsPartition } from '#data/store/keys.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { isConditionFailed, updateItem } from '#data/store/table.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';
import { handleDue, type DueRow } from '../reader/due-rows.ts';
import { removeAccount } from './remove-account.ts';

/** Time reserved to finish a removal and to write the log. */
const reservedMs = 30_000;
/** After this time, another run takes up a removal again. It is longer than a run can last. */
const takenSeconds = 300;

/**
 * Removes what there is of users whose accounts were deleted. Runs every minute. Each account is taken up by one run at a
 * time. If that run fails or is killed, a later one does all of it again: each step is harmless to repeat, and the
 * profile, which the others need, is removed last.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const session = newSession();
  const requestId = context.awsRequestId;
  const until = Date.now() + context.getRemainingTimeInMillis() - reservedMs;
  const failures: unknown[] = [];
  const removed = await handleDue(session, dueAccountsPartition, until, async (row, now) => {
    if (!(await takeUp(session, row, now))) return false;
    try {
      await removeAccount({ ...session, requestId, now, via: 'automation' }, userOfDue(row));
      return true;
    } catch (error) {
      failures.push(error);
      writeLog({ level: 'error', message: 'account not removed', requestId, error: errorNameOf(error) });
      return false;
    }
  });
  if (removed > 0) {
    const units = loggedUnits(session.units);
    writeLog({ level: 'info', message: 'accounts removed', requestId, removed, ...units });
  }
  if (failures.length > 0) throw failures[0] as Error;
}

/** Returns false if another run has taken up the removal. */
async function takeUp(session: Session, row: DueRow, now: string): Promise<boolean> {
  const { pk, sk, g6sk } = row;
  const next = new Date(Date.parse(now) + takenSeconds * 1000).toISOString();
  try {
    await updateItem(
      session,
      under(ifEquals({ g6sk }), {
        Key: { pk, sk },
        UpdateExpression: 'SET g6sk = :next',
        ExpressionAttributeValues: { ':next': dueAccount(userOfDue(row), next).g6sk },
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
