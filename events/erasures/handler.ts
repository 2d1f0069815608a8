import type { Context } from 'aws-lambda';
import { writeLog } from '#data/store/log.ts';
import { loggedUnits, newSession } from '#data/store/units.ts';
import { eraseAgain } from './again.ts';
import { advancePass, currentPass, newPass, Overtaken } from './pass.ts';

/** Time reserved to finish a page and to write the log. */
const reservedMs = 60_000;

/**
 * Erases persons: their records, copies outside the table, and what mentions them elsewhere. Runs every minute, as much
 * as fits into a run, and continues where the last run stopped, even if that was killed. Each step can be repeated.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const session = newSession();
  const until = Date.now() + context.getRemainingTimeInMillis() - reservedMs;
  const again = await eraseAgain(session, until);
  const pass = (await currentPass(session)) ?? (await newPass(session, new Date().toISOString()));
  if (!pass && again === 0) return;
  const result = pass && (await advancePass(session, pass, until).catch(unlessOvertaken));
  writeLog({
    level: 'info',
    message: 'persons erased',
    requestId: context.awsRequestId,
    again,
    erasures: pass?.erasures.length ?? 0,
    ...result,
    ...loggedUnits(session.units),
  });
}

/** Another run works on the same pass, because the schedule has invoked the function twice. */
function unlessOvertaken(error: unknown): undefined {
  if (!(error instanceof Overtaken)) throw error;
}
