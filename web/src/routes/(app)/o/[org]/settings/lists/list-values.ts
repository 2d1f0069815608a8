import type { Status, StatusMeaning } from '#contract/status.ts';
import { defaultEntry } from '#contract/default-entry.ts';
import type { StatusList } from '#contract/status-list.ts';
import { merged } from '#lib/forms/merge.ts';

export interface EntryValues {
  /** Identifies the row while it moves. The item's id if it has one. */
  key: string;
  id?: string;
  name: string;
  /** The previous name, so that only changed names are sent. */
  named: string;
  color: Status['color'] | '';
  meaning: StatusMeaning | '';
}

/** The form values of a list. */
export interface ListValues {
  items: EntryValues[];
  /** Key of the default item; empty if a list of sources has none. */
  defaultKey: string;
  successors: Record<string, string>;
}

export const usedEntries = ({ items }: Pick<StatusList, 'items'>) => items.filter(({ retired }) => !retired);
export const retiredEntries = ({ items }: Pick<StatusList, 'items'>) =>
  items.filter(({ retired }) => retired);

type NameOf = (entry: Status) => string;

export function entryValues(entry: Status, nameOf: NameOf): EntryValues {
  const name = nameOf(entry);
  const { id, color = '', meaning = '' } = entry;
  return { key: id, id, name, named: name, color, meaning };
}

export function listValues(list: StatusList, nameOf: NameOf, hasMeanings: boolean): ListValues {
  const used = usedEntries(list);
  return {
    items: used.map((entry) => entryValues(entry, nameOf)),
    defaultKey: defaultEntry(used, hasMeanings)?.id ?? '',
    successors: {},
  };
}

export function listBody({ items, defaultKey, successors }: ListValues) {
  return {
    items: items.map(({ key, id, name, named, color, meaning }) => ({
      ...(id ? { id } : {}),
      ...(id && name.trim() === named ? {} : { name: name.trim() }),
      color: color === '' ? null : color,
      ...(meaning === '' ? {} : { meaning }),
      ...(key === defaultKey ? { isDefault: true } : {}),
    })),
    ...(Object.keys(successors).length > 0 ? { successors } : {}),
  };
}

/** The default after the previous one was retired: the first status, or no source. */
export const nextDefault = (items: readonly EntryValues[]): string =>
  items.find(({ meaning }) => meaning !== '')?.key ?? '';

/** Merges the input (`mine`) with what someone else changed since `base`. */
export function mergeList(base: ListValues, mine: ListValues, theirs: ListValues): ListValues {
  const entryIn = ({ items }: ListValues, key: string) => items.find((entry) => entry.key === key);
  const kept = mine.items.flatMap((entry) => {
    const [before, now] = [entryIn(base, entry.key), entryIn(theirs, entry.key)];
    if (!before) return [entry];
    return now ? [merged(before, entry, now)] : [];
  });
  const items = [...kept, ...theirs.items.filter(({ key }) => !entryIn(base, key) && !entryIn(mine, key))];
  const defaultKey = merged(base.defaultKey, mine.defaultKey, theirs.defaultKey);
  const successors = Object.entries(mine.successors).filter(([from, to]) =>
    [from, to].every((id) => entryIn(theirs, id)),
  );
  return {
    items,
    defaultKey: items.some(({ key }) => key === defaultKey) ? defaultKey : nextDefault(items),
    successors: Object.fromEntries(successors),
  };
}
