/**
 * Returns a function that runs changes one after the other, because each change needs the version that the previous one
 * created. A change must handle its own errors: if it rejects, later changes don't run.
 */
export function inSequence(): (change: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (change) => (last = last.then(change));
}
