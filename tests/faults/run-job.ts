import type { JobMessage, Next } from '#data/jobs/work.ts';

/** Delivers the messages of a job one after the other, like a queue that forgets delays, until there are no more. */
export async function runJob(
  advance: (message: JobMessage) => Promise<Next[]>,
  start: JobMessage,
): Promise<void> {
  const waiting = [start];
  for (let message = waiting.shift(); message; message = waiting.shift()) {
    const next = await advance(message);
    waiting.push(...next.map((one) => one.message));
  }
}
