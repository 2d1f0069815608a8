import { writePulse } from '#data/pulse.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { newSession } from '#data/units.ts';
import { recountOrganizations } from './recount.ts';
import { redrive } from './redrive.ts';
import { takeTurns } from './take-turns.ts';
import { bringUp } from './walk.ts';

/** Stops in time to keep its progress before the function's time is over. */
const workSeconds = 40;

/**
 * Once a minute: writes the pulse, takes up records that could not be projected, brings records to their definitions'
 * present projection where a deployment changed it, and counts organizations anew whose days begin at another hour.
 * Each has a share of the time, and one that fails does not keep the others from their turn.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  await takeTurns(
    [
      () => writePulse(session, new Date().toISOString()),
      (until) => redrive(session, until),
      ...Object.values(recordDefinitions).map(
        (definition) => (until: number) => bringUp(session, definition, until),
      ),
      (until) => recountOrganizations(session, until),
    ],
    workSeconds,
  );
}
