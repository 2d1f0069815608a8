import type { Context } from 'aws-lambda';
import { move, type DueRow, type Outcome } from '#data/due/end-due-item.ts';
import { dueIdOf } from '#data/due/kinds.ts';
import { takeDue } from '#data/due/take-due.ts';
import { newSession, type Session } from '#data/store/units.ts';
import { removeAccount } from './remove-account.ts';

/** Time reserved to finish a removal and to write the log. */
const reservedMs = 30_000;
/** After this time, another run takes up a removal again. It is longer than a run can last. */
const takenSeconds = 300;

/** Removes what there is of users whose accounts were deleted. Runs every minute. */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const until = Date.now() + context.getRemainingTimeInMillis() - reservedMs;
  const requestId = context.awsRequestId;
  await takeDue(
    newSession(),
    { 'account-deletion': { take: (session, row, now) => remove(session, row, now, requestId) } },
    until,
  );
}

/**
 * An account is taken up by one run at a time. If that run fails or is killed, a later one does all of it again: each step
 * is harmless to repeat, and the profile, which the others need, is removed last.
 */
async function remove(session: Session, row: DueRow, now: string, requestId: string): Promise<Outcome> {
  const next = new Date(Date.parse(now) + takenSeconds * 1000).toISOString();
  if (!(await move(session, row, next))) return 'left';
  await removeAccount({ ...session, requestId, now, via: 'automation' }, dueIdOf(row));
  return 'taken';
}
