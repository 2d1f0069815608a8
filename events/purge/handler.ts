import type { Context } from 'aws-lambda';
import { takeDue } from '#data/due/take-due.ts';
import { writeLog } from '#data/store/log.ts';
import { unlessOvertaken } from '#data/store/overtaken.ts';
import { loggedUnits, newSession } from '#data/store/units.ts';
import { beginPurge } from './begin.ts';
import { advancePass, currentPass, newPass } from './purge-pass.ts';

/** Time reserved to finish a page and to write the log. */
const reservedMs = 60_000;

/**
 * Removes the data of organizations whose days of grace are over: every item of the table and every object of the
 * buckets. Runs every ten minutes, as much as fits into a run, and continues where the last run stopped, even if that
 * was killed. A run begins purges, or works on one pass over the table. So at least one run, and the minutes until the
 * next one, lie between the mark that stops everything else, the removal, and the pass that finds nothing left.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const session = newSession();
  const startedAt = new Date().toISOString();
  const until = Date.now() + context.getRemainingTimeInMillis() - reservedMs;
  const begun = await takeDue(session, { 'organization-deletion': { take: beginPurge } }, until);
  const pass = (await currentPass(session)) ?? (await newPass(session, startedAt));
  if (begun === 0 && !pass) return;
  const result = pass && (await advancePass(session, pass, until).catch(unlessOvertaken));
  writeLog({
    level: 'info',
    message: 'organizations purged',
    requestId: context.awsRequestId,
    begun,
    organizations: pass?.orgIds.length ?? 0,
    ...result,
    ...loggedUnits(session.units),
  });
}
