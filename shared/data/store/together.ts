import { itemName } from './item-name.ts';
import type { Key } from './keys.ts';
import type { Units } from './units.ts';

type Found = ReadonlyMap<string, Record<string, unknown>>;

/** Keys whose items a request is about to read, and these items by name. */
interface Upcoming {
  keys: Map<string, Key>;
  items: Promise<Found>;
}

/** What each request is about to read, by the options of the reads. */
const upcoming = new WeakMap<Units, Map<string, Upcoming>>();

/**
 * Reads items together with those that other parts of the same request ask for at the same time: each item once, all of
 * them in one call of `read`.
 */
export function together(
  units: Units,
  options: object,
  keys: readonly Key[],
  read: (all: readonly Key[]) => Promise<Found>,
): Promise<Found> {
  const all = upcoming.get(units) ?? new Map<string, Upcoming>();
  upcoming.set(units, all);
  const way = JSON.stringify(options);
  const next = all.get(way) ?? begin();
  for (const key of keys) next.keys.set(itemName(key), key);
  return next.items;

  function begin(): Upcoming {
    const asked = new Map<string, Key>();
    const items = Promise.resolve().then(() => {
      all.delete(way);
      return read([...asked.values()]);
    });
    const begun = { keys: asked, items };
    all.set(way, begun);
    return begun;
  }
}
