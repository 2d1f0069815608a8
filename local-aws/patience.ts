import { setTimeout as sleep } from 'node:timers/promises';

/** How long a start waits for what a host that was just ended still holds: its data folder and its port. */
const patienceMs = 10_000;

/**
 * Tries something until it succeeds, for a limited time. Says once what it waits for, unless the second attempt succeeds.
 * Returns undefined if it never succeeds.
 */
export async function patiently<T>(
  attempt: () => T | undefined | Promise<T | undefined>,
  waitingFor: () => string,
  say: (text: string) => void = (text) => console.error(text),
): Promise<T | undefined> {
  const end = Date.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result !== undefined || Date.now() > end) return result;
    if (tries === 2) say(waitingFor());
    await sleep(100);
  }
}
