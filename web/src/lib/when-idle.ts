/** Does something when the browser has nothing better to do. */
export function whenIdle(work: () => void): void {
  // Safari has it only since a short while.
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 500);
}
