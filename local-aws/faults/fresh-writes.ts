export type Item = Record<string, Record<string, unknown>>;

/** The previous states of recently written items, which eventually consistent reads may still return. */
export type FreshWrites = {
  /** Records the item as it was before a write. */
  wrote(key: Item, before: Item | undefined): void;
  /**
   * The state in which an eventually consistent read of a view (the table or an index) returns an item. Undefined if
   * that is the current state; otherwise, `before` is the previous item, or undefined if there was none.
   */
  staleIn(view: string, key: Item): { before: Item | undefined } | undefined;
};

type Entry = { at: number; before: Item | undefined; lags: Map<string, number> };

/** Maximum time by which a view lags behind a write. The time is random for each view and item. */
const maxLagMs = 500;

export function createFreshWrites(keyNames: string[], now: () => number = Date.now): FreshWrites {
  const entries = new Map<string, Entry>();
  const textOf = (key: Item) => JSON.stringify(keyNames.map((name) => key[name]));

  function forgetOld(): void {
    // The map is in chronological order.
    for (const [text, { at }] of entries) {
      if (now() - at < maxLagMs) return;
      entries.delete(text);
    }
  }

  return {
    wrote(key, before) {
      forgetOld();
      // If an item is written again within `maxLagMs`, views keep its state before the first of these writes.
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
