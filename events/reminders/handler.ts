import { writeLog } from '#data/log.ts';
import { duePartitions } from '#data/keys.ts';
import { remindDue } from '#data/reminder.ts';
import { newSession } from '#data/units.ts';

/** Stops well before the function's time is over. */
const workSeconds = 40;

/**
 * Once a minute: turns reminders whose time has come into events. Each is told once, whoever is killed on the way and
 * however many run at the same time, since the event and the end of waiting are one transaction under one key.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  const partitions = Array.from({ length: duePartitions }, (_, index) => index);
  const results = await Promise.allSettled(partitions.map((index) => remindDue(session, index, until)));
  const reminded = results.reduce(
    (sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0),
    0,
  );
  if (reminded > 0) writeLog({ level: 'info', message: 'reminded', reminded });
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason as Error;
}
