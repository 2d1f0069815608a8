import type { Status, StatusMeaning } from '#contract/organization.ts';
import type { StatusList } from '#contract/status-list.ts';
import { merged } from '#lib/forms/merge.ts';

export interface EntryValues {
  /** Tells lines apart while they move; the entry's id where it has one. */
  key: string;
  id?: string;
  name: string;
  /** What it was called before: a name is sent only where it was changed. */
  named: string;
  color: Status['color'] | '';
  meaning: StatusMeaning | '';
}

/** A list as it is entered. */
export interface ListValues {
  items: EntryValues[];
  /** Key of the entry that new records begin with; empty for sources. */
  defaultKey: string;
  successors: Record<string, string>;
}

export const usedEntries = ({ items }: Pick<StatusList, 'items'>) => items.filter(({ retired }) => !retired);
export const retiredEntries = ({ items }: Pick<StatusList, 'items'>) =>
  items.filter(({ retired }) => retired);

/** The name in the reader's language, where it is the product's. */
export const entryName = ({ name, names }: Pick<Status, 'name' | 'names'>, locale: 'en' | 'es'): string =>
  names?.[locale] ?? name;

export function entryValues(entry: Status, locale: 'en' | 'es'): EntryValues {
  const name = entryName(entry, locale);
  const { id, color = '', meaning = '' } = entry;
  return { key: id, id, name, named: name, color, meaning };
}

export function listValues(list: StatusList, locale: 'en' | 'es', hasMeanings: boolean): ListValues {
  const used = usedEntries(list);
  const first = used.find(({ isDefault }) => isDefault) ?? used[0];
  return {
    items: used.map((entry) => entryValues(entry, locale)),
    defaultKey: hasMeanings ? (first?.id ?? '') : '',
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

/** What was entered over `base`, laid over what somebody else saved meanwhile. */
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
    defaultKey: items.some(({ key }) => key === defaultKey) ? defaultKey : (items[0]?.key ?? ''),
    successors: Object.fromEntries(successors),
  };
}
