/** Creates a token bucket: a function that returns true while requests stay within the rate (per second) and burst. */
export function createThrottle(rate: number, burst: number, now: () => number = Date.now): () => boolean {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
