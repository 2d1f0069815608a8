/** Runs a function when the browser is idle, after two seconds at the latest. */
export function whenIdle(work: () => void): void {
  // Some versions of Safari don't have `requestIdleCallback`.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 500);
}
