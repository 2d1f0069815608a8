/**
 * Returns a function that runs changes one after the other, for changes that each need the version that the previous one
 * created. A change handles its errors itself.
 */
export function inSequence(): (change: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (change) => (last = last.then(change));
}
