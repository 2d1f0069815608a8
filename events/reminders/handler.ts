import { writeLog } from '#data/store/log.ts';
import { duePartitions } from '#data/store/keys.ts';
import { remindDue } from './remind.ts';
import { newSession } from '#data/store/units.ts';
import { sumOfEach } from '../reader/due-rows.ts';

/** Seconds of work per run, well below the function's timeout. */
const workSeconds = 40;

/**
 * Runs every minute and turns due reminders into change items. Each reminder fires once, even after crashes and with
 * concurrent runs: one transaction writes the change item under a fixed key and removes the task from the due reminders.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  const reminded = await sumOfEach(duePartitions, (index) => remindDue(session, index, until));
  if (reminded > 0) writeLog({ level: 'info', message: 'reminded', reminded });
}
