import { siteConfig } from '#lib/config.ts';

let lost = $state(false);
let waiting: (() => void)[] = [];
let delaySeconds = 1;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether the service was out of reach at the last try. */
export const connectionLost = () => lost;

/** Notes that a request did not get through, and asks the service until it answers again. */
export function noteConnectionLost(): void {
  if (lost) return;
  lost = true;
  delaySeconds = 1;
  probeLater();
}

/** One try is awaited at a time, however often somebody asks for one. */
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

/** Resolves once the service answers again. */
export function connectionRegained(): Promise<void> {
  return lost ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}

/** Asks at once instead of waiting for the next try. */
export async function probe(): Promise<void> {
  if (!lost) return;
  try {
    const { apiUrl } = await siteConfig();
    await fetch(`${apiUrl}/v1/health`, { method: 'GET', cache: 'no-store' });
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
