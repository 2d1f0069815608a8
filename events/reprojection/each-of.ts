/** Number of items processed concurrently. */
const lanes = 8;

/**
 * Applies a function to every item with bounded concurrency. Throws the first error after all have finished.
 */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const errors: unknown[] = [];
  const lane = async () => {
    for (const item of rest) await act(item).catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (errors.length > 0) throw errors[0];
}
