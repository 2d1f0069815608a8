import { labelText } from './clean-text.ts';

/** An entry of a list, or an option of a custom field, with one of its labels. */
export interface Entry {
  id: string;
  label: string;
  meaning?: string | undefined;
  retired?: boolean | undefined;
}

/**
 * The entry of a list, or the option of a custom field, that a text refers to: by id, by label, or by label regardless of
 * case, accents, and the punctuation between and after its words. Retired entries aren't found.
 * `ambiguous` if several labels differ only in these.
 */
export function findEntry(entries: readonly Entry[], text: string): { id: string } | 'unknown' | 'ambiguous' {
  const used = entries.filter(({ retired }) => !retired);
  const exact = used.find(({ label }) => label === text) ?? used.find(({ id }) => id === text);
  if (exact) return { id: exact.id };
  const alike = used.filter(({ label }) => labelText(label) === labelText(text));
  const [first] = alike;
  if (!first) return 'unknown';
  return alike.length > 1 ? 'ambiguous' : { id: first.id };
}
