import { setTimeout as sleep } from 'node:timers/promises';

const firstPauseMs = 50;
const lastPauseMs = 800;

/**
 * Longer than any work takes while all other tests share the machine, and shorter than a test's time, so that what was
 * awaited is named.
 */
const usualPatienceMs = 170_000;

/**
 * Asks until the answer is the wanted one, and returns it. `what` names what is awaited in the error that follows when
 * it doesn't come in time. The pauses between requests become longer, because more than a quarter of all requests would otherwise
 * ask whether a job has ended. `pauseMs` makes them all the same.
 */
export async function awaited<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  { patienceMs = usualPatienceMs, pauseMs }: { patienceMs?: number | undefined; pauseMs?: number } = {},
): Promise<Answer> {
  const end = Date.now() + patienceMs;
  for (let longerMs = firstPauseMs; ; longerMs = Math.min(2 * longerMs, lastPauseMs)) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}: ${JSON.stringify(answer)}`);
    await sleep(pauseMs ?? longerMs);
  }
}
