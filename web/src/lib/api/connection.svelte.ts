import { siteConfig } from '#lib/config.ts';

let lost = $state(false);
let waiting: (() => void)[] = [];
let delaySeconds = 1;
const probeTimeoutMilliseconds = 5_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether a request got no response or the browser went offline, and the service hasn't responded since. */
export const connectionLost = () => lost;

/** Marks the connection as lost and polls the service until it responds again. */
export function noteConnectionLost(): void {
  if (lost) return;
  lost = true;
  delaySeconds = 1;
  probeLater();
}

/** Schedules the next poll and replaces one that is already scheduled. */
function probeLater(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void probe(), delaySeconds * 1000);
}

export function noteConnection(): void {
  if (!lost) return;
  lost = false;
  for (const resume of waiting) resume();
  waiting = [];
}

/** Resolves when the service responds again, or at once if the connection isn't lost. */
export function connectionRegained(): Promise<void> {
  return lost ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}

/** Polls the service now instead of waiting for the next scheduled poll. Does nothing if the connection isn't lost. */
export async function probe(): Promise<void> {
  if (!lost) return;
  try {
    const { apiUrl } = await siteConfig();
    const signal = AbortSignal.timeout(probeTimeoutMilliseconds);
    await fetch(`${apiUrl}/v1/health`, { method: 'GET', cache: 'no-store', signal });
    noteConnection();
  } catch {
    delaySeconds = Math.min(delaySeconds * 2, 15);
    probeLater();
  }
}

if (typeof window !== 'undefined') {
  window.addEventListener('offline', noteConnectionLost);
  window.addEventListener('online', () => void probe());
}
