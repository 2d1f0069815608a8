import type { Context } from 'aws-lambda';
import { storedPass } from '#data/passes/stored-pass.ts';
import { missingUsersPassKey } from '#data/store/pass-keys.ts';
import { writeLog } from '#data/store/log.ts';
import { unlessOvertaken } from '#data/store/overtaken.ts';
import { loggedUnits, newSession } from '#data/store/units.ts';
import { endMissing } from './end-missing.ts';
import { findMissing, type Search } from './find-missing.ts';

const passes = storedPass({ key: missingUsersPassKey, kind: 'missing-users-pass' });

/** Time reserved to handle the users who are missing, and to write the log. */
const reservedMs = 120_000;

/**
 * Finds users whom the user pool no longer has, because they deleted themselves there or an operator did, and deletes
 * their accounts. Runs daily, over a limited part of the table, and continues where the last run stopped.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const session = newSession();
  const requestId = context.awsRequestId;
  const hasTime = () => context.getRemainingTimeInMillis() > reservedMs;
  const held = await passes.hold(session, (await passes.read(session)) ?? {});
  const search = await findMissing(session, held.pass.lastKey, hasTime);
  const { checked, missing, lastKey } = search;
  refuseIfPoolIsWrong(search);
  const base = { ...session, requestId, now: new Date().toISOString(), via: 'automation' as const };
  let ended = 0;
  for (const userId of missing) if (await endMissing(base, userId)) ended += 1;
  await (lastKey ? passes.advance(held, { lastKey }) : passes.end(held)).catch(unlessOvertaken);
  writeLog({
    level: 'info',
    message: 'missing users handled',
    requestId,
    checked,
    missing: missing.length,
    ended,
    isComplete: lastKey === undefined,
    ...loggedUnits(session.units),
  });
}

/** Few users delete themselves at the user pool. */
const missingUsual = 3;

/**
 * Stops if most users are missing, or all of several: then the pool was replaced or restored, or the function asks another
 * one, and the data of everyone would be deleted.
 */
function refuseIfPoolIsWrong({ checked, missing }: Search): void {
  const areMost = missing.length > missingUsual && missing.length * 2 > checked;
  const areAll = missing.length > 1 && missing.length === checked;
  if (areMost || areAll)
    throw new Error(`The user pool lacks ${missing.length} of ${checked} users. Nothing was deleted.`);
}
