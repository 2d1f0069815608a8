/** Items that are worked on at the same time. */
const lanes = 8;

/** Does the same with every item, some side by side. The first error is thrown when the others have ended. */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const errors: unknown[] = [];
  const lane = async () => {
    for (const item of rest) await act(item).catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (errors.length > 0) throw errors[0];
}
