import type { Context } from 'aws-lambda';
import { isHeld } from '#data/passes/stored-pass.ts';
import { loadStageKeys } from '#data/store/load-stage-keys.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { Overtaken, unlessOvertaken } from '#data/store/overtaken.ts';
import { isTemporary } from '#data/store/table.ts';
import { loggedUnits, newSession } from '#data/store/units.ts';
import { eraseAgain } from './again.ts';
import { passes } from './erasure-passes.ts';
import { advancePass, newPass } from './erasure-pass.ts';

/** Time reserved to finish a page and to write the log. */
const reservedMs = 60_000;

/** A run searches a restored table for half of the time until the next run, so that two don't do it at once. */
const againMs = 30_000;

/**
 * Erases persons: their records, copies outside the table, and what mentions them elsewhere. Runs every minute, as much
 * as fits into a run, and continues where the last run stopped, even if that was killed. Each step can be repeated. A run
 * that is still at work is left alone.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  await loadStageKeys();
  const session = newSession();
  const start = Date.now();
  const until = start + context.getRemainingTimeInMillis() - reservedMs;
  const again = await eraseAgain(session, Math.min(until, start + againMs)).catch(noneIfBusy);
  const pass = (await passes.read(session)) ?? (await newPass(session, new Date().toISOString()));
  const isAtWork = pass !== undefined && isHeld(pass);
  if ((!pass || isAtWork) && again === 0) return;
  const result =
    pass && !isAtWork ? await advancePass(session, pass, until).catch(unlessOvertaken) : undefined;
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

/** The search of a restored table goes on in the next run, and must not stop the erasures that have begun. */
function noneIfBusy(error: unknown): number {
  if (!isTemporary(error) && !(error instanceof Overtaken)) throw error;
  writeLog({ level: 'warn', message: 'restored table not searched', error: errorNameOf(error) });
  return 0;
}
