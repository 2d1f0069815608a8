export interface Failure<Entry> {
  entry: Entry;
  error: unknown;
}

/** Handles all entries, up to `lanes` at a time, even if some fail. Returns the failures in order. */
export async function handleEach<Entry>(
  entries: readonly Entry[],
  lanes: number,
  handle: (entry: Entry) => Promise<void>,
): Promise<Failure<Entry>[]> {
  const rest = entries.entries();
  const failures = new Map<number, Failure<Entry>>();
  const lane = async () => {
    for (const [index, entry] of rest)
      await handle(entry).catch((error: unknown) => failures.set(index, { entry, error }));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, entries.length) }, lane));
  return [...failures].sort(([one], [other]) => one - other).map(([, failure]) => failure);
}

/**
 * Handles entries in groups of up to `size`. If a group fails, its entries are handled one by one. Returns the entries
 * that then fail, with their errors.
 */
export async function handleTogether<Entry>(
  entries: readonly Entry[],
  size: number,
  handle: (entries: readonly Entry[]) => Promise<void>,
): Promise<Failure<Entry>[]> {
  const failures: Failure<Entry>[] = [];
  for (let start = 0; start < entries.length; start += size) {
    const group = entries.slice(start, start + size);
    try {
      await handle(group);
    } catch {
      failures.push(...(await handleEach(group, 1, (entry) => handle([entry]))));
    }
  }
  return failures;
}
