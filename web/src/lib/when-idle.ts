/** Does something when the browser has nothing better to do. */
export function whenIdle(work: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 500);
}
