import { writeHeartbeat } from '#data/store/heartbeat.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { unlessOvertaken } from '#data/store/overtaken.ts';
import { newSession } from '#data/store/units.ts';
import { recountOrganizations } from './recount-pass.ts';
import { redrive } from './redrive.ts';
import { takeTurns } from './take-turns.ts';
import { backfill } from './projection-pass.ts';

/** Seconds of work per run, which leave time to save the progress before the function's timeout. */
const workSeconds = 40;

/**
 * Runs every minute: writes the heartbeat, redrives poison records, backfills record types whose projection changed,
 * and recounts organizations whose settings changed in a way that affects counters or reports. Each task gets a share
 * of the time, and a failing task doesn't block the others. A task that waits for the budget of bulk writes can use up the
 * time, so each run begins these passes with another one.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const passes = [
    ...Object.values(recordDefinitions).map(
      (definition) => (until: number) => backfill(session, definition, until).catch(unlessOvertaken),
    ),
    (until: number) => recountOrganizations(session, until),
  ];
  const first = Math.floor(Date.now() / 60_000) % passes.length;
  await takeTurns(
    [
      () => writeHeartbeat(session, new Date().toISOString()),
      (until) => redrive(session, until),
      ...passes.slice(first),
      ...passes.slice(0, first),
    ],
    workSeconds,
  );
}
