import { fold, withoutTypedZeros } from '../values/search-terms.ts';

/** A part of a search between spaces, as it was typed and as folded words. */
export interface TypedPart {
  text: string;
  words: readonly string[];
}

/** Each part costs a pass over the list of related records. */
export const partsMax = 6;

/**
 * The different parts of a search that have letters or digits. Beyond `partsMax`, the rest is one part, so that a long
 * name is found as a whole.
 */
export function searchParts(q: string): TypedPart[] {
  const byWords = new Map<string, TypedPart>();
  for (const text of q.split(/\s+/)) {
    const folded = withoutTypedZeros(fold(text));
    if (folded !== '' && !byWords.has(folded)) byWords.set(folded, { text, words: folded.split(' ') });
  }
  const parts = [...byWords.values()];
  if (parts.length <= partsMax) return parts;
  const rest = parts.slice(partsMax - 1);
  const together = {
    text: rest.map(({ text }) => text).join(' '),
    words: rest.flatMap(({ words }) => words),
  };
  return [...parts.slice(0, partsMax - 1), together];
}
