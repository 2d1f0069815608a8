export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Full jitter: a random wait of up to 25 ms, doubled with every attempt, one second at most. */
export function retryDelayMs(attempt: number): number {
  return Math.random() * Math.min(1_000, 25 * 2 ** attempt);
}
