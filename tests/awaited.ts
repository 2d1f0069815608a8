import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is the wanted one, and returns it. `what` names what is awaited in the error that follows when
 * it doesn't come in time.
 */
export async function awaited<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  { patienceMs = 60_000, pauseMs = 100 } = {},
): Promise<Answer> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}: ${JSON.stringify(answer)}`);
    await sleep(pauseMs);
  }
}
