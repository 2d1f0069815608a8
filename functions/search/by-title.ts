import { fold } from '#data/values/search-terms.ts';

/**
 * Sorts what a search found: first what has the query at the beginning of its title, then what has its words at the
 * beginnings of words of its title, and what was found by another field last. Among equals, the shorter title comes
 * first, because more of it was typed.
 */
export function byTitle<T extends { title: string }>(found: readonly T[], q: string): T[] {
  const typed = fold(q);
  const words = typed.split(' ');
  const sorted = found.map((hit) => {
    const title = fold(hit.title);
    const own = title.split(' ');
    const isWordForWord = words.every((word) => own.some((one) => one.startsWith(word)));
    if (title.startsWith(typed)) return { hit, group: 0, length: title.length };
    return isWordForWord ? { hit, group: 1, length: title.length } : { hit, group: 2, length: 0 };
  });
  return sorted.toSorted((a, b) => a.group - b.group || a.length - b.length).map(({ hit }) => hit);
}
