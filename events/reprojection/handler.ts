import { writePulse } from '#data/pulse.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { newSession } from '#data/units.ts';
import { recountOrganizations } from './recount.ts';
import { redrive } from './redrive.ts';
import { bringUp } from './walk.ts';

/** Stops in time to keep its progress before the function's time is over. */
const workSeconds = 40;

/**
 * Once a minute: writes the pulse, takes up records that could not be projected, brings records to their definitions'
 * present projection where a deployment changed it, and counts organizations anew whose days begin at another hour.
 * One that fails does not keep the others from their turn.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  const work = [
    () => writePulse(session, new Date().toISOString()),
    () => redrive(session, until),
    ...Object.values(recordDefinitions).map((definition) => () => bringUp(session, definition, until)),
    () => recountOrganizations(session, until),
  ];
  const errors: unknown[] = [];
  for (const part of work) await part().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
