export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * Full jitter: a random delay between zero and a maximum. The maximum is 25 ms for attempt 0, and doubles with every
 * attempt up to one second.
 */
export function retryDelayMs(attempt: number): number {
  return Math.random() * Math.min(1_000, 25 * 2 ** attempt);
}
