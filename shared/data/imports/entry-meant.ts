import type { MappedValue } from '#contract/import-column.ts';
import { labelText } from './clean-text.ts';
import { entryBySynonym } from './entry-synonyms.ts';
import { findEntry, type Entry } from './find-entry.ts';

/** How texts that mean an entry are read, besides by its ID and its labels. */
export interface EntryReading {
  /** What texts of the column mean, as it was chosen. */
  values?: readonly MappedValue[] | undefined;
  /** Whether texts also mean an entry with another usual word for the same. */
  usesSynonyms: boolean;
}

/** The entry that a text means: null for no value, as it was chosen, or why there is none. */
export type EntryMeant = { id: string | null } | { code: 'unknown_entry' | 'ambiguous_entry' };

/** The entry of a list, or the option of a custom field, that a text means. What was chosen for it counts first. */
export function entryMeant(
  entries: readonly Entry[],
  text: string,
  { values = [], usesSynonyms }: EntryReading,
): EntryMeant {
  const chosen = values.find((value) => labelText(value.text) === labelText(text));
  const used = entries.filter(({ retired }) => !retired);
  if (chosen) {
    const { id } = chosen;
    return id === null || used.some((entry) => entry.id === id) ? { id } : { code: 'unknown_entry' };
  }
  const found = findEntry(used, text);
  if (typeof found === 'object') return found;
  const synonym = found === 'unknown' && usesSynonyms ? entryBySynonym(used, text) : undefined;
  return synonym ?? { code: `${found}_entry` };
}
