type Load = () => Promise<unknown>;

/**
 * Loads parts of a page that are probably needed soon. A failure isn't told, because whatever needs a part loads it again
 * and tells.
 */
export function loadAhead(...parts: Load[]): void {
  for (const load of parts) load().catch(() => undefined);
}

/** Loads parts ahead when the browser is idle, after two seconds at the latest. */
export function loadWhenIdle(...parts: Load[]): void {
  whenIdle(() => loadAhead(...parts));
}

/** Runs a function when the browser is idle, after two seconds at the latest. */
export function whenIdle(work: () => void): void {
  // Some versions of Safari don't have `requestIdleCallback`.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 500);
}
