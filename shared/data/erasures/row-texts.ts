import { fold } from '../values/search-terms.ts';
import { mentionsPerson, type Finder, type Identity } from './person-texts.ts';

/** Somebody who is searched for in rows and other lists of short texts. */
export interface Sought {
  identity: Identity;
  finder: Finder;
}

/** The texts of a row, of the record that is planned for one, or of anything else, in their order. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  // Numbers of rows and IDs would join with other digits.
  const { cells, body } = value as { cells?: unknown; body?: unknown };
  return Object.values(cells ?? body ?? value).flatMap(textsIn);
}

/**
 * Whether texts that belong together contain one of these persons. Parts of a name or number are in cells of their own,
 * so the texts are also searched as one, and for first and last names as whole texts, wherever they are.
 */
export function isInTexts(texts: readonly string[], people: readonly Sought[]): boolean {
  const all = [...texts, texts.join(' ')];
  if (people.some(({ finder }) => mentionsPerson(all, finder))) return true;
  const named = people.filter(({ finder }) => finder.name !== undefined);
  if (named.length === 0) return false;
  const folded = new Set(texts.map(fold));
  return named.some(({ identity }) =>
    identity.names.some(({ firstName, lastName }) =>
      [firstName, lastName].every((part) => part === '' || folded.has(fold(part))),
    ),
  );
}
