export type Item = Record<string, Record<string, unknown>>;

/** What readers that are late still see of items that were written a moment ago. */
export type FreshWrites = {
  /** Notes what stood there before a write. */
  wrote(key: Item, before: Item | undefined): void;
  /**
   * What a view (an index, or the copies of the table that weak reads come from) shows of an item: undefined when it
   * shows the item as it is, otherwise what was there before, if anything was.
   */
  staleIn(view: string, key: Item): { before: Item | undefined } | undefined;
};

type Entry = { at: number; before: Item | undefined; lags: Map<string, number> };

/** Views lag behind by up to this, each by its own time. */
const maxLagMs = 500;

export function createFreshWrites(keyNames: string[], now: () => number = Date.now): FreshWrites {
  const entries = new Map<string, Entry>();
  const textOf = (key: Item) => JSON.stringify(keyNames.map((name) => key[name]));

  function forgetOld(): void {
    // Entries are in the order of their times.
    for (const [text, { at }] of entries) {
      if (now() - at < maxLagMs) return;
      entries.delete(text);
    }
  }

  return {
    wrote(key, before) {
      forgetOld();
      // Of an item that is written again what was seen before the first write is what lingers.
      if (!entries.has(textOf(key))) entries.set(textOf(key), { at: now(), before, lags: new Map() });
    },
    staleIn(view, key) {
      const entry = entries.get(textOf(key));
      if (!entry) return undefined;
      const lag = entry.lags.get(view) ?? Math.random() * maxLagMs;
      entry.lags.set(view, lag);
      return now() - entry.at < lag ? { before: entry.before } : undefined;
    },
  };
}
