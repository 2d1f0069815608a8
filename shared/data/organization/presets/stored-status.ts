import { firstEntries, rulesOf, productDefault, type StatusListName } from '#contract/status-list.ts';
import type { Status } from '#contract/status.ts';
import { allPresets } from './presets.ts';

/** A stored status or source. It has no name while the product's translated names apply. */
export type StoredStatus = Omit<Status, 'name' | 'names'> & { name?: string };

/** The product's names of a status or source; undefined if no preset contains it. */
export function productNames(list: StatusListName, id: string): NonNullable<Status['names']> | undefined {
  const [, , name] =
    allPresets.flatMap(({ lists }) => lists[list] ?? []).find(([entryId]) => entryId === id) ?? [];
  return name && { en: name[0], es: name[1] };
}

export const storedStatus = ({ name, names, ...entry }: Status): StoredStatus =>
  names ? entry : { ...entry, name };

export function statusFrom(list: StatusListName, stored: StoredStatus): Status {
  if (stored.name !== undefined) return { ...stored, name: stored.name };
  const names = productNames(list, stored.id);
  return { ...stored, name: names?.en ?? stored.id, ...(names ? { names } : {}) };
}

/**
 * The entries of a list, with the product's default if the organization has not chosen one. An organization that has
 * chosen none has entries whose `isDefault` is false.
 */
export function withProductDefault(list: StatusListName, entries: Status[]): Status[] {
  const id = productDefault(list);
  if (id === undefined || entries.some(({ isDefault }) => isDefault !== undefined)) return entries;
  return entries.map((entry) => (entry.id === id && !entry.retired ? { ...entry, isDefault: true } : entry));
}

/** A list with the product's entries for meanings that the product didn't need yet when the list was stored. */
export function withNeeded(list: StatusListName, entries: readonly Status[]): Status[] {
  const missing = rulesOf(list).needed.filter((needed) => entries.every(({ meaning }) => meaning !== needed));
  const added = firstEntries(list).flatMap(({ id, meaning }) =>
    meaning && missing.includes(meaning) ? [statusFrom(list, { id, meaning })] : [],
  );
  return [...entries, ...added];
}
